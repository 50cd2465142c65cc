"""Jobs, and the developers' page."""

from django.urls import path

from mik.common import views

app_name = "common"

urlpatterns = [
    path("is/", views.job_list, name="job_list"),
    path("is/<int:pk>/", views.job_detail, name="job_detail"),
    path("is/<int:pk>/durdur/", views.job_cancel, name="job_cancel"),
    path("gelistirici/kancalar/", views.hooks_page, name="hooks"),
]
