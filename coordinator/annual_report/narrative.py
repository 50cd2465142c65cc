"""The office's own words: Markdown with figures in braces ({kayitli_mezun})."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coordinator.annual_report.numbers import names
from mik.common.markdown import fill, placeholders_in, to_html

_HEADING = re.compile(r"(</?h)([2-6])>")


def check_placeholders(text: str) -> None:
    """Raises ValidationError naming what is not known and what there is."""
    known = names()
    unknown = sorted(placeholders_in(text) - known.keys())
    if unknown:
        raise ValidationError(
            _("Böyle bir sayı yok: %(unknown)s. Kullanabilecekleriniz: %(known)s")
            % {"unknown": braced(unknown), "known": braced(sorted(known))}
        )


def braced(words: list[str]) -> str:
    return ", ".join(f"{{{word}}}" for word in words)


def used_in(text: str) -> list[str]:
    """Codes of the figures a text speaks of, in the order of the catalogue."""
    found = placeholders_in(text)
    return [code for name, code in names().items() if name in found]


def as_html(text: str, values: Mapping[str, str], *, below: int) -> SafeString:
    """``values`` by name, as they are printed; headings of the text start below the section's own (h``below``)."""
    html = fill(str(to_html(text)), values, escape=lambda value: str(escape(value)))
    highest = min((int(level) for _tag, level in _HEADING.findall(html)), default=2)
    return mark_safe(_HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) - highest + below + 1, 6)}>", html))
