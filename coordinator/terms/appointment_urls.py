"""The registrar's pages."""

from django.urls import path

from coordinator.terms import appointment_views as views

urlpatterns = [
    path("", views.appointment_list, name="appointment_list"),
    path("ekle/", views.appointment_add, name="appointment_add"),
    path("ekle/<slug:office>/", views.appointment_record, name="appointment_record"),
    path("<int:pk>/bitir/", views.appointment_end, name="appointment_end"),
]
