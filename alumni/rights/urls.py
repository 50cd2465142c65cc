"""The person's rights, below /mezun/verilerim/."""

from django.urls import path

from alumni.rights import views

urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("ornek/", views.copy_request, name="copy_request"),
    path("basvur/<slug:kind>/", views.rights_request, name="rights_request"),
    path("basvuru/<int:pk>/", views.rights_detail, name="rights_detail"),
    path("basvuru/<int:pk>/geri-cek/", views.rights_withdraw, name="rights_withdraw"),
]
