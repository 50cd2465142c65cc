"""allauth's pages that this platform has; its own list adds nameless addresses for the old links of others."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("", include("mik.accounts.oidc.urls")),
    path("", include("mik.accounts.edevlet.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
