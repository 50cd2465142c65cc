"""Addresses of the records' health, below the office's and each department's desk; names are shared."""

from django.urls import path

from alumni.registry.health import acts, office, views

urlpatterns = [
    path("", views.health, name="health"),
    path("yeniden-bak/", views.health_look, name="health_look"),
    path("kural/<slug:code>/", views.health_rule, name="health_rule"),
    path("kural/<slug:code>/toplu/", acts.health_act, name="health_act"),
    path("onarim/<int:pk>/geri-al/", views.health_undo, name="health_undo"),
]
office_urlpatterns = [
    *urlpatterns,
    path("bolumler/", office.health_units, name="health_units"),
    path("bolumler/indir/", office.health_units_download, name="health_units_download"),
    path("ulasilmayanlar/", office.contact_dead_list, name="contact_dead_list"),
]
