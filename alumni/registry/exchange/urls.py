"""Exports, mounted under the list of graduates at the office's desk and at each department's."""

from django.urls import path

from alumni.registry.exchange import handover_views, views

urlpatterns = [
    path("disa-aktar/", views.graduate_export, name="graduate_export"),
    path("disa-aktarilanlar/", views.export_list, name="export_list"),
    path("devir/", handover_views.handover, name="handover"),
]
