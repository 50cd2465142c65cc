"""Membership claims; included under the namespace ``coordinator``."""

from django.urls import path

from coordinator.claims import views

urlpatterns = [
    path("", views.claim_list, name="claim_list"),
    path("<int:pk>/", views.claim_detail, name="claim_detail"),
    path("<int:pk>/belge/<int:evidence>/", views.claim_evidence, name="claim_evidence"),
]
