"""A department's numbers: names ``representatives:cut_…``."""

from django.urls import URLPattern, URLResolver, path

from alumni.numbers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.department_table, name="cut_table"),
    path("indir/", views.department_download, name="cut_download"),
    path("yillar/", views.department_growth, name="cut_growth"),
    path("yillar/indir/", views.department_growth_download, name="cut_growth_download"),
]
