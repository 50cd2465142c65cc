"""The roof's own addresses."""

from django.urls import path

from mik.home import finding, views, webapp
from mik.home.health import health

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    path("panel/", views.home, name="home"),
    path("ara/", finding.find, name="find"),
    path("ogrenci/", views.student, name="student"),
    path("sw.js", webapp.worker, name="worker"),
    path("uygulama.webmanifest", webapp.manifest, name="manifest"),
    path("cevrimdisi/", webapp.offline, name="offline"),
    path("saglik/", health, name="health"),
    path("kvkk/", views.privacy, name="privacy"),
    path("kvkk/<str:code>/", views.notice_version, name="notice_version"),
    path("erisilebilirlik/", views.accessibility, name="accessibility"),
]
