"""Results of one wave at the desk: names ``coordinator:survey_results…``."""

from django.urls import path

from surveys.results import views

urlpatterns = [
    path("", views.survey_results, name="survey_results"),
    path("indir/", views.survey_results_download, name="survey_results_download"),
    path("yazdir/", views.survey_results_print, name="survey_results_print"),
    path("gosterge/<str:code>/", views.survey_indicator, name="survey_indicator"),
]
