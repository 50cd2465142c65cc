"""The catalogue of figures on the desk: names ``coordinator:figure_…``."""

from django.urls import URLPattern, URLResolver, path

from mik.figures import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.figure_list, name="figure_list"),
    path("indir/", desk.figure_download, name="figure_download"),
    path("<slug:code>/", desk.figure_detail, name="figure_detail"),
]
