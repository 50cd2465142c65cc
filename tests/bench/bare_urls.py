"""The addresses of the platform and a page that does nothing: what Django, its middleware and a session cost."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.is_authenticated)


urlpatterns = [path("bare/", bare), path("", include("mik.urls"))]
