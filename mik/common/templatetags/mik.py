"""What every template may load: icons, the kind of a form field, numbers and dates as people read them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    FileInput,
    RadioSelect,
)
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mik.common import turkish, zones

register = template.Library()

SPRITE = "vendor/lucide/icons.svg"
Number = int | float | Decimal
# The templates' names of the four tones; Django's message tags are translated to them.
TONES = {"success": "ok", "warning": "warn", "error": "bad", "danger": "bad", "info": "", "debug": ""}
TONE_ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "": "info",
    "teal": "info",
}


# --- icons and tones ---------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; with ``label`` it speaks, without it it is decoration."""
    href = f"{static(SPRITE)}#{name}"
    classes = f"i {cls}".strip()
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


@register.simple_tag
def office_email() -> str:
    """Where people write to the office."""
    return str(settings.OFFICE_EMAIL)


@register.filter
def tone(tags: str) -> str:
    """The tone of a Django message's tags: ok, warn, bad or empty."""
    found = [TONES[tag] for tag in (tags or "").split() if tag in TONES]
    return found[-1] if found else ""


@register.filter
def tone_icon(name: str) -> str:
    """The icon that goes with a tone, so that colour never speaks alone."""
    return TONE_ICONS.get(name or "", "info")


# --- numbers and dates -------------------------------------------------------------------------


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """1.248 (English 1,248); nothing for nothing."""
    return "" if value is None or value == "" else turkish.number(value, decimals)


@register.filter
def percent(value: Number | None, decimals: int = 0) -> str:
    """%68 (English 68%), from 68 and not from 0.68."""
    return "" if value is None or value == "" else turkish.percent(value, decimals)


@register.filter
def share(part: Number, whole: Number) -> str:
    """What part is of whole, as per cent; nothing of nothing is nothing."""
    return turkish.percent(100 * float(part) / float(whole)) if whole else ""


def _local(day: date) -> date:
    return zones.local(day) if isinstance(day, datetime) and timezone.is_aware(day) else day


@register.filter
def date_long(day: date | None) -> str:
    """22 Kasım 2026."""
    return turkish.date_long(day) if day else ""


@register.filter
def date_short(day: date | None) -> str:
    """22 Kas 2026."""
    return dateformat.format(_local(day), "j M Y") if day else ""


@register.filter
def date_time(moment: datetime | None) -> str:
    """22 Kasım 2026, 14.03 (English 14:03)."""
    return f"{turkish.date_long(moment)}, {clock(moment)}" if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """14.03 (English 14:03)."""
    return dateformat.format(_local(moment), _("H.i")) if moment else ""


@register.filter
def clock_seconds(moment: datetime | None) -> str:
    """14.03.41 (English 14:03:41)."""
    return dateformat.format(_local(moment), _("H.i.s")) if moment else ""


@register.filter
def ago(moment: date | None) -> str:
    """How long ago, in the largest unit that fits: 3 gün önce, 14 ay önce."""
    if not moment:
        return ""
    local = _local(moment)
    days = (zones.today() - (local.date() if isinstance(local, datetime) else local)).days
    if days >= 1:
        return _days_ago(days)
    if not isinstance(moment, datetime):
        return _("bugün")
    return _minutes_ago((timezone.now() - moment).total_seconds() / 60)


def _minutes_ago(minutes: float) -> str:
    if minutes < 1:
        return _("az önce")
    if minutes < 60:
        return ngettext("%(n)s dakika önce", "%(n)s dakika önce", int(minutes)) % {"n": int(minutes)}
    hours = int(minutes // 60)
    return ngettext("%(n)s saat önce", "%(n)s saat önce", hours) % {"n": hours}


def _days_ago(days: int) -> str:
    if days == 1:
        return _("dün")
    if days < 14:
        return ngettext("%(n)s gün önce", "%(n)s gün önce", days) % {"n": days}
    if days < 61:
        return ngettext("%(n)s hafta önce", "%(n)s hafta önce", days // 7) % {"n": days // 7}
    months = int(days / 30.44)
    if months < 24:
        return ngettext("%(n)s ay önce", "%(n)s ay önce", months) % {"n": months}
    years = int(days / 365.25)
    return ngettext("%(n)s yıl önce", "%(n)s yıl önce", years) % {"n": years}


# --- forms and lists ---------------------------------------------------------------------------


@register.filter
def kind(field: BoundField) -> str:
    """How components/_field.html draws a field: hidden, checkbox, checks, radios, file or input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, RadioSelect):
        return "radios"
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, ClearableFileInput | FileInput):
        return "file"
    return "group" if widget.use_fieldset else "input"


@register.filter
def no_placeholder(field: BoundField) -> BoundField:
    """The field without the placeholder another library gave it: the label says it."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def code_field(field: BoundField) -> BoundField:
    """The field as one for a code from a mail or an app: large, with digits on the phone's keyboard."""
    field.field.widget.attrs |= {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}
    return no_placeholder(field)


@register.filter
def ticked(field: BoundField) -> BoundField:
    """A check box of another library's form, ticked until the reader unticks it."""
    field.form.initial.setdefault(field.name, True)
    return field


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """The fields of a form that have errors, in the form's order."""
    return [field for field in form if field.errors]


@register.filter
def pages_shown(page: Page) -> list[int | str]:  # type: ignore[type-arg]  # any list of anything
    """The page numbers a pager shows: ends, neighbours, and … between."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [entry if isinstance(entry, int) else str(entry) for entry in shown]


@register.filter
def is_number(value: object) -> bool:
    return isinstance(value, int)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """This page's query string with some keys changed; None or an empty value drops the key."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def with_query_key(context: template.Context, key: str, value: object) -> str:
    """Like with_query, with the key in a variable."""
    return with_query(context, **{key: value})


# --- where someone is signed in ----------------------------------------------------------------

# In this order: what comes later also names what comes earlier.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def _first(marks: dict[str, str], text: str) -> str:
    return next((name for mark, name in marks.items() if mark in text), "")


@register.filter
def device(user_agent: str) -> str:
    """Browser and system out of a user agent, as far as they tell: Firefox, Windows."""
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(name for name in found if name) or _("Bilinmeyen tarayıcı")


@register.filter
def device_icon(user_agent: str) -> str:
    return "smartphone" if any(mark in user_agent for mark in ("iPhone", "iPad", "Android")) else "monitor"
