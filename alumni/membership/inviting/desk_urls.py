"""Invitations at a desk: the office's, or with a ``unit_id`` before them the department's."""

from django.urls import path

from alumni.membership.inviting import desk

urlpatterns = [
    path("", desk.invitation_list, name="invitation_list"),
    path("yeni/<int:pk>/", desk.invitation_add, name="invitation_add"),
    path("<int:pk>/geri-al/", desk.invitation_revoke, name="invitation_revoke"),
    path("<int:pk>/animsat/", desk.invitation_remind, name="invitation_remind"),
]
