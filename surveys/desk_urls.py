"""Surveys on the office's desk: names ``coordinator:survey_…``."""

from django.urls import URLPattern, URLResolver, include, path

from surveys.questionnaires import views as questionnaires
from surveys.waves import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.survey_list, name="survey_list"),
    path("yeni/", views.survey_add, name="survey_add"),
    path("formlar/", questionnaires.form_list, name="survey_form_list"),
    path("formlar/<int:pk>/", questionnaires.form_detail, name="survey_form"),
    path("formlar/<int:pk>/duzenle/", questionnaires.form_edit, name="survey_form_edit"),
    path("formlar/<int:pk>/deneme/<int:number>/", questionnaires.form_preview, name="survey_form_preview"),
    path("formlar/<int:pk>/indir/", questionnaires.form_download, name="survey_form_download"),
    path("formlar/<int:pk>/yayimla/", questionnaires.form_publish, name="survey_form_publish"),
    path("formlar/<int:pk>/sil/", questionnaires.form_discard, name="survey_form_discard"),
    path("formlar/<int:pk>/yeni-surum/", questionnaires.form_draft, name="survey_form_draft"),
    path("<int:pk>/", views.survey_detail, name="survey_detail"),
    path("<int:pk>/duzenle/", views.survey_edit, name="survey_edit"),
    path("<int:pk>/kime/", views.survey_audience, name="survey_audience"),
    path("<int:pk>/kime/yetkili-ekle/", views.survey_contact_add, name="survey_contact_add"),
    path("<int:pk>/ac/", views.survey_open, name="survey_open"),
    path("<int:pk>/gonder/", views.survey_send, name="survey_send"),
    path("<int:pk>/hatirlat/", views.survey_remind, name="survey_remind"),
    path("<int:pk>/kapat/", views.survey_close, name="survey_close"),
    path("<int:pk>/sil/", views.survey_delete, name="survey_delete"),
    path("<int:pk>/cagrilar/", views.survey_invitations, name="survey_invitations"),
    path("<int:pk>/cagrilar/indir/", views.survey_invitations_download, name="survey_invitations_download"),
    path("<int:pk>/yanitlar/<int:response_pk>/", views.survey_response, name="survey_response"),
    path("<int:pk>/sonuclar/", include("surveys.results.urls")),
]
