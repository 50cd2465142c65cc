"""Membership claims; included under the namespace ``representatives``."""

from django.urls import path

from representatives.claims import views

urlpatterns = [
    path("", views.claim_list, name="claim_list"),
    path("<int:pk>/", views.claim_detail, name="claim_detail"),
    path("<int:pk>/belge/<int:evidence>/", views.claim_evidence, name="claim_evidence"),
]
