"""Jobs and studies of the own career, below /mezun/kariyer/."""

from django.urls import path

from alumni.career import views

urlpatterns = [
    path("is/ekle/", views.employment_add, name="employment_add"),
    path("is/<int:pk>/", views.employment_edit, name="employment_edit"),
    path("is/<int:pk>/asil/", views.employment_primary, name="employment_primary"),
    path("is/<int:pk>/sil/", views.employment_remove, name="employment_remove"),
    path("isverenler/", views.employers, name="employers"),
    path("ogrenim/ekle/", views.study_add, name="study_add"),
    path("ogrenim/<int:pk>/", views.study_edit, name="study_edit"),
    path("ogrenim/<int:pk>/sil/", views.study_remove, name="study_remove"),
]
