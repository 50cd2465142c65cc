"""The platform as an installable web app: its manifest, its worker, the page shown without a connection.

Everything works without it. The worker is told here which files make up the shell; what it may keep of a reader is
told by ``mik.common.offline``.
"""

import hashlib
import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# What the offline page and the card are drawn with.
SHELL = (
    "css/tokens.css", "css/base.css", "css/layout.css", "css/components/content.css", "css/components/controls.css",
    "css/components/tables.css", "css/components/forms.css", "css/components/messages.css",
    "css/components/figures.css", "css/charts.css", "css/print.css", "css/components/member-card.css",
    "vendor/public-sans/public-sans-latin-wght-normal.woff2",
    "vendor/public-sans/public-sans-latin-ext-wght-normal.woff2",
    "vendor/lucide/icons.svg", "icon.svg",
)  # fmt: skip
# As long as a session lasts: a card kept longer may belong to somebody who has gone.
KEPT_DAYS = 14
LANGUAGES = ("tr", "en")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, pictures and shortcuts, in the language the page asked for."""
    asked = request.GET.get("dil", "")
    with translation.override(asked if asked in LANGUAGES else LANGUAGES[0]):
        response = JsonResponse(_manifest(), content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _manifest() -> dict[str, Any]:
    return {
        "id": "/",
        "name": _("KTÜ Mezun Platformu"),
        "short_name": _("KTÜ Mezun"),
        "description": _("Karadeniz Teknik Üniversitesi mezunlarının buluşma yeri."),
        "lang": translation.get_language(),
        "dir": "ltr",
        "start_url": reverse("home:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f7f9",
        "theme_color": "#0f2f57",
        "icons": [
            _icon("icons/icon-192.png", 192),
            _icon("icons/icon-512.png", 512),
            _icon("icons/maskable-512.png", 512, purpose="maskable"),
        ],
        "shortcuts": [
            _shortcut(_("Mezun kartım"), "cards:card"),
            _shortcut(_("Mesajlar"), "alumni:conversation_list"),
            _shortcut(_("Rehber"), "alumni:directory"),
            _shortcut(_("Bildirimler"), "work:notification_list"),
        ],
    }


def _icon(path: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _shortcut(name: str, url_name: str) -> dict[str, Any]:
    return {"name": name, "url": reverse(url_name), "icons": [_icon("icons/icon-192.png", 192)]}


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, from the root, so that it serves the whole platform; asked anew each time."""
    settings = _settings()
    context = {"settings": json.dumps(settings, sort_keys=True)}
    response = render(request, "webapp/worker.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _settings() -> dict[str, Any]:
    shell = [static(path) for path in SHELL]
    version = hashlib.sha256(" ".join(shell).encode()).hexdigest()[:12]
    return {
        "version": version,
        "shell": shell,
        "offline": reverse("home:offline"),
        "card": reverse("cards:card"),
        "pocket": reverse("cards:pocket"),
        "photos": "/kart/foto/",
        "signOut": reverse("account_logout"),
        "days": KEPT_DAYS,
    }


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody, in both languages: the worker fetches it without a session."""
    response = render(request, "webapp/offline.html", {})
    response["Cache-Control"] = "no-cache"
    return response
