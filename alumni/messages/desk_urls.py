"""The queue of reported messages; included under the namespace ``coordinator``."""

from django.urls import path

from alumni.messages import desk

urlpatterns = [
    path("", desk.message_reports, name="message_reports"),
    path("<int:pk>/", desk.message_report, name="message_report"),
]
