"""The addresses of the platform with the demo's, as settings.DEMO mounts them."""

from django.urls import include, path

from mik import urls

urlpatterns = [*urls.urlpatterns, path("demo/", include("mik.home.demo_urls"))]
handler404 = urls.handler404
