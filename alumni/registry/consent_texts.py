"""What each consent says, and how it stands with one person.

New words need a new CONSENT_TEXTS in member_services.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from mik.people.models import Consent

Purpose = Consent.Purpose

TEXTS = {
    Purpose.NEWS: _(
        "Mezun Ofisi ve bölümüm bana haber ve etkinlik duyurularını e-posta ya da kısa mesajla gönderebilir."
    ),
    Purpose.CAREER: _("Mezun Ofisi ve bölümüm bana iş, staj, eğitim ve burs duyurularını gönderebilir."),
    Purpose.SURVEYS: _(
        "Mezun Ofisi beni anketlere ve araştırmalara çağırabilir. Katılmak her seferinde benim kararımdır."
    ),
}
ICONS = {Purpose.NEWS: "megaphone", Purpose.CAREER: "briefcase", Purpose.SURVEYS: "clipboard-list"}


@dataclass(frozen=True)
class ConsentLine:
    """One purpose: its words, what is in force, what was before."""

    purpose: str
    label: str
    text: str
    icon: str
    in_force: Consent | None = None
    past: list[Consent] = field(default_factory=list)


def consent_lines(held: Iterable[Consent]) -> list[ConsentLine]:
    rows = sorted(held, key=lambda consent: consent.given_at, reverse=True)
    return [_line(purpose, [row for row in rows if row.purpose == purpose]) for purpose in Purpose]


def _line(purpose: Purpose, rows: list[Consent]) -> ConsentLine:
    return ConsentLine(
        purpose=purpose.value,
        label=str(purpose.label),
        text=str(TEXTS[purpose]),
        icon=ICONS[purpose],
        in_force=next((row for row in rows if row.withdrawn_at is None), None),
        past=[row for row in rows if row.withdrawn_at is not None],
    )
