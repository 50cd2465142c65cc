"""Gives every change made in a request its context: user id, role acted in, name of the URL."""

from typing import Any

import pghistory
import pghistory.middleware
from django.http import HttpRequest


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Stands after authentication. Paths stay out of the context: the URL's name says enough and holds no
    value.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk}

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        known = {"view": view_name(request), "role": getattr(request, "role", "")}
        # Called, not entered: adds to the context of this request, if its method is tracked.
        pghistory.context(**{key: value for key, value in known.items() if value})


def view_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""
