"""The terms desk: who holds which office, by which decision, until when; and the duties of staff."""

from django.urls import path

from coordinator.terms import duty_views, views

urlpatterns = [
    path("", views.terms, name="terms"),
    path("indir/", views.terms_download, name="terms_download"),
    path("yazdir/", views.terms_print, name="terms_print"),
    path("personel/", duty_views.staff_duties, name="staff_duties"),
    path("personel/<int:pk>/bitir/", duty_views.duty_end, name="duty_end"),
]
