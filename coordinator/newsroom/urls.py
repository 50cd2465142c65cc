"""Announcements and their mailings, mounted at the office's desk and at each department's."""

from django.urls import path

from coordinator.newsroom import checking, sending, views

urlpatterns = [
    path("", views.announcement_list, name="announcement_list"),
    path("indir/", views.announcement_export, name="announcement_export"),
    path("yeni/", views.announcement_add, name="announcement_add"),
    path("<int:pk>/", views.announcement_detail, name="announcement_detail"),
    path("<int:pk>/duzenle/", views.announcement_edit, name="announcement_edit"),
    path("<int:pk>/denetle/", checking.announcement_check, name="announcement_check"),
    path("<int:pk>/geri-cek/", views.announcement_withdraw, name="announcement_withdraw"),
    path("<int:pk>/sil/", views.announcement_delete, name="announcement_delete"),
    path("<int:pk>/kopyala/", views.announcement_copy, name="announcement_copy"),
    path("<int:pk>/gonderim/", sending.mailing_detail, name="mailing_detail"),
    path("<int:pk>/gonderim/indir/", sending.mailing_export, name="mailing_export"),
    path("<int:pk>/gonderim/duraklat/", sending.mailing_pause, name="mailing_pause"),
    path("<int:pk>/gonderim/surdur/", sending.mailing_resume, name="mailing_resume"),
    path("<int:pk>/gonderim/iptal/", sending.mailing_cancel, name="mailing_cancel"),
    path("<int:pk>/gonderim/hiz/", sending.mailing_pace, name="mailing_pace"),
    path("<int:pk>/gonderim/alici/<int:delivery>/", sending.mailing_settle, name="mailing_settle"),
]
