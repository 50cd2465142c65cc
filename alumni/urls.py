"""The members' side of the platform: joining, the own record, career, directory."""

from django.urls import include, path

app_name = "alumni"

urlpatterns = [
    path("katil/", include("alumni.membership.urls")),
    path("kariyer/", include("alumni.career.urls")),
    path("", include("alumni.visibility.urls")),
    path("mesajlar/", include("alumni.messages.urls")),
    path("verilerim/", include("alumni.rights.urls")),
    path("", include("alumni.directory.urls")),
    path("", include("alumni.registry.member_urls")),
]
