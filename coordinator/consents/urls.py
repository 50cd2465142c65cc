"""Consents, their texts and transfers abroad; included under the namespace ``coordinator``."""

from django.urls import path

from coordinator.consents import people, texts, transfers

urlpatterns = [
    path("", texts.consent_list, name="consent_list"),
    path("kisi/<int:pk>/", people.consent_person, name="consent_person"),
    path("aktarim/<slug:code>/", transfers.transfer_edit, name="transfer_edit"),
    path("surum/<int:pk>/", texts.consent_version, name="consent_version"),
    path("metin/<str:subject>/", texts.consent_subject, name="consent_subject"),
    path("metin/<str:subject>/yaz/", texts.consent_write, name="consent_write"),
    path("metin/<str:subject>/yayimla/", texts.consent_publish, name="consent_publish"),
    path("metin/<str:subject>/taslagi-sil/", texts.consent_drop, name="consent_drop"),
]
