"""Who sees what, below /mezun/."""

from django.urls import path

from alumni.visibility import views

urlpatterns = [
    path("gorunurluk/", views.choices, name="visibility"),
    path("gorunurluk/<slug:who>/", views.seen_as, name="seen_as"),
]
