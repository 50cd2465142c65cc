"""Pages of somebody signed in are nobody else's: never stored, and acted in a role."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from mik.accounts.models import Office
from mik.accounts.powers import powers_of
from mik.home.roles import OFFICES, section_of

Handler = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """Keeps private pages out of every store, and names the role for history and log before the view runs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.role = acting_as(request)  # type: ignore[attr-defined]  # read by mik.audit
        self._remember(request)
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        return response

    @staticmethod
    def _remember(request: HttpRequest) -> None:
        """The role used last, for pages of every role: one write when it changes."""
        code = role_code(request)
        if code and request.session.get("role") != code:
            request.session["role"] = code


def acting_as(request: HttpRequest) -> str:
    """The office in which the user acts at this address; empty where none of the user's is asked for."""
    section, powers = section_of(request.path), powers_of(request.user)
    if section == "office":
        acting = (*OFFICES, Office.VICE_RECTOR)
        return next((str(office) for office in acting if office in powers.offices), "")
    if section in {Office.REGISTRAR, Office.VICE_RECTOR, Office.REPRESENTATIVE}:
        return section if section in powers.offices else ""
    return section


def role_code(request: HttpRequest) -> str:
    """What the session remembers of this address; see ``Role.code``."""
    section = section_of(request.path)
    if section != "representative":
        return section
    unit = request.path.removeprefix("/temsilci/").partition("/")[0]
    return f"representative-{unit}" if unit.isdigit() else ""
