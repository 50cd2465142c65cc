"""Pairs within one department, and questions to and from others."""

from django.urls import path

from representatives.graduates import duplicate_views as views

urlpatterns = [
    path("ciftler/", views.duplicate_list, name="duplicate_list"),
    path("ciftler/<int:pk>/farkli/", views.duplicate_different, name="duplicate_different"),
    path("ciftler/<int:pk>/geri-al/", views.duplicate_undo, name="duplicate_undo"),
    path("sorular/", views.merge_request_list, name="merge_request_list"),
    path("sorular/<int:pk>/yanit/", views.merge_request_answer, name="merge_request_answer"),
    path("sorular/<int:pk>/geri-cek/", views.merge_request_withdraw, name="merge_request_withdraw"),
    path("<int:pk>/baska-bolum/", views.merge_request_add, name="merge_request_add"),
]
