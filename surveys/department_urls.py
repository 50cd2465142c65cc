"""Results for the representative of a department."""

from django.urls import URLPattern, URLResolver

app_name = "department_surveys"

urlpatterns: list[URLPattern | URLResolver] = []
