"""The workspace of the representatives: each address names the department, each view asks for the power over it."""

from django.urls import include, path

from representatives import views

app_name = "representatives"

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:unit_id>/mezunlar/", include("representatives.graduates.urls")),
    path("<int:unit_id>/saglik/", include("alumni.registry.health.urls")),
    path("<int:unit_id>/onaylar/", include("representatives.claims.urls")),
    path("<int:unit_id>/davetler/", include("alumni.membership.inviting.desk_urls")),
    path("<int:unit_id>/sayilar/", include("alumni.numbers.department_urls")),
    path("<int:unit_id>/ice-aktar/", include("alumni.registry.importing.urls")),
]
