"""The public page that says whether a card is genuine."""

from django.urls import URLPattern, URLResolver

app_name = "verify"

urlpatterns: list[URLPattern | URLResolver] = []
