"""The members' directory, below /mezun/."""

from django.urls import path

from alumni.directory import views

urlpatterns = [
    path("rehber/", views.directory, name="directory"),
    path("uye/<int:pk>/", views.member, name="member"),
]
