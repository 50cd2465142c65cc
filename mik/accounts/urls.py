"""Addresses of the account pages that allauth does not have."""

from django.urls import URLPattern, path

from mik.accounts import views

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("ikinci-adim/", views.second_factor, name="second_factor"),
    path("saat-dilimi/", views.time_zone, name="time_zone"),
    path("sessions/<int:pk>/kapat/", views.end_session, name="session_end"),
]
