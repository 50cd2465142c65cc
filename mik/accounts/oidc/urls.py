"""``/hesap/oidc/<provider>/login/`` and back; the names are allauth's."""

from django.urls import path

from mik.accounts.oidc import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
