"""Cards on the office's desk: names ``coordinator:card_…``."""

from django.urls import URLPattern, URLResolver, path

from cards.desk import applications, batches, cards, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.card_list, name="card_list"),
    path("disa-aktar/", views.card_export, name="card_export"),
    path("toplu/", views.card_bulk, name="card_bulk"),
    path("basvuru/<int:pk>/", applications.card_application, name="card_application"),
    path("basim/", batches.card_batch_list, name="card_batch_list"),
    path("basim/<int:pk>/", batches.card_batch, name="card_batch"),
    path("basim/<int:pk>/ilerlet/", batches.card_batch_move, name="card_batch_move"),
    path("basim/<int:pk>/sil/", batches.card_batch_remove, name="card_batch_remove"),
    path("basim/<int:pk>/<slug:kind>/", batches.card_batch_file, name="card_batch_file"),
    path("<int:pk>/", cards.card_detail, name="card_detail"),
    path("<int:pk>/pdf/", cards.card_pdf, name="card_pdf"),
    path("<int:pk>/kayip/", cards.card_lost, name="card_lost"),
    path("<int:pk>/yenile/", cards.card_replace, name="card_replace"),
    path("<int:pk>/iptal/", cards.card_revoke, name="card_revoke"),
]
