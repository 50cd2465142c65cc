"""The annual report: names ``coordinator:report_…``."""

from django.urls import path

from coordinator.annual_report import views

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("<int:year>/", views.report_detail, name="report_detail"),
    path("<int:year>/bolum/<slug:code>/", views.report_section, name="report_section"),
    path("<int:year>/onizleme/", views.report_preview, name="report_preview"),
    path("<int:year>/sun/", views.report_submit, name="report_submit"),
    path("<int:year>/yayin/", views.report_publish, name="report_publish"),
    path("<int:year>/notlar/", views.report_comments, name="report_comments"),
]
