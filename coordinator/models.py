"""The office's own records, gathered from the subjects for Django."""

from coordinator.newsroom.models import Announcement

__all__ = ["Announcement"]
