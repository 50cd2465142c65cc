"""Messages between members, below /mezun/mesajlar/."""

from django.urls import path

from alumni.messages import safety_views as safety
from alumni.messages import views

urlpatterns = [
    path("", views.conversation_list, name="conversation_list"),
    path("<int:pk>/", views.conversation, name="conversation"),
    path("<int:pk>/kabul/", views.request_accept, name="request_accept"),
    path("<int:pk>/ret/", views.request_decline, name="request_decline"),
    path("<int:pk>/sil/", views.conversation_delete, name="conversation_delete"),
    path("<int:pk>/engelle/", safety.conversation_block, name="conversation_block"),
    path("<int:pk>/bildir/", safety.conversation_report, name="conversation_report"),
    path("uye/<int:pk>/", views.message_new, name="message_new"),
    path("uye/<int:pk>/engelle/", safety.member_block, name="member_block"),
    path("uye/<int:pk>/bildir/", safety.member_report, name="member_report"),
    path("engellenenler/", safety.block_list, name="block_list"),
    path("engellenenler/<int:pk>/kaldir/", safety.unblock, name="unblock"),
    path("ayarlar/", views.message_settings, name="message_settings"),
    path("kurallar/", views.message_rules, name="message_rules"),
    path("yanit/<str:token>/", views.message_reply, name="message_reply"),
]
