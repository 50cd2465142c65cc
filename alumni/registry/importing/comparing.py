"""Comparing parsed rows with the registry: whom a row means, which graduation, and what it would change.

Comparing only reads, with a fixed number of queries a chunk; ``landing`` writes. A preview is the first alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from alumni.registry.importing.changes import graduation_changes, person_changes
from alumni.registry.importing.outcomes import NUMBERS, Landing, Loser, Outcome
from alumni.registry.importing.ownlists import FOUND_BY
from alumni.registry.importing.parsed import ParsedRow
from alumni.registry.importing.siblings import tie
from alumni.registry.importing.winners import WITH, Rules, Winner, hands_of
from alumni.registry.merging.ids import bearers_of, heirs_of, survivors_of
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.provenance.keeping import contacts_taken_out, digest_of
from alumni.rights.models import Erased
from mik.common.arrays import AnyOf
from mik.common.turkish import fold
from mik.people.models import ContactPoint, Person, Source

if TYPE_CHECKING:
    from alumni.registry.importing.models import ImportVerdict


# Of one row: field → what the history tells of the person who set it.
Hands = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Scope:
    """Whose graduates may be touched; ``None`` for the office, which may touch all."""

    programme_ids: frozenset[int] | None = None
    source: str = Source.IMPORT
    # Who brings the list in; their own record is not changed by it.
    by_id: int | None = None

    def covers(self, programme_id: int | None) -> bool:
        return self.programme_ids is None or programme_id in self.programme_ids


def compare(
    rows: Iterable[ParsedRow],
    *,
    scope: Scope,
    rules: Rules | None = None,
    choices: Mapping[int, "ImportVerdict"] | None = None,
    lock: bool = False,
    meet: Callable[[list[Landing]], None] = lambda landings: None,
) -> list[Landing]:
    """What each row of a chunk would come to, with a fixed number of queries.

    ``choices``: what people decided about rows, by row. ``lock`` when it is to be written. ``meet`` finds the records
    of rows that no number tells (``matching``).
    """
    choices = choices or {}
    landings = [Landing(row, choice=_choice(choices.get(row.row))) for row in rows]
    landings = [landing for landing in landings if landing.choice != "skip"]
    _find_persons(landings, lock=lock)
    _find_graduations(landings)
    meet(landings)
    _find_changes([*landings, *(one for landing in landings for one in landing.supposed)], scope, rules or Rules())
    return landings


def _find_changes(landings: list[Landing], scope: Scope, rules: Rules) -> None:
    """What each would change in the record it means; or the reason why it may not."""
    contacts = _known_contacts(landings)
    outside = _outside(landings, scope)
    for landing in landings:
        held = landing.graduation is None or scope.covers(landing.graduation.programme_id)
        landing.is_gone = bool(landing.row.row_key) and (landing.graduation is None or not held)
        landing.outside = not held or (landing.person is not None and landing.person.pk in outside)
        if landing.person is not None:
            landing.person_changes = person_changes(landing.person, landing.row)
        if landing.graduation is not None:
            landing.graduation_changes = graduation_changes(landing.graduation, landing.row)
        if landing.is_found_by_name:
            _leave_alone(landing)
        landing.new_contacts = [pair for pair in _contacts(landing.row) if pair not in contacts[landing.person_id]]
    _respect_erasures(landings)
    _leave_out_removed(landings, scope)
    _apply_rules(landings, rules)
    for landing in landings:
        if _is_own(landing, scope) and landing.outcome != Outcome.UNCHANGED:
            landing.refusal = landing.refusal or "own_record"


def _respect_erasures(landings: list[Landing]) -> None:
    """Of somebody who was erased a list tells the diploma alone (KVKK art. 7)."""
    erased = Erased.objects.among([landing.person.pk for landing in landings if landing.person])
    for landing in landings:
        if landing.person is not None and landing.person.pk in erased:
            landing.person_changes, landing.new_contacts = {}, []


def _is_own(landing: Landing, scope: Scope) -> bool:
    return scope.by_id is not None and landing.person is not None and landing.person.user_id == scope.by_id


def _leave_alone(landing: Landing) -> None:
    """Of what a list without numbers says; the rest only fills what is empty (``_winner``)."""
    names = set(FOUND_BY)
    if landing.graduation is not None and landing.graduation.year not in {None, landing.row.year}:
        names |= {"graduated_on", "year"}  # a day of another year would change the year
    for name in names:
        landing.person_changes.pop(name, None)
        landing.graduation_changes.pop(name, None)


def _apply_rules(landings: list[Landing], rules: Rules) -> None:
    """Keep out of the changes what a rule gives to the registry."""
    persons = {
        pk: landing.person_changes for landing in landings if (pk := landing.person_id) and landing.person_changes
    }
    graduations = {
        landing.graduation.pk: landing.graduation_changes
        for landing in landings
        if landing.graduation is not None and landing.graduation_changes
    }
    by_hand = {
        Person: hands_of(Person, persons, {name for changes in persons.values() for name in changes}),
        Graduation: hands_of(Graduation, graduations, {name for changes in graduations.values() for name in changes}),
    }
    for landing in landings:
        for holder, changes in (
            (landing.person, landing.person_changes),
            (landing.graduation, landing.graduation_changes),
        ):
            if holder is not None and changes:
                _keep_out(landing, holder, changes, rules, by_hand[type(holder)].get(holder.pk or 0, {}))


def _keep_out(landing: Landing, holder: Any, changes: dict[str, Any], rules: Rules, by_hand: Hands) -> None:
    for name in [name for name in changes if WITH.get(name) not in changes]:
        winner = _winner(landing, name, rules)
        stays = landing.choice == "keep" or winner is Winner.EMPTY or (winner is Winner.HAND and name in by_hand)
        if getattr(holder, name) in ("", None):
            continue
        _note_loser(landing, holder, name, changes[name], winner, stays=stays, spoke=by_hand.get(name))
        if not stays:
            continue
        kept_out = changes.pop(name)
        for follower in [other for other, leader in WITH.items() if leader == name]:
            changes.pop(follower, None)
        if winner is Winner.HAND:
            landing.kept_out[name] = kept_out


def _note_loser(
    landing: Landing,
    holder: Any,
    name: str,
    told: Any,
    winner: Winner | None,
    *,
    stays: bool,
    spoke: Mapping[str, Any] | None,
) -> None:
    """The list's value, or the one a person had set; of values that lists alone have told the newest is all there is.

    A list that names nobody by a number may mean another person, so what it says is worth nothing here.
    """
    if landing.is_found_by_name or name in NUMBERS or name in WITH:
        return
    graduation_id = holder.pk if isinstance(holder, Graduation) else None
    if stays:
        rule = "chosen" if landing.choice == "keep" else str(winner)
        landing.losers.append(Loser(name, told, rule, graduation_id))
    elif spoke:
        rule = "chosen" if landing.choice == "list" else "list"
        landing.losers.append(Loser(name, getattr(holder, name), rule, graduation_id, spoke))


def _winner(landing: Landing, name: str, rules: Rules) -> Winner | None:
    if landing.is_found_by_name:
        return Winner.EMPTY  # nothing says for sure that it is this person, so nothing known is overwritten
    return Winner.LIST if landing.choice == "list" or landing.row.row_key else rules.of(name)


def _choice(verdict: "ImportVerdict | None") -> str:
    return verdict.choice if verdict else ""


def _find_persons(landings: list[Landing], *, lock: bool) -> None:
    national_numbers = AnyOf("tckn_hash", [landing.row.hashes[0] for landing in landings if landing.row.hashes[0]])
    passports = AnyOf("passport_hash", [landing.row.hashes[1] for landing in landings if landing.row.hashes[1]])
    # The numbers themselves are not needed: whether there is one, the hash tells.
    people = Person.objects.defer("tckn", "passport_no").order_by("pk")
    found = list((people.select_for_update() if lock else people).filter(Q(national_numbers) | Q(passports)))
    by_tckn = {bytes(p.tckn_hash): p for p in found if p.tckn_hash}
    by_passport = {bytes(p.passport_hash): p for p in found if p.passport_hash}
    by_student = _persons_by_student_number(landings)
    for landing in landings:
        national, passport = landing.row.hashes
        landing.person = (
            (by_tckn.get(national) if national else None)
            or (by_passport.get(passport) if passport else None)
            or _by_student(landing.row, national, by_student)
        )
    _find_by_merged_number(landings, lock=lock)
    tie(landings, by_tckn | by_passport)
    _find_by_key(landings, lock=lock)


def _find_by_merged_number(landings: list[Landing], *, lock: bool) -> None:
    """Of two numbers of one person a merge keeps one; lists may go on telling the other."""
    lost = [landing for landing in landings if landing.person is None and any(landing.row.hashes)]
    bearers: dict[bytes, int] = {}
    for place, field in enumerate(("tckn_hash", "passport_hash")):
        bearers |= bearers_of({number for one in lost if (number := one.row.hashes[place])}, field)
    if lost:
        bearers |= Erased.objects.bearing({number for one in lost for number in one.row.hashes if number})
    people = Person.objects.defer("tckn", "passport_no").order_by("pk")
    found = (people.select_for_update() if lock else people).in_bulk(set(bearers.values())) if bearers else {}
    for landing in lost:
        person = next((found.get(bearers[n]) for n in landing.row.hashes if n and n in bearers), None)
        if person is not None and _same_name(person, landing.row):
            landing.person = person


def _find_by_key(landings: list[Landing], *, lock: bool) -> None:
    """Rows that were exported and come back name their record themselves."""
    keyed = [(landing, landing.row.row_key) for landing in landings if landing.row.row_key]
    if not keyed:
        return
    people = Person.objects.defer("tckn", "passport_no").order_by("pk")
    moved = survivors_of({key[1] for _landing, key in keyed})
    wanted = {moved.get(key[1], key[1]) for _landing, key in keyed}
    found = (people.select_for_update() if lock else people).in_bulk(wanted)
    for landing, key in keyed:
        landing.person = found.get(moved.get(key[1], key[1]))


def _persons_by_student_number(landings: list[Landing]) -> dict[tuple[str, Any], list[Person]]:
    numbers = {landing.row.student_no for landing in landings if landing.row.student_no and landing.row.birth_date}
    found: dict[tuple[str, Any], list[Person]] = defaultdict(list)
    rows = Graduation.objects.filter(AnyOf("student_no", numbers), alumnus__person__birth_date__isnull=False)
    for graduation in rows.select_related("alumnus__person"):
        found[(graduation.student_no, graduation.alumnus.person.birth_date)].append(graduation.alumnus.person)
    return found


def _by_student(row: ParsedRow, national: bytes | None, known: dict[tuple[str, Any], list[Person]]) -> Person | None:
    """Student number with birth date; where the row has an identifier, only a record still without one, same name."""
    for person in known.get((row.student_no, row.birth_date), []):
        if national is None and not row.passport_no:
            return person
        if person.tckn_hash is None and _same_name(person, row):
            return person
    return None


def _same_name(person: Person, row: ParsedRow) -> bool:
    return fold(person.full_name) == fold(f"{row.given_names} {row.surname}")


def _find_graduations(landings: list[Landing]) -> None:
    persons = {landing.person.pk for landing in landings if landing.person}
    moved = heirs_of([key for landing in landings if (key := landing.row.row_key)])
    by_diploma: dict[tuple[int, str], Graduation] = {}
    by_date: dict[tuple[int, int | None, date | None], Graduation] = {}
    by_key: dict[tuple[int, int | None], Graduation] = {}
    for graduation in Graduation.objects.filter(AnyOf("alumnus_id", persons)):
        by_key[(graduation.pk, graduation.alumnus_id)] = graduation
        if graduation.diploma_no:
            by_diploma[(graduation.alumnus_id, graduation.diploma_no)] = graduation
        by_date[(graduation.alumnus_id, graduation.programme_id, graduation.graduated_on)] = graduation
    for landing in landings:
        row, pk = landing.row, landing.person_id
        if pk is None:
            continue
        if row.row_key:
            told = row.row_key[0]
            landing.graduation = by_key.get((moved.get(told, told), pk))
            continue
        landing.graduation = by_diploma.get((pk, row.diploma_no)) if row.diploma_no else None
        if landing.graduation is None:
            other = by_date.get((pk, row.programme_id, row.graduated_on))
            landing.graduation = other if other and not (other.diploma_no and row.diploma_no) else None


def _known_contacts(landings: list[Landing]) -> dict[int | None, set[tuple[str, str]]]:
    known: dict[int | None, set[tuple[str, str]]] = defaultdict(set)
    persons = {landing.person.pk for landing in landings if landing.person}
    contacts = ContactPoint.objects.filter(AnyOf("person_id", persons))
    for pk, kind, value in contacts.values_list("person_id", "kind", "normalised"):
        known[pk].add((kind, value))
    return known


def _leave_out_removed(landings: list[Landing], scope: Scope) -> None:
    """A contact that a list had told and a person has taken out does not come back by the next list.

    Whoever writes it into an exported row means it.
    """
    told = [one for one in landings if one.new_contacts and one.person is not None and not one.row.row_key]
    removed = contacts_taken_out({one.person.pk for one in told if one.person}, scope.source)
    for landing in told if removed else []:
        gone = removed.get(landing.person_id or 0, set())
        landing.new_contacts = [(kind, value) for kind, value in landing.new_contacts
                                if (kind, digest_of(value)) not in gone]  # fmt: skip


def _contacts(row: ParsedRow) -> list[tuple[str, str]]:
    pairs = [(ContactPoint.Kind.EMAIL.value, row.email), (ContactPoint.Kind.PHONE.value, row.phone)]
    return [(kind, value) for kind, value in pairs if value]


def _outside(landings: list[Landing], scope: Scope) -> set[int]:
    """Persons who exist, but not in this scope: a representative's list must not reach them."""
    persons = {landing.person.pk for landing in landings if landing.person}
    if scope.programme_ids is None or not persons:
        return set()
    inside = Alumnus.objects.of_programmes(scope.programme_ids).filter(pk__in=persons).values_list("pk", flat=True)
    return persons - set(inside)
