"""Which records are worth putting beside a claim, best first. The caller says among which records to look."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Prefetch, Q

from alumni.membership.matching import Line, Verdict, compare, nearest_graduation, score_of
from alumni.membership.models import Claim
from alumni.membership.strength import WEAK, Strength, strength
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.common.turkish import fold

# Records fetched by each way of looking; more than this and the claim says too little to choose.
ENOUGH = 20
YEARS_AROUND = 5


@dataclass(frozen=True)
class Candidate:
    alumnus: Alumnus
    lines: list[Line]
    score: int
    graduation: Graduation | None

    @property
    def strength(self) -> Strength:
        return strength(self.score)

    @property
    def is_taken(self) -> bool:
        """An account hangs on the record already: one record, one account."""
        return self.alumnus.person.user_id is not None or hasattr(self.alumnus, "membership")

    @property
    def has_like_name(self) -> bool:
        """Near enough for an eye to look at, whatever else differs."""
        return any(line.code == "name" and line.verdict != Verdict.DIFFERENT for line in self.lines)

    @property
    def differences(self) -> list[Line]:
        return [line for line in self.lines if line.tone in {"warn", "bad"} and line.code != "phone"]


def find_candidates(claim: Claim, *, among: AlumnusQuerySet, graduations: GraduationQuerySet) -> list[Candidate]:
    """Records that may be the claimant's, best first; ``graduations`` are those the reader may see."""
    found = {pk for query in _ways(claim, among) for pk in query.values_list("pk", flat=True)[:ENOUGH]}
    ranked = [rate(claim, alumnus) for alumnus in fetch(among.filter(pk__in=found), graduations)]
    likely = [candidate for candidate in ranked if candidate.score >= WEAK or candidate.has_like_name]
    return sorted(likely, key=lambda candidate: (-candidate.score, candidate.alumnus.pk))


def rate(claim: Claim, alumnus: Alumnus) -> Candidate:
    lines = compare(claim, alumnus)
    return Candidate(alumnus, lines, score_of(lines), nearest_graduation(claim, alumnus))


def fetch(records: AlumnusQuerySet, graduations: GraduationQuerySet) -> AlumnusQuerySet:
    """With everything a comparison reads, in a fixed number of queries."""
    return records.select_related("person", "membership").prefetch_related(
        "person__contacts",
        Prefetch("graduations", graduations.select_related("programme__parent")),
    )


def _ways(claim: Claim, among: AlumnusQuerySet) -> Iterator[AlumnusQuerySet]:
    """By identifier, student and diploma number; by birth date and a part of the name; by likeness within the
    department; by the whole name. The record opened for this very claim is none.
    """
    if claim.proposed and claim.alumnus_id:
        among = among.exclude(pk=claim.alumnus_id, state=Alumnus.State.PROPOSED)
    if claim.identifier_hash:
        number = bytes(claim.identifier_hash)
        yield among.filter(Q(person__tckn_hash=number) | Q(person__passport_hash=number))
    if claim.student_no:
        yield among.filter(graduations__student_no=claim.student_no.strip())
    if claim.diploma_no:
        yield among.filter(_shares_a_name(claim), graduations__diploma_no=claim.diploma_no.strip())
    if claim.birth_date:
        yield among.filter(_shares_a_name(claim), person__birth_date=claim.birth_date)
    if claim.unit_id:
        yield _alike_in_department(claim, among)
    yield among.named(claim.full_name).order_by("pk")
    if claim.former_surname:
        yield among.named(f"{claim.given_names} {claim.former_surname}").order_by("pk")


def _shares_a_name(claim: Claim) -> Q:
    words = f"{claim.given_names} {claim.surname} {claim.former_surname}"
    shared = Q(pk__in=[])
    for word in fold(words).split():
        shared |= Q(person__name_folded__contains=word)
    return shared


def _alike_in_department(claim: Claim, among: AlumnusQuerySet) -> AlumnusQuerySet:
    taken = Graduation.objects.filter(programme__parent=claim.unit_id)
    if claim.level:
        taken = taken.filter(level=claim.level)
    if claim.year:
        taken = taken.filter(year__range=(claim.year - YEARS_AROUND, claim.year + YEARS_AROUND))
    name = fold(claim.full_name)
    alike = among.filter(pk__in=taken.values("alumnus"), person__name_folded__trigram_similar=name)
    return alike.annotate(likeness=TrigramSimilarity("person__name_folded", name)).order_by("-likeness", "pk")
