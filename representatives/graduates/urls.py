from django.urls import include, path

from representatives.graduates import views

urlpatterns = [
    path("", views.graduate_list, name="graduate_list"),
    path("ekle/", views.graduate_add, name="graduate_add"),
    path("benzerler/", views.graduate_duplicates, name="graduate_duplicates"),
    path("", include("representatives.graduates.duplicate_urls")),
    path("numara/", views.graduate_by_number, name="graduate_by_number"),
    path("toplu/", views.graduate_bulk, name="graduate_bulk"),
    path("", include("alumni.registry.exchange.urls")),
    path("", include("alumni.registry.segments.urls")),
    path("birlestir/", views.merge_list, name="merge_list"),
    path("birlestir/<int:a>/<int:b>/", views.merge_compare, name="merge_compare"),
    path("birlestir/<int:pk>/", views.merge_detail, name="merge_detail"),
    path("birlestir/<int:pk>/geri-al/", views.merge_undo, name="merge_undo"),
    path("<int:pk>/", views.graduate_detail, name="graduate_detail"),
    path("<int:pk>/duzenle/", views.graduate_edit, name="graduate_edit"),
    path("<int:pk>/gecmis/", views.graduate_history, name="graduate_history"),
    path("<int:pk>/kaynak/<int:kept_pk>/", views.kept_value_decide, name="kept_value_decide"),
    path("duzeltmeler/", views.correction_list, name="correction_list"),
    path("<int:pk>/vefat/", views.graduate_death, name="graduate_death"),
    path("<int:pk>/aydinlatma/", views.graduate_notice, name="graduate_notice"),
    path("<int:pk>/iletisim/<int:contact_pk>/", views.contact_mark, name="contact_mark"),
]
