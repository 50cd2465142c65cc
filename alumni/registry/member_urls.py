"""A member's own pages, below /mezun/."""

from django.urls import path

from alumni.registry import confirming_views as confirming
from alumni.registry import member_consents
from alumni.registry import member_views as views
from alumni.registry.about import views as about
from alumni.registry.provenance import member_views as own
from alumni.registry.reminding import views as reminding

urlpatterns = [
    path("", views.profile, name="profile"),
    path("onayla/", views.confirm, name="confirm"),
    path("duzenle/", views.edit, name="edit"),
    path("duzenle/iletisim/ekle/<slug:kind>/", views.contact_add, name="contact_add"),
    path("duzenle/iletisim/<int:pk>/", views.contact_edit, name="contact_edit"),
    path("duzenle/iletisim/<int:pk>/sil/", views.contact_remove, name="contact_remove"),
    path("izinlerim/", member_consents.consents, name="consents"),
    path("duzenle/iletisim/<int:pk>/dogrula/", confirming.contact_ask, name="contact_ask"),
    path("eposta-onay/<str:token>/", confirming.contact_confirm, name="contact_confirm"),
    path("hatirlatma/tercih/", reminding.reminders_wanted, name="reminders_wanted"),
    path("hatirlatma/dur/<str:token>/", reminding.reminder_stop, name="reminder_stop"),
    path("hatirlatma/<str:token>/", reminding.reminder, name="reminder"),
    path("duzenle/fotograf/", about.photo, name="photo"),
    path("duzenle/hakkimda/<slug:kind>/ekle/", about.about_add, name="about_add"),
    path("duzenle/hakkimda/<slug:kind>/<int:pk>/", about.about_edit, name="about_edit"),
    path("duzenle/hakkimda/<slug:kind>/<int:pk>/sil/", about.about_remove, name="about_remove"),
    path("gecmisim/", own.own_history, name="own_history"),
    path("duzeltme/", own.correction, name="correction"),
    path("kimler-bakti/", views.access_log, name="access_log"),
]
