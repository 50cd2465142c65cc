"""Graduates counted by what one likes, for everybody."""

from django.urls import URLPattern, URLResolver, path

from alumni.numbers import views

app_name = "figures_cut"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.public_table, name="cut_table"),
    path("indir/", views.public_download, name="cut_download"),
    path("yillar/", views.public_growth, name="cut_growth"),
    path("yillar/indir/", views.public_growth_download, name="cut_growth_download"),
]
