"""Joining, step by step; included under the namespace ``alumni``."""

from django.urls import path

from alumni.membership import views
from alumni.membership.contests import views as contests
from alumni.membership.inviting import views as inviting
from alumni.membership.students import views as students

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
    path("hosgeldiniz/", views.welcome, name="claim_welcome"),
    path("belge/<int:pk>/sil/", views.document_remove, name="claim_document_remove"),
    path("itiraz/", contests.appeal, name="claim_appeal"),
    path("anlasmazlik/<int:pk>/", contests.dispute, name="dispute"),
    path("ben-degilim/<str:token>/", contests.disown, name="claim_disown"),
    path("davet/", inviting.invitation, name="invitation"),
    path("davet/<slug:token>/", inviting.arrive, name="invited"),
    path("ogrenci/", students.note, name="student_note"),
]
