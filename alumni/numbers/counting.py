"""From a question to its numbers: counted today, kept from the end of a year, or told to the nearest five."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from alumni.numbers import freezing
from alumni.numbers.audience import Audience
from alumni.numbers.engine import Cut, cut
from alumni.numbers.protecting import Numbers, exact, told
from alumni.numbers.questions import Question

CACHE_SECONDS = 600


@dataclass(frozen=True)
class Answer:
    """``numbers`` None: such a cut was not kept. ``names``: what units were called when it was."""

    numbers: Numbers | None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def answer_of(question: Question, audience: Audience) -> Answer:
    if question.year_end:
        return _kept(question, audience)
    if audience.is_exact:
        reach = audience.graduations(question.segment)
        return Answer(exact(cut(*question.by, filters=question.filters, graduations=reach)))
    return Answer(_told(question))


def _told(question: Question) -> Numbers:
    """The filter is a dimension of the table that is protected, so that all its slices are protected alike."""
    filtered = next(iter(question.filters.values.items()), None)
    if filtered is None:
        return told(_whole(question.by))
    code, values = filtered
    return told(_whole((*question.by, code)), tail=values[:1])


def _whole(by: tuple[str, ...]) -> Cut:
    """Counted at most every ten minutes."""
    found = cache.get_or_set(f"numbers.whole:{','.join(by)}", lambda: cut(*by), CACHE_SECONDS)
    assert isinstance(found, Cut)
    return found


def _kept(question: Question, audience: Audience) -> Answer:
    """Kept are the cuts of the university and of each unit, without further filters."""
    if _is_filtered(question, audience):
        return Answer(None)
    unit_id = audience.unit_id if audience.is_narrow else question.unit_id
    found = freezing.frozen(*question.by, year=question.year_end, unit_id=unit_id)
    if found is None:
        return Answer(None)
    kept, names = found
    return Answer(exact(kept) if audience.is_exact and not audience.is_of_some_levels else told(kept), names)


def _is_filtered(question: Question, audience: Audience) -> bool:
    if question.segment or question.filters.year_from or question.filters.year_to:
        return True
    whole = audience.is_exact and not audience.is_narrow
    return question.is_filtered_beyond_unit if whole else bool(question.filters.values)
