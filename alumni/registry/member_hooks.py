"""What a member's record tells the rest of the house: what wants attention, what happened when."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.member_services import member_record
from alumni.registry.models import Alumnus
from alumni.registry.profile import completeness, own_profile
from mik.accounts.models import User
from mik.common import hooks
from mik.common.codelists import place_name
from mik.common.hooks import AttentionItem, TimelineEntry
from mik.people.consents.standing import asked_again
from mik.people.models import ContactPoint
from mik.work.wanted import wanted

# A page of the representatives and of the office is no affair of the member's page.
DESKS = ("/temsilci/", "/koordinator/")


def attention(user: Any) -> Iterable[AttentionItem]:
    """A member's own record: asked for an update, old, without e-mail, incomplete."""
    alumnus = member_record(user) if isinstance(user, User) else None
    return list(_wanting(alumnus)) if alumnus else []


def _wanting(alumnus: Alumnus) -> Iterator[AttentionItem]:
    home = reverse("alumni:profile")
    if update_awaited(alumnus):
        yield AttentionItem(_("Bölümünüz bilgilerinizi gözden geçirmenizi istedi"), 1, home, "warn", "clock")
    elif not alumnus.is_fresh:
        yield AttentionItem(_("Bilgilerinizin hâlâ doğru olduğunu onaylayın"), 1, home, "warn", "clock")
    if not alumnus.person.contacts.alive().filter(kind=ContactPoint.Kind.EMAIL).exists():
        url = reverse("alumni:contact_add", args=[ContactPoint.Kind.EMAIL])
        yield AttentionItem(_("İletişim için e-posta adresi ekleyin"), 1, url, "warn", "mail")
    if asked_again(alumnus.person_id):
        yield AttentionItem(
            _("İzin metinleri değişti; yeniden karar verin"), 1, reverse("alumni:consents"), "warn", "rotate-ccw"
        )
    if gaps := completeness(own_profile(alumnus)).gaps:
        yield AttentionItem(_("Profilinizde eksik bilgi var"), len(gaps), home, "", "user")


def update_awaited(alumnus: Alumnus) -> bool:
    """Whether a representative or the office asked for an update since the last «still correct»."""
    asked, confirmed = alumnus.update_asked_at, alumnus.confirmed_at
    return asked is not None and (confirmed is None or confirmed < asked)


def for_you(user: User) -> list[AttentionItem]:
    """What other rooms want of a member; the record's own wants stand on the profile already."""
    return wanted(user, without=DESKS, besides=attention)


def timeline(person_id: int, user: Any) -> Iterable[TimelineEntry]:
    """Graduations, jobs and studies of a person whose record this user may see."""
    alumnus = Alumnus.objects.visible_to(user).filter(pk=person_id).first()
    return [*_graduations(alumnus, user), *_jobs(alumnus), *_studies(alumnus)] if alumnus else []


def _graduations(alumnus: Alumnus, user: Any) -> Iterator[TimelineEntry]:
    for row in alumnus.graduations.visible_to(user).select_related("programme"):
        detail = f"{row.programme.label}, {row.get_level_display()}"
        at = _moment(row.graduated_on or date(row.year, 1, 1))
        yield TimelineEntry(at, _("Mezun oldu"), detail, "graduation-cap", row.get_source_display())


def _jobs(alumnus: Alumnus) -> Iterator[TimelineEntry]:
    for job in alumnus.employments.select_related("employer"):
        parts = (job.title, job.employer.name, place_name(job.country, job.province))
        detail = " · ".join(part for part in parts if part)
        at = _moment(job.starts) if job.starts else job.created_at
        yield TimelineEntry(at, _("İşe başladı"), detail, "briefcase", job.get_source_display())


def _studies(alumnus: Alumnus) -> Iterator[TimelineEntry]:
    for study in alumnus.studies.all():
        detail = f"{study.programme}, {study.institution}"
        at = _moment(study.starts) if study.starts else study.created_at
        yield TimelineEntry(at, _("Öğrenime başladı"), detail, "book-open", study.get_source_display())


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def register() -> None:
    hooks.attention.register(attention)
    hooks.timeline.register(timeline)
