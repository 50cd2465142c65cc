"""The office's numbers of graduates: names ``coordinator:cut_…``."""

from django.urls import URLPattern, URLResolver, path

from alumni.numbers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk_table, name="cut_table"),
    path("indir/", views.desk_download, name="cut_download"),
    path("yillar/", views.desk_growth, name="cut_growth"),
    path("yillar/indir/", views.desk_growth_download, name="cut_growth_download"),
]
