"""Published reports, and the check of a copy."""

from django.urls import path

from coordinator.annual_report import public_views as views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("denetle/", views.report_check, name="report_check"),
    path("<int:year>/", views.report_detail, name="report_detail"),
    path("<int:year>/pdf/", views.report_pdf, name="report_pdf"),
]
