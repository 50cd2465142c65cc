"""A representative's announcements to the own department."""

from django.urls import URLPattern, URLResolver

app_name = "department_news"

urlpatterns: list[URLPattern | URLResolver] = []
