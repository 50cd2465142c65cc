"""The office's desk, the registrar's pages and the vice-rector's overview."""

from django.urls import include, path

from coordinator import home, overview

app_name = "coordinator"

urlpatterns = [
    path("", home.home, name="home"),
    path("ozet/", overview.overview, name="overview"),
    path("mezunlar/", include("coordinator.registry.urls")),
    path("onaylar/", include("coordinator.claims.urls")),
    path("izinler/", include("coordinator.consents.urls")),
    path("davetler/", include("alumni.membership.inviting.desk_urls")),
    path("ice-aktar/", include("alumni.registry.importing.urls")),
    path("kvkk/", include("coordinator.protection.urls")),
    path("gorevler/", include("coordinator.terms.urls")),
    path("duyurular/", include("coordinator.newsroom.urls")),
    path("mesajlar/", include("alumni.messages.desk_urls")),
    path("kartlar/", include("cards.desk_urls")),
    path("anketler/", include("surveys.desk_urls")),
    path("sayilar/mezunlar/", include("alumni.numbers.desk_urls")),
    path("sayilar/", include("mik.figures.desk_urls")),
    path("raporlar/", include("coordinator.annual_report.urls")),
    path("birimler/", include("coordinator.units.urls")),
    path("atamalar/", include("coordinator.terms.appointment_urls")),
]
