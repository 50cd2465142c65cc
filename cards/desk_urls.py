"""Cards on the office's desk: names ``coordinator:card_…``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
