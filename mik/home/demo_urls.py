"""Addresses of the demo's own pages; mik.urls mounts them only where settings.DEMO says so."""

from django.urls import path

from mik.home.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.roles, name="roles"),
    path("giris/", views.sign_in, name="sign_in"),
    path("posta/", views.mail_list, name="mail_list"),
    path("posta/<path:name>/", views.mail_detail, name="mail_detail"),
]
