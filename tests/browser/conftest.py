"""Chromium against a live server; every page is also checked by axe and for messages about the content policy."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from mik.accounts.models import User

# The live server and Playwright both own an event loop; Django's guard against that is for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    browser = playwright_driver.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """Messages of the content policy and errors of scripts; a test ends with none."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """``open_page(user, width, dark)``: a fresh window signed in as somebody."""
    contexts = []

    def make(
        user: User | None = None,
        *,
        phone: bool = False,
        dark: bool = False,
        javascript: bool = True,
        language: str = "tr-TR",
        workers: bool = False,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            locale=language,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            # A worker between page and server is one more thing that can differ from run to run.
            service_workers="allow" if workers else "block",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.on("console", lambda message: complain(complaints, message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def complain(complaints: list[str], text: str) -> None:
    if "Content Security Policy" in text or "Refused to" in text:
        complaints.append(text)


def session_cookie(user: User, url: str) -> Any:
    """A session as the sign-in would make it; tests of the sign-in itself go through its page."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "test"}]
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


# --- axe ------------------------------------------------------------------------------------------

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# What a change of theme can break, and the dearest of all rules: they read the colours behind each text.
COLOURS = ["color-contrast", "link-in-text-block"]
# Marks each visible text in colours that stood on no page yet: its own, those of the text around it, and whatever lies
# behind it down to the first opaque ground; what is laid over the page without a ground of its own has anything behind
# it, so it is marked on every page. Large letters may be paler (WCAG 1.4.3). Returns what makes up the colours.
UNSEEN = """seen => {
    const ANYTHING = "?";
    const known = new Set(seen), unseen = [];
    const behind = new Map([[null, ""]]);
    const backgrounds = element => {
        if (!behind.has(element)) {
            const style = getComputedStyle(element), colour = style.backgroundColor;
            const lifted = ["absolute", "fixed", "sticky"].includes(style.position) ? style.position : "";
            const own = [colour, style.backgroundImage, style.opacity, lifted].join(" ");
            const isOpaque = colour.startsWith("rgb(") && style.opacity === "1";
            const further = isOpaque && !lifted ? "" : backgrounds(element.parentElement);
            behind.set(element, (lifted && !isOpaque ? ANYTHING : "")
                                + (further ? own.replace("rgba(0, 0, 0, 0) none 1 ", "") + further : own));
        }
        return behind.get(element);
    };
    for (const element of document.body.querySelectorAll("*")) {
        element.removeAttribute("data-unseen");
        const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!hasText && !element.matches("input, select, textarea")) continue;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        if (element.getBoundingClientRect().width <= 1) continue;
        const style = getComputedStyle(element), around = getComputedStyle(element.parentElement);
        const size = parseFloat(style.fontSize), isLarge = size >= (style.fontWeight >= 700 ? 18.66 : 24);
        const link = element.matches("a") ? `a ${style.textDecorationLine} ${around.color}` : "";
        const look = [style.color, isLarge, link, backgrounds(element)].join();
        if (known.has(look) && !look.includes(ANYTHING)) continue;
        known.add(look);
        unseen.push(look);
        element.setAttribute("data-unseen", "");
    }
    return unseen;
}"""


def axe_findings(page: Page, rules: Sequence[str] = TAGS, *, without: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page, a line each."""
    return _run_axe(page, None, {"runOnly": list(rules), "rules": {rule: {"enabled": False} for rule in without}})


def colour_findings(page: Page, seen: set[str]) -> list[str]:
    """What axe says of colours no page had before; ``seen`` are those of earlier pages in this theme."""
    unseen = page.evaluate(UNSEEN, list(seen))
    seen.update(unseen)
    return _run_axe(page, {"include": [["[data-unseen]"]]}, {"runOnly": COLOURS}) if unseen else []


def _run_axe(page: Page, context: dict[str, Any] | None, options: dict[str, Any]) -> list[str]:
    """The script is put into a page once."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(
        "([context, options]) => axe.run(context ?? document, options).then(found => found.violations)",
        [context, {"resultTypes": ["violations"], **options}],
    )
    return [f"{violation['id']}: {node['html'][:160]}" for violation in violations for node in violation["nodes"]]
