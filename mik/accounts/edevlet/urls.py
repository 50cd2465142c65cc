"""``/hesap/edevlet/login/`` and back; the names are those allauth looks for."""

from django.urls import path

from mik.accounts.edevlet import views

urlpatterns = [
    path("edevlet/login/", views.login, name="edevlet_login"),
    path("edevlet/login/callback/", views.callback, name="edevlet_callback"),
]
