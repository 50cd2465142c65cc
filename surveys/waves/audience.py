"""Whom a wave means: its target population, whoever opens it and whoever of them can be reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from alumni.registry.models import Alumnus, Graduation
from alumni.registry.segments import Criteria, chips_of
from alumni.registry.segments.counting import Counted, counted
from alumni.registry.segments.criteria import within_units
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from mik.common.turkish import number
from mik.mail.audience import AudienceCounts, count_audience
from mik.organisations.models import Contact, ContactQuerySet
from mik.people.managers import PersonQuerySet
from mik.people.models import Purpose
from surveys.models import Invitation, Wave

# Where a wave's criteria keep the saved segment.
SEGMENT = "segment"


def criteria_of(wave: Wave) -> Criteria:
    return Criteria.from_json(wave.criteria)


def target_persons(wave: Wave) -> PersonQuerySet:
    """Every living graduate the criteria mean. The whole registry is asked: a population is the wave's, no reader's.

    A saved segment narrows it to whom its owner may see; one that is gone leaves nobody, never everybody.
    """
    found = criteria_of(wave).persons(Alumnus.objects.living())
    if not wave.criteria.get(SEGMENT):
        return found
    segment = segment_of(wave)
    if segment is None:
        return found.none()
    return found.filter(pk__in=persons_of(segment, segment.owner, seen=Alumnus.objects.living()).values("pk"))


def segment_of(wave: Wave) -> Segment | None:
    """The saved segment a wave asks."""
    return Segment.objects.select_related("owner").filter(pk=wave.criteria.get(SEGMENT)).first()


def known_target(wave: Wave, *, anew: bool = False) -> "Counted[Reach]":
    """``count_target``, at most some minutes old, with its moment; whoever opens the wave counts anew."""
    return counted("wave", wave.pk, wave.version_id, wave.criteria, anew=anew, count=lambda: count_target(wave))


def target_contacts(wave: Wave) -> ContactQuerySet:
    """The organisations' contacts chosen, or all."""
    chosen = wave.criteria.get("contacts")
    return Contact.objects.filter(pk__in=chosen) if chosen else Contact.objects.all()


@dataclass(frozen=True)
class Reach:
    """How many are meant, and how many a mail would reach just now."""

    population: int
    reached: int
    left_out: list[tuple[str, int]]


def count_target(wave: Wave) -> Reach:
    if wave.is_for_employers:
        contacts = target_contacts(wave)
        population, willing = contacts.count(), contacts.willing().count()
        unwilling = [(_("Yazılmasını istemiyor"), population - willing)] if population > willing else []
        return Reach(population, willing, unwilling)
    counts: AudienceCounts = count_audience(persons=target_persons(wave), purpose=Purpose.SURVEYS)
    reached = counts.recipients + counts.shared_address  # who shares an address gets a link of the own all the same
    left_out = [
        (_("Anket izni yok"), counts.no_consent),
        (_("E-posta adresi yok"), counts.no_address),
        (_("Adresine ulaşılamıyor"), counts.dead_address),
    ]
    return Reach(counts.matching, reached, [(label, n) for label, n in left_out if n])


def audience_in_words(wave: Wave) -> list[str]:
    """What was chosen, one short text each."""
    if not wave.is_for_employers:
        return [*_segment_in_words(wave), *chips_of(criteria_of(wave))] or [_("Tüm mezunlar")]
    chosen = wave.criteria.get("contacts")
    if chosen:
        return [_("%(n)s kurum yetkilisi") % {"n": number(len(chosen))}]
    return [_("Kayıtlı tüm kurum yetkilileri")]


def _segment_in_words(wave: Wave) -> list[str]:
    if not wave.criteria.get(SEGMENT):
        return []
    segment = segment_of(wave)
    return [_("Kitle: %(name)s") % {"name": segment.name} if segment else _("Silinmiş kitle")]


# --- the frame -------------------------------------------------------------------------------------


def invitations_for(wave: Wave) -> Iterator[Invitation]:
    """One for each member of the target population, as it stands now."""
    if wave.is_for_employers:
        for contact in target_contacts(wave).order_by("pk").iterator():
            yield Invitation(wave=wave, contact=contact, language=contact.language)
        return
    graduation = _graduation(criteria_of(wave))
    persons = target_persons(wave).order_by("pk").annotate(
        programme_id=Subquery(graduation.values("programme")[:1]), year=Subquery(graduation.values("year")[:1])
    )  # fmt: skip
    rows = persons.values_list("pk", "programme_id", "year", "user__language")
    for person_id, programme_id, year, language in rows.iterator():
        yield Invitation(
            wave=wave, person_id=person_id, programme_id=programme_id, graduation_year=year, language=language or "tr"
        )


def _graduation(criteria: Criteria) -> "QuerySet[Graduation]":
    """The graduation somebody is asked about: the latest one the criteria mean."""
    asked = Q(alumnus=OuterRef("pk"))
    if criteria.unit_ids:
        asked &= within_units(criteria.unit_ids)
    if criteria.levels:
        asked &= Q(level__in=criteria.levels)
    if criteria.year_from:
        asked &= Q(year__gte=criteria.year_from)
    if criteria.year_to:
        asked &= Q(year__lte=criteria.year_to)
    return Graduation.objects.filter(asked).order_by("-year", "-pk")
