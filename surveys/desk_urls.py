"""Surveys on the office's desk: names ``coordinator:survey_…``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
