"""The skills gap: the level somebody has against the level the job needs, for each skill (1–7)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q

from surveys.indicators.columns import completed
from surveys.models import Answer, Wave

OWN, NEEDED = "skills_own", "skills_needed"
LEVELS = [str(level) for level in range(1, 8)]


@dataclass(frozen=True)
class Gap:
    """Sums of the levels of the ``n`` people who told both; ``short`` of them have less than the job needs."""

    skill: str
    n: int
    own: int
    needed: int
    short: int


def skill_gaps(wave: Wave) -> dict[str, Gap]:
    pairs = (
        Answer.objects.filter(response__in=completed(wave).values("pk"), question=OWN)
        .annotate(
            job=FilteredRelation(
                "response__answers",
                condition=Q(response__answers__question=NEEDED) & Q(response__answers__row=F("row")),
            )
        )
        .filter(option__in=LEVELS, job__option__in=LEVELS)
        .values_list("row", "option", "job__option")
        .annotate(n=Count("pk"))
        .order_by("row", "option", "job__option")
    )
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for skill, own, needed, n in pairs:
        found[skill].append((int(own), int(needed), n))
    return {skill: _gap(skill, levels) for skill, levels in found.items()}


def _gap(skill: str, levels: list[tuple[int, int, int]]) -> Gap:
    return Gap(
        skill,
        n=sum(n for _, _, n in levels),
        own=sum(own * n for own, _, n in levels),
        needed=sum(needed * n for _, needed, n in levels),
        short=sum(n for own, needed, n in levels if own < needed),
    )
