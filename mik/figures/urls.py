"""Figures for everybody: the university's graduates in numbers."""

from django.urls import URLPattern, URLResolver, path

from mik.figures import views

app_name = "figures"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.public, name="public"),
    path("indir/", views.public_download, name="public_download"),
]
