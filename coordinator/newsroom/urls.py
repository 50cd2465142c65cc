"""The office's announcements and mailings: names ``coordinator:announcement_…`` and ``coordinator:mailing_…``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
