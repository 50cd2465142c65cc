"""The desk of data protection, below /koordinator/kvkk/."""

from django.urls import path

from coordinator.protection import breach_views, inventory_views, retention_views, views

urlpatterns = [
    path("", views.rights_list, name="rights_list"),
    path("ekle/", views.rights_add, name="rights_add"),
    path("<int:pk>/", views.rights_detail, name="rights_detail"),
    path("<int:pk>/ustlen/", views.rights_take, name="rights_take"),
    path("<int:pk>/kisi/", views.rights_person, name="rights_person"),
    path("<int:pk>/yanitla/", views.rights_answer, name="rights_answer"),
    path("<int:pk>/reddet/", views.rights_refuse, name="rights_refuse"),
    path("<int:pk>/ornek/", views.rights_copy, name="rights_copy"),
    path("<int:pk>/sil/", views.rights_erase, name="rights_erase"),
    path("saklama/", retention_views.retention, name="retention"),
    path("envanter/", inventory_views.inventory, name="inventory"),
    path("envanter/yazdir/", inventory_views.inventory_print, name="inventory_print"),
    path("envanter/indir/<slug:form>/", inventory_views.inventory_download, name="inventory_download"),
    path("ihlaller/", breach_views.breach_list, name="breach_list"),
    path("ihlaller/ekle/", breach_views.breach_add, name="breach_add"),
    path("ihlaller/<int:pk>/", breach_views.breach_detail, name="breach_detail"),
    path("ihlaller/<int:pk>/duzenle/", breach_views.breach_edit, name="breach_edit"),
    path("ihlaller/<int:pk>/kisiler/", breach_views.breach_subjects, name="breach_subjects"),
    path("ihlaller/<int:pk>/dondur/", breach_views.breach_freeze, name="breach_freeze"),
    path("ihlaller/<int:pk>/yazdir/", breach_views.breach_print, name="breach_print"),
    path("ihlaller/<int:pk>/kapat/", breach_views.breach_close, name="breach_close"),
]
