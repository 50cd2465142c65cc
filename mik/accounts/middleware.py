"""What stands between a request and its view for the sake of accounts."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mik.accounts import doors
from mik.accounts.second_factor import is_required_of, was_proved
from mik.common.zones import reading_in

Handler = Callable[[HttpRequest], HttpResponse]
REQUIRED_PAGE = "accounts:second_factor"
# All that somebody in office reaches before the second factor: setting one up, proving it is them, leaving.
OPEN = frozenset(
    {
        REQUIRED_PAGE,
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "set_language",
        "home:privacy",
        "home:accessibility",
        "home:health",
        "demo:roles",
        "demo:sign_in",
    }
)


class OwnTimeZone:
    """Pages show times by the clock of whoever reads them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_in(getattr(request.user, "time_zone", None)):
            return self.get_response(request)


class SignInDoors:
    """Counts tries at the doors of the sign-in before their views do anything."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        door = doors.door_of(request)
        return doors.too_many(request) if door and not door.lets(request) else None


class SecondFactorOfOffices:
    """Whoever has an appointment in force reaches nothing before a second factor was given in this session."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or (match and match.view_name in OPEN):
            return None
        if not is_required_of(request.user) or was_proved(request):
            return None
        return self._lead(request)

    @staticmethod
    def _lead(request: HttpRequest) -> HttpResponse:
        """To the page that explains, and from there back to what was asked for."""
        asked = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
        target = reverse(REQUIRED_PAGE) + (f"?{urlencode({'next': asked})}" if asked else "")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)
