"""Leaving a list, for whoever holds the link."""

from django.urls import path

from mik.mail import views

app_name = "mail"

urlpatterns = [
    path("ayril/<str:token>/", views.leave, name="leave"),
    path("tercihler/<str:token>/", views.preferences, name="preferences"),
]
