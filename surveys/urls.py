"""Answering by personal link, and a member's own answers."""

from django.urls import URLPattern, URLResolver, path

from surveys.answering import member_views, views

app_name = "surveys"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.answer, name="answer"),
    path("sayfa/<int:number>/", views.page, name="page"),
    path("sonra/", views.later, name="later"),
    path("tesekkurler/", views.done, name="done"),
    path("yazmayin/", views.leave, name="leave"),
    path("baglanti/", views.unknown, name="unknown"),
    path("meslekler/", views.occupations, name="occupations"),
    path("benim/", member_views.mine, name="mine"),
    path("benim/<int:pk>/", member_views.own_answers, name="own_answers"),
    path("benim/<int:pk>/yanitla/", member_views.begin, name="begin"),
    # The last: whatever else stands here is a token.
    path("<slug:token>/", views.arrive, name="arrive"),
]
