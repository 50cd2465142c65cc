"""Notifications."""

from django.urls import path

from mik.work import views

app_name = "work"

urlpatterns = [
    path("bildirimler/", views.notification_list, name="notification_list"),
    path("bildirimler/okundu/", views.notification_read_all, name="notification_read_all"),
    path("bildirimler/ayarlar/", views.notification_choices, name="notification_choices"),
    path("bildirimler/<int:pk>/", views.notification_open, name="notification_open"),
]
