"""The members' directory, below /mezun/."""

from django.urls import path

from alumni.directory import saved_views, views

urlpatterns = [
    path("rehber/", views.directory, name="directory"),
    path("rehber/harita/", views.directory_map, name="directory_map"),
    path("rehber/aramalar/", saved_views.search_add, name="search_add"),
    path("rehber/aramalar/<int:pk>/sil/", saved_views.search_remove, name="search_remove"),
    path("sinif-arkadaslarim/", views.classmates, name="classmates"),
    path("uye/<int:pk>/", views.member, name="member"),
]
