"""A representative's announcements to the own department: the same pages, for one department."""

from coordinator.newsroom.urls import urlpatterns

app_name = "department_news"

__all__ = ["urlpatterns"]
