"""The catalogue of figures on the desk: names ``coordinator:figure_…``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
