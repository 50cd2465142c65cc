"""An announcement as somebody reads it: Markdown as HTML, the braces filled for the reader or with a sample."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.common.markdown import fill, placeholders_in, to_html
from mik.mail.placeholders import placeholders, values_for
from mik.people.models import Person
from mik.units.models import Unit

LANGUAGES = ("tr", "en")
# Nobody of this name is in the registry; the preview shows no graduate's data.
SAMPLE_NAME = "Ahmet Çağlar Öztürk"


@dataclass(frozen=True)
class Reading:
    language: str
    title: str
    body: SafeString
    is_fallback: bool = False


def read(announcement: Announcement, *, language: str, values: Mapping[str, str]) -> Reading:
    title, body = announcement.in_language(language)
    fallback = language != "tr" and (title, body) == (announcement.title_tr, announcement.body_tr)
    html = fill(to_html(body), values, escape=escape)
    # to_html lets nothing through but clean tags, and the values are escaped.
    return Reading("tr" if fallback else language, fill(title, values), mark_safe(html), fallback)


def sample_values(unit: Unit | None) -> dict[str, str]:
    """What the preview puts for the braces."""
    labels = {code: f"[{placeholder.label}]" for code, placeholder in placeholders.items()}
    return labels | {"ad": SAMPLE_NAME, "bolum": unit.label if unit else _("Makine Mühendisliği"), "yil": "2014"}


def values_of(user: User, announcement: Announcement, language: str) -> dict[str, str]:
    """The reader's own values; a student has a name and nothing else."""
    title, body = announcement.in_language(language)
    codes = placeholders_in(f"{title}\n{body}")
    if not codes:
        return {}
    person_id = Person.objects.filter(user=user).values_list("pk", flat=True).first()
    if person_id is None:
        return {code: "" for code, _one in placeholders.items()} | {"ad": user.name}
    return values_for([person_id], {person_id: language}, codes)[person_id]
