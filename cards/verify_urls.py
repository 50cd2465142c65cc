"""The public page that says whether a card is genuine."""

from django.urls import URLPattern, URLResolver, path

from cards.verification import views

app_name = "verify"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.form, name="form"),
    path("<str:text>/", views.token, name="token"),
]
