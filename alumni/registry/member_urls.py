"""A member's own pages, below /mezun/."""

from django.urls import path

from alumni.registry import member_views as views
from alumni.registry.provenance import member_views as own

urlpatterns = [
    path("", views.profile, name="profile"),
    path("onayla/", views.confirm, name="confirm"),
    path("duzenle/", views.edit, name="edit"),
    path("duzenle/iletisim/ekle/<slug:kind>/", views.contact_add, name="contact_add"),
    path("duzenle/iletisim/<int:pk>/", views.contact_edit, name="contact_edit"),
    path("duzenle/iletisim/<int:pk>/sil/", views.contact_remove, name="contact_remove"),
    path("izinlerim/", views.consents, name="consents"),
    path("gecmisim/", own.own_history, name="own_history"),
    path("duzeltme/", own.correction, name="correction"),
    path("kimler-bakti/", views.access_log, name="access_log"),
]
