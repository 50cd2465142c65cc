"""Saved segments, mounted under the list of graduates at the office's desk and at each department's."""

from django.urls import path

from alumni.registry.segments import views

urlpatterns = [
    path("kitleler/", views.segment_list, name="segment_list"),
    path("kitleler/ekle/", views.segment_add, name="segment_add"),
    path("kitleler/<int:pk>/", views.segment_edit, name="segment_edit"),
    path("kitleler/<int:pk>/ac/", views.segment_open, name="segment_open"),
    path("kitleler/<int:pk>/say/", views.segment_count, name="segment_count"),
    path("kitleler/<int:pk>/sil/", views.segment_delete, name="segment_delete"),
]
