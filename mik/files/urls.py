"""Downloads."""

from django.urls import path

from mik.files import views

app_name = "files"

urlpatterns = [path("<uuid:pk>/", views.download, name="download")]
