"""The import wizard, mounted at the office's desk and at each department's."""

from django.urls import path

from alumni.registry.importing import views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("<int:pk>/", views.import_detail, name="import_detail"),
    path("<int:pk>/sutunlar/", views.import_mapping, name="import_mapping"),
    path("<int:pk>/onizleme/", views.import_preview, name="import_preview"),
    path("<int:pk>/kararlar/", views.import_choose, name="import_choose"),
    path("<int:pk>/birimler/", views.import_units, name="import_units"),
    path("<int:pk>/aktar/", views.import_apply, name="import_apply"),
    path("<int:pk>/geri-al/", views.import_undo, name="import_undo"),
    path("<int:pk>/vazgec/", views.import_discard, name="import_discard"),
    path("<int:pk>/hatalar/", views.import_errors, name="import_errors"),
]
