"""Results for the representative of a department."""

from django.urls import path

from surveys.results import department_views as views

app_name = "department_surveys"

urlpatterns = [
    path("", views.wave_list, name="wave_list"),
    path("<int:pk>/", views.results, name="results"),
    path("<int:pk>/indir/", views.results_download, name="results_download"),
    path("<int:pk>/yazdir/", views.results_print, name="results_print"),
    path("<int:pk>/gosterge/<str:code>/", views.indicator, name="indicator"),
]
