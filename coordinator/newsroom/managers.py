"""Who sees which announcement: the office all, a representative the own department's, a reader what is for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alumni.registry.member_services import member_record
from alumni.registry.models import Graduation
from alumni.registry.segments import places_of
from mik.accounts.powers import Representation, powers_of
from mik.accounts.students import is_student
from mik.common import hooks
from mik.common.turkish import fold
from mik.mail.models import Delivery
from mik.units.models import Unit

if TYPE_CHECKING:
    from coordinator.newsroom.models import Announcement  # noqa: F401  (a type argument in a string)

NEWS = hooks.duties.require("news.write")
SEND = hooks.duties.require("mail.send")


# The tabs of the desk's list.
TABS: dict[str, Q] = {
    "": Q(),
    "taslak": Q(state="draft"),
    "yayinda": Q(state="published", on_platform=True),
    "gonderiliyor": Q(mailing__state__in=["sending", "paused"]),
    "geri-cekilen": Q(state="withdrawn"),
}


@dataclass(frozen=True)
class Attended:
    """One graduation of a reader: the programme with what it belongs to, level and year."""

    unit_ids: tuple[int, ...]
    level: int
    year: int

    def fits(self) -> Q:
        """Announcements whose unit, level and years this graduation answers to."""
        return (
            (Q(units=[]) | Q(units__overlap=list(self.unit_ids)))
            & (Q(levels=[]) | Q(levels__contains=[self.level]))
            & (Q(year_from__isnull=True) | Q(year_from__lte=self.year))
            & (Q(year_to__isnull=True) | Q(year_to__gte=self.year))
        )


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: Any) -> Self:
        powers = powers_of(user)
        if powers.has_duty(NEWS):
            return self
        return self.filter(_of_departments(powers.represented) | _read_by(user))

    def of_department(self, representation: Representation) -> Self:
        """The desk of a department: its own announcements."""
        return self.filter(_own(representation))

    def read_by(self, user: Any) -> Self:
        """What is published for this reader as a graduate or a student, whatever offices they hold."""
        return self.filter(_read_by(user))

    def published(self) -> Self:
        return self.filter(state="published")

    def over(self) -> Self:
        """What one can no longer apply for or go to."""
        return self.filter(_is_over())

    def still_open(self) -> Self:
        return self.exclude(_is_over())

    def in_tab(self, tab: str) -> Self:
        return self.filter(TABS[tab])

    def holding(self, words: str) -> Self:
        """Each typed word in title or text, in either language."""
        found = self
        for word in fold(words).split():
            found = found.filter(text_folded__contains=word)
        return found


def _is_over() -> Q:
    """The same as ``Announcement.is_over``: the last day to apply, else the end of the event, has passed."""
    now, today = timezone.now(), timezone.localdate()
    ended = Q(ends_at__isnull=False, ends_at__lt=now) | Q(
        ends_at__isnull=True, starts_at__isnull=False, starts_at__lt=now
    )
    return Q(deadline__isnull=False, deadline__lt=today) | (Q(deadline__isnull=True) & ended)


def _published() -> Q:
    return Q(state="published", on_platform=True)


def _own(representation: Representation) -> Q:
    """A department's at the levels of the appointment; a colleague for other levels has a desk of the own."""
    return Q(unit=representation.unit_id, levels__contained_by=sorted(representation.levels))


def _of_departments(represented: Iterable[Representation]) -> Q:
    """Everything of the own departments, and what is published for their graduates."""
    own, ids = Q(pk__in=[]), []
    for representation in represented:
        own |= _own(representation)
        ids.append(representation.unit_id)
    if not ids:
        return own
    faculties = Unit.objects.filter(pk__in=ids, parent__isnull=False).values_list("parent_id", flat=True)
    return own | (_published() & (Q(units=[]) | Q(units__overlap=[*ids, *faculties])))


def _read_by(user: Any) -> Q:
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    reader = Q(for_students=True) if is_student(user) else Q(pk__in=[])
    member = member_record(user)
    if member is not None:
        reader |= _meant_for(member.pk)
    return _published() & reader


def _meant_for(alumnus_id: int) -> Q:
    fits = Q(pk__in=[])
    for attended in _attended_by(alumnus_id):
        fits |= attended.fits()
    provinces, countries = places_of(alumnus_id)
    near = Q(provinces__overlap=list(provinces)) | Q(countries__overlap=list(countries))
    written_to = Q(segment__isnull=True) | Q(
        Exists(Delivery.objects.filter(mailing=OuterRef("mailing"), person=alumnus_id))
    )
    return ~Q(membership="others") & fits & (Q(provinces=[], countries=[]) | near) & written_to


def _attended_by(alumnus_id: int) -> Iterable[Attended]:
    rows = Graduation.objects.filter(alumnus=alumnus_id).order_by()
    for programme, parent, grandparent, level, year in rows.values_list(
        "programme", "programme__parent", "programme__parent__parent", "level", "year"
    ):
        yield Attended(tuple(filter(None, (programme, parent, grandparent))), level, year)
