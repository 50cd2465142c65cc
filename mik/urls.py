"""Every address of the platform, gathered from the rooms. Paths people see are Turkish."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mik.accounts.views import logout, remove_passkey

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mik.home.urls")),
    path("", include("mik.common.urls")),
    path("", include("mik.work.urls")),
    path("dil/", login_not_required(set_language), name="set_language"),
    path("dosya/", include("mik.files.urls")),
    path("hesap/", include("mik.accounts.urls")),
    path("hesap/logout/", logout, name="account_logout"),
    path("hesap/2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("hesap/", include("mik.accounts.allauth_urls")),
    path("e-posta/", include("mik.mail.urls")),
    path("sayilarla/kesit/", include("alumni.numbers.public_urls")),
    path("sayilarla/", include("mik.figures.urls")),
    path("raporlar/", include("coordinator.annual_report.public_urls")),
    path("kart/", include("cards.urls")),
    path("dogrula/", include("cards.verify_urls")),
    path("anket/", include("surveys.urls")),
    path("mezun/duyurular/", include("coordinator.newsroom.member_urls")),
    path("mezun/", include("alumni.urls")),
    path("temsilci/<int:unit_id>/duyurular/", include("coordinator.newsroom.department_urls")),
    path("temsilci/<int:unit_id>/anketler/", include("surveys.department_urls")),
    path("temsilci/", include("representatives.urls")),
    path("koordinator/", include("coordinator.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("mik.home.demo_urls"))]

handler400 = "mik.home.errors.bad_request"
handler403 = "mik.home.errors.forbidden"
handler404 = "mik.home.errors.not_found"
handler500 = "mik.home.errors.server_error"
