"""Students: known by their address alone; the platform keeps no register of them."""

from typing import Any

from django.conf import settings


def is_student(user: Any) -> bool:
    """Whoever signs in with an address of the students' mail; sign-in asks that it be confirmed."""
    domain = str(getattr(user, "email", "")).rpartition("@")[2].lower()
    return domain in settings.STUDENT_EMAIL_DOMAINS
