"""Figures for everybody: the university's graduates in numbers."""

from django.urls import URLPattern, URLResolver

app_name = "figures"

urlpatterns: list[URLPattern | URLResolver] = []
