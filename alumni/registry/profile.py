"""A graduate's page, put together for its owner; ``alumni.visibility.page`` puts together what others are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.career.lines import VISIBILITY_ICONS, Line, career_lines
from alumni.career.models import Employment
from alumni.registry.member_forms import is_web_address
from alumni.registry.models import Alumnus
from alumni.visibility.diplomas import Diploma, whole
from mik.common.codelists import place_name
from mik.people.models import ContactPoint

Kind = ContactPoint.Kind
ICONS = {Kind.EMAIL: "mail", Kind.PHONE: "phone", Kind.ADDRESS: "map-pin", Kind.WEB: "globe"}


@dataclass(frozen=True)
class Contact:
    """A contact point as it is read: text, perhaps a link, who sees it."""

    pk: int
    kind: str
    label: str
    text: str
    href: str
    icon: str
    visibility_label: str
    visibility_icon: str
    is_primary: bool = False
    is_dead: bool = False
    is_confirmed: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Profile:
    """What one page shows of one graduate."""

    alumnus: Alumnus
    diplomas: list[Diploma]
    lines: list[Line]
    contacts: list[Contact]
    job: Employment | None = None
    place: str = ""
    is_mentor: bool = False

    @property
    def has_career(self) -> bool:
        """Whether anything beside the graduations recorded by the university is there."""
        return any(line.edit_url for line in self.lines)


def own_profile(alumnus: Alumnus) -> Profile:
    """Everything, for the owner."""
    diplomas = [whole(one) for one in alumnus.graduations.select_related("programme__parent")]
    points = list(alumnus.person.contacts.all())
    return put_together(alumnus, points, alumnus.employments.all(), alumnus.studies.all(), diplomas, is_own=True)


def put_together(
    alumnus: Alumnus, points: list[ContactPoint], jobs: Any, studies: Any, diplomas: list[Diploma], *, is_own: bool
) -> Profile:
    """Of these rows, all of which the reader may see; the open address is the owner's alone."""
    held_jobs = list(jobs.select_related("employer"))
    return Profile(
        alumnus=alumnus,
        diplomas=diplomas,
        lines=career_lines(held_jobs, studies, diplomas),
        contacts=[contact_line(point, whole=is_own) for point in sorted(points, key=_by_kind)],
        job=main_job(held_jobs),
        place=main_place(points),
    )


def _by_kind(point: ContactPoint) -> tuple[int, bool]:
    return list(ICONS).index(Kind(point.kind)), not point.is_primary


def main_job(jobs: Iterable[Employment]) -> Employment | None:
    """The primary job; else nothing is said, since which of several counts is the owner's word."""
    return next((job for job in jobs if job.is_primary), None)


def main_place(points: Iterable[ContactPoint]) -> str:
    places = sorted((p for p in points if p.kind == Kind.ADDRESS), key=lambda p: not p.is_primary)
    return next((name for p in places if (name := place_name(p.country, p.province))), "")


def contact_line(point: ContactPoint, *, whole: bool) -> Contact:
    text, href = _readable(point)
    return Contact(
        pk=point.pk,
        kind=point.kind,
        label=str(point.get_kind_display()),
        text=text,
        href=href,
        icon=ICONS.get(Kind(point.kind), "circle"),
        visibility_label=str(point.get_visibility_display()),
        visibility_icon=VISIBILITY_ICONS[point.visibility],
        is_primary=point.is_primary,
        is_dead=not point.is_alive,
        detail=address_text(point) if whole and point.kind == Kind.ADDRESS and address_text(point) != text else "",
        is_confirmed=point.verified_at is not None,
    )


def _readable(point: ContactPoint) -> tuple[str, str]:
    """The text of a contact point and the link it may carry."""
    if point.kind == Kind.ADDRESS:
        return place_name(point.country, point.province) or _("Açık adres kayıtlı"), ""
    if point.kind == Kind.EMAIL:
        return point.value, f"mailto:{point.value}"
    if point.kind == Kind.PHONE:
        return phone_text(point.value), f"tel:{point.normalised or point.value}"
    return web_text(point.value), point.value if is_web_address(point.value) else ""


# Where the code of the post stands behind the town, not before it.
POSTCODE_LAST = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA"})


def address_text(point: ContactPoint) -> str:
    """Street, town and code in one line, in the order of the country; the province stands elsewhere."""
    town = [point.postcode, point.city]
    if point.country in POSTCODE_LAST:
        town.reverse()
    street = ", ".join(line.strip() for line in point.value.splitlines() if line.strip())
    return ", ".join(part for part in (street, " ".join(part for part in town if part)) if part)


def phone_text(value: str) -> str:
    """+90 532 123 45 67; as it stands where it is no number."""
    try:
        parsed = phonenumbers.parse(value, "TR")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def web_text(value: str) -> str:
    return value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


# --- How complete the record is -------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """Something still missing, where to add it, and what it is good for."""

    label: str
    url: str
    why: str = ""


@dataclass(frozen=True)
class Completeness:
    """How many of the things the office needs are there, from the record itself."""

    gaps: list[Gap] = field(default_factory=list)
    asked: int = 1

    @property
    def percent(self) -> int:
        return round(100 * (self.asked - len(self.gaps)) / self.asked)


def completeness(profile: Profile) -> Completeness:
    kinds = {contact.kind for contact in profile.contacts if not contact.is_dead}
    job = profile.job
    wanted = [
        (Kind.EMAIL in kinds, _("e-posta"), _add(Kind.EMAIL), _("Etkinlik ve duyurular size ancak böyle ulaşır.")),
        (Kind.PHONE in kinds, _("telefon"), _add(Kind.PHONE), _("E-postanız değişirse sizi yine bulabiliriz.")),
        (
            bool(profile.place),
            _("yaşadığınız yer"),
            _add(Kind.ADDRESS),
            _("Yakınınızdaki buluşmalara çağrılırsınız; bölümünüz mezunlarının nerede olduğunu bilir."),
        ),
        (
            profile.has_career,
            _("iş ya da öğrenim"),
            reverse("alumni:employment_add"),
            _("Bölümünüz mezunlarının ne yaptığını bilir; öğrencilere örnek olursunuz."),
        ),
        (
            job is None or bool(job.sector and job.occupation),
            _("sektör ve meslek grubu"),
            _edit(job),
            _("Sayılarda doğru yere yazılırsınız; size uyan ilanlar gelir."),
        ),
    ]
    gaps = [Gap(label, url, why) for there, label, url, why in wanted if not there]
    return Completeness(gaps, len(wanted))


def _add(kind: str) -> str:
    return reverse("alumni:contact_add", args=[kind])


def _edit(job: Employment | None) -> str:
    return reverse("alumni:employment_edit", args=[job.pk]) if job else ""
