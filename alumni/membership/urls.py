"""Joining, step by step; included under the namespace ``alumni``."""

from django.urls import path

from alumni.membership import views

urlpatterns = [
    path("", views.start, name="claim_start"),
    path("siz/", views.person, name="claim_person"),
    path("mezuniyet/", views.graduation, name="claim_graduation"),
    path("kimlik/", views.identity, name="claim_identity"),
    path("ozet/", views.summary, name="claim_summary"),
    path("durum/", views.status, name="claim_status"),
    path("kod/", views.code, name="claim_code"),
    path("kod/yeniden/", views.code_again, name="claim_code_again"),
    path("geri-cek/", views.withdraw, name="claim_withdraw"),
    path("belge/<int:pk>/sil/", views.document_remove, name="claim_document_remove"),
]
