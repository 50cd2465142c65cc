"""The list of units and the English name of one."""

from django.urls import path

from coordinator.units import views

urlpatterns = [
    path("", views.unit_list, name="unit_list"),
    path("<int:pk>/", views.unit_edit, name="unit_edit"),
]
