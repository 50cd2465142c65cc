"""Announcements as members and students read them."""

from django.urls import path

from coordinator.newsroom import member_views

app_name = "news"

urlpatterns = [
    path("", member_views.announcement_list, name="announcement_list"),
    path("<int:pk>/", member_views.announcement_detail, name="announcement_detail"),
    path("<int:pk>/takvim.ics", member_views.announcement_calendar, name="announcement_calendar"),
]
