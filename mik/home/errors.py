"""Error pages that help: what happened, what to do, and a short code that finds the entry in the log."""

import logging
import secrets
import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token

from mik.common.disk import is_full

logger = logging.getLogger(__name__)

INSUFFICIENT_STORAGE = 507  # RFC 4918
LETTERS = "ABCDEFGHKMNPRSTUVXYZ"  # none that is mistaken for another on the telephone


def new_reference() -> str:
    """For example A7-4419."""
    return f"{secrets.choice(LETTERS)}{secrets.randbelow(9) + 1}-{secrets.randbelow(9000) + 1000}"


def _logged(request: HttpRequest, status: int, cause: str) -> str:
    """Log the code with the status, the URL's name and the kind of error: no path, no text, nobody's name."""
    reference = new_reference()
    match = request.resolver_match
    level = logging.ERROR if status >= 500 else logging.INFO
    logger.log(level, "%s %s view=%s cause=%s", reference, status, match.view_name if match else "-", cause)
    return reference


def _page(request: HttpRequest, status: int, cause: str, *, template: str = "", reason: str = "") -> HttpResponse:
    context = {"reference": _logged(request, status, cause), "reason": reason}
    return render(request, template or f"{status}.html", context, status=status)


@login_not_required
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, type(exception).__name__)


@login_not_required
@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal may say why: ``raise PermissionDenied(_("…"))`` is written for the reader."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(request, 403, type(exception).__name__, reason=reason)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for what exists but is not this user's to see: the page is the same."""
    return _page(request, 404, type(exception).__name__)


@login_not_required
@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "csrf", template="403_csrf.html")


@login_not_required
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what is broken."""
    status = INSUFFICIENT_STORAGE if is_full(sys.exc_info()[1]) else 500
    context = {
        "reference": _logged(request, status, "see the traceback above"),
        "LANGUAGE_CODE": get_language(),
        "is_full": status == INSUFFICIENT_STORAGE,
    }
    return HttpResponse(render_to_string("500.html", context), status=status)
