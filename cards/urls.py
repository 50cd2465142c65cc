"""The member's own card."""

from django.urls import URLPattern, URLResolver, path

from cards import views

app_name = "cards"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.card, name="card"),
    path("cep/", views.pocket, name="pocket"),
    path("basvuru/", views.apply, name="apply"),
    path("basvuru/geri-al/", views.withdraw, name="withdraw"),
    path("kayip/", views.lost, name="lost"),
    path("pdf/", views.pdf, name="pdf"),
    path("foto/<uuid:pk>/", views.photo, name="photo"),
]
