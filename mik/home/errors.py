"""Error pages that help: what happened, what to do, and a short code that finds the entry in the log."""

import logging
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token

logger = logging.getLogger(__name__)

LETTERS = "ABCDEFGHKMNPRSTUVXYZ"  # none that is mistaken for another on the telephone


def new_reference() -> str:
    """For example A7-4419."""
    return f"{secrets.choice(LETTERS)}{secrets.randbelow(9) + 1}-{secrets.randbelow(9000) + 1000}"


def _texts(status: int) -> tuple[str, str]:
    """Title and advice for a status; they name no cause that only the log should know."""
    return {
        400: (
            _("Bu istek anlaşılamadı"),
            _("Tarayıcınızın gönderdiği bilgi eksik ya da bozuk. Geri dönüp yeniden deneyin."),
        ),
        403: (
            _("Bunu yapma yetkiniz yok"),
            _("Bu işlem başka bir görev gerektiriyor. Göreviniz yeni başladıysa ya da bittiyse kaydı denetletin."),
        ),
        404: (
            _("Bu sayfa yok ya da size açık değil"),
            _("Bağlantı eskimiş olabilir. Adresi elle yazdıysanız harfleri denetleyin."),
        ),
    }.get(
        status,
        (
            _("Bir şeyler ters gitti"),
            _("Sorun bizde; yaptığınız son işlem kaydedilmemiş olabilir. Biraz sonra yeniden deneyin."),
        ),
    )


def _context(status: int, message: str = "") -> dict[str, object]:
    title, advice = _texts(status)
    return {
        "status": status,
        "title": title,
        "advice": message or advice,
        "reference": new_reference(),
        "office_email": settings.OFFICE_EMAIL,
    }


def _log(request: HttpRequest, context: dict[str, object], cause: object) -> None:
    """The code, the status, the URL's name, the kind of error: no path, no text, nobody's name."""
    match = request.resolver_match
    level = logging.ERROR if context["status"] == 500 else logging.INFO
    view = match.view_name if match else "-"
    logger.log(level, "%s %s view=%s cause=%s", context["reference"], context["status"], view, cause)


def _page(request: HttpRequest, status: int, exception: Exception | None, message: str = "") -> HttpResponse:
    context = _context(status, message)
    _log(request, context, type(exception).__name__)
    return render(request, "home/error.html", context, status=status)


@login_not_required
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, exception)


@login_not_required
@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal may say why: ``raise PermissionDenied(_("…"))`` is written for the reader."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(request, 403, exception, said)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, exception)


@login_not_required
@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    said = _(
        "Sayfa uzun süre açık kalmış ya da çerezler kapalı olabilir. Geri dönüp sayfayı yenileyin ve yeniden deneyin."
    )
    return _page(request, 403, None, said)


@login_not_required
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what is broken."""
    context = _context(500)
    _log(request, context, "see the traceback above")
    context["LANGUAGE_CODE"] = get_language() or settings.LANGUAGE_CODE
    return HttpResponse(render_to_string("home/error.html", context), status=500)
