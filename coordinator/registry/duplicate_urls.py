"""Pairs of records that may be one person, and what departments ask, at the office's desk."""

from django.urls import path

from coordinator.registry import duplicate_views as views

urlpatterns = [
    path("ciftler/", views.duplicate_list, name="duplicate_list"),
    path("ciftler/ara/", views.duplicate_search, name="duplicate_search"),
    path("ciftler/<int:pk>/farkli/", views.duplicate_different, name="duplicate_different"),
    path("ciftler/<int:pk>/geri-al/", views.duplicate_undo, name="duplicate_undo"),
    path("sorular/", views.merge_request_list, name="merge_request_list"),
    path("sorular/<int:pk>/", views.merge_request_detail, name="merge_request_detail"),
    path("sorular/<int:pk>/kapat/", views.merge_request_close, name="merge_request_close"),
]
