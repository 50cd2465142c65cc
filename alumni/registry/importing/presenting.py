"""What the pages of an import show: steps, tiles, and the examples behind a tile."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alumni.registry.importing.jobs import TILES
from alumni.registry.importing.matching import REFUSALS
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Difference, text_known
from alumni.registry.importing.ownlists import is_numberless
from alumni.registry.importing.verdicts import Detail, Effect
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from mik.common.codelists import country_name
from mik.people.models import ContactPoint, Person, Sex
from mik.units.models import Level, Unit

if TYPE_CHECKING:
    from alumni.registry.importing.desk import Desk

GROUPS = ("created", "updated", "likely", "conflict", "unchanged", "repeated", "rejected", "warnings", "missing")
# Counts that most lists do not have.
SELDOM = frozenset({"conflict", "likely", "missing"})
PAGE = 25
PROGRAMME = "programme_id"


def steps() -> list[str]:
    return [_("Dosya"), _("Sütunlar"), _("Önizleme"), _("Aktarım")]


def tiles(run: ImportRun, *, group: str | None = None) -> list[dict[str, Any]]:
    """The counts; on the preview each is a link to the rows behind it."""
    return [
        {
            "value": run.counts.get(tile.key, 0),
            "label": tile.label,
            "icon": tile.icon,
            "tone": tile.tone,
            "url": f"?goster={tile.key}#liste" if group else "",
            "current": tile.key == group,
        }
        for tile in TILES
        if tile.key not in SELDOM or run.counts.get(tile.key)
    ]


def first_group(counts: dict[str, Any]) -> str:
    """What is most worth a look: what needs a decision, changes, then news, then what could not be taken."""
    order = ("likely", "conflict", "updated", "created", "rejected", "unchanged")
    return next((group for group in order if counts.get(group)), "created")


def group_context(request: HttpRequest, run: ImportRun, group: str) -> dict[str, Any]:
    """The rows or problems behind the chosen tile, a page of them."""
    number = request.GET.get("sayfa")
    if group in {"rejected", "warnings"}:
        problems = ImportProblem.objects.visible_to(request.user).filter(run=run, is_warning=group == "warnings")
        return {"problems": Paginator(problems, 50).get_page(number), "problem_page": "sayfa", "verdicts": None}
    refused = ImportProblem.objects.visible_to(request.user).filter(run=run, is_warning=False)
    verdicts = ImportVerdict.objects.visible_to(request.user).filter(run=run, outcome=group)
    page = Paginator(verdicts.select_related("alumnus__person"), PAGE).get_page(number)
    below = Paginator(refused, 50).get_page(request.GET.get("hata"))
    shown = list(_shown(page.object_list, request.user))
    return {"problems": below, "problem_page": "hata", "verdicts": page, "shown": shown}


def subjects_of(shown: Iterable["ShownRow"]) -> list[int]:
    """Whose records these rows show, for the log."""
    own = {row.verdict.alumnus_id for row in shown if row.verdict.alumnus_id}
    return sorted(own | {one.alumnus.pk for row in shown for one in row.likely})


@dataclass(frozen=True)
class Decisions:
    """How far people are with the likely rows of a preview, and how many rows would land as it stands."""

    likely: int
    undecided: int
    landing: int


def decisions_of(run: ImportRun) -> Decisions:
    good, likely = run.counts.get("good", 0), run.counts.get("likely", 0)
    if not likely:
        return Decisions(0, 0, good)
    rows = ImportVerdict.objects.filter(run=run, outcome=ImportVerdict.Outcome.LIKELY).order_by()
    by_choice = dict(rows.values_list("choice").annotate(n=Count("pk")))
    lands = by_choice.get("same", 0) if is_numberless_run(run) else likely - by_choice.get("skip", 0)
    return Decisions(likely, by_choice.get("", 0), good + lands)


def is_numberless_run(run: ImportRun) -> bool:
    """Whether its list says of nobody by number who it is."""
    return is_numberless(run.mapping.get("mapping", {}))


# The words for each field, and what it would change.
Fields = list[tuple[str, Difference]]


@dataclass(frozen=True)
class ShownRow:
    """One row of the preview in words."""

    verdict: ImportVerdict
    name: str
    unit: str
    detail: Detail
    diff: Fields
    kept: Fields
    likely: list["Suggestion"]


@dataclass(frozen=True)
class Suggestion:
    """A record a row probably means, as whoever decides may see it; and what choosing it would come to."""

    alumnus: Alumnus
    reasons: list[str]
    differences: list[str]
    is_chosen: bool
    effect: "ShownEffect | None"

    @property
    def value(self) -> str:
        return f"{ImportVerdict.Choice.SAME}-{self.alumnus.pk}"


@dataclass(frozen=True)
class ShownEffect:
    diff: Fields
    kept: Fields
    adds_graduation: bool
    adds_number: bool
    refusal: str

    @property
    def is_empty(self) -> bool:
        return not (self.diff or self.kept or self.adds_graduation or self.adds_number)


def _suggestions(
    verdict: ImportVerdict, detail: Detail, records: Mapping[int, Alumnus], names: Mapping[int, str]
) -> list[Suggestion]:
    is_same = verdict.choice == ImportVerdict.Choice.SAME
    return [
        Suggestion(
            records[one.pk],
            [_(text) for text in one.reasons],
            [_(text) for text in one.differences],
            is_same and verdict.chosen_id == one.pk,
            _effect(one.effect, records[one.pk], names) if one.effect else None,
        )
        for one in detail.likely
        if one.pk in records
    ]


def _effect(effect: Effect, alumnus: Alumnus, names: Mapping[int, str]) -> ShownEffect:
    graduation = next((held for held in alumnus.graduations.all() if held.pk == effect.graduation), None)

    def fields(told: Mapping[str, str]) -> Fields:
        known = (Difference(name, text_known(name, alumnus.person, graduation), new) for name, new in told.items())
        return _in_words(known, names)

    return ShownEffect(
        diff=fields(effect.changes),
        kept=fields(effect.kept),
        adds_graduation=effect.graduation is None,
        adds_number=effect.adds_number,
        refusal=str(REFUSALS[effect.refusal].message) if effect.refusal else "",
    )


def _records(ids: set[int], user: Any) -> dict[int, Alumnus]:
    """Records with those of their graduations that the user may see, newest first."""
    if not ids:
        return {}
    graduations = Graduation.objects.visible_to(user).select_related("programme__parent").order_by("-year", "pk")
    seen = Alumnus.objects.visible_to(user).filter(pk__in=ids).select_related("person")
    return {one.pk: one for one in seen.prefetch_related(Prefetch("graduations", queryset=graduations))}


def _shown(verdicts: Iterable[ImportVerdict], user: Any) -> Iterator[ShownRow]:
    details = [(verdict, verdict.shown) for verdict in verdicts]
    records = _records({one.pk for _verdict, detail in details for one in detail.likely}, user)
    units = {unit for _verdict, detail in details for unit in _units_in(detail)}
    units |= {graduation.programme_id for record in records.values() for graduation in record.graduations.all()}
    names = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=units)}
    for verdict, detail in details:
        yield ShownRow(
            verdict=verdict,
            name=detail.name or (verdict.alumnus.person.full_name if verdict.alumnus else ""),
            unit=names.get(detail.unit or 0, ""),
            detail=detail,
            diff=_in_words(detail.diff, names),
            kept=_in_words(detail.kept, names),
            likely=_suggestions(verdict, detail, records, names),
        )


def _units_in(detail: Detail) -> set[int]:
    told = [text for one in [*detail.diff, *detail.kept] if one.field == PROGRAMME for text in (one.old, one.new)]
    effects = [one.effect for one in detail.likely if one.effect]
    told += [said[PROGRAMME] for effect in effects for said in (effect.changes, effect.kept) if PROGRAMME in said]
    return {int(text) for text in told if text} | ({detail.unit} if detail.unit else set())


def _in_words(found: Iterable[Difference], names: Mapping[int, str]) -> Fields:
    return [(field_label(one.field), _named(one, names)) for one in found]


def _named(one: Difference, names: Mapping[int, str]) -> Difference:
    """Names in place of the codes that are kept."""
    words: dict[str, Callable[[str], str]] = {
        PROGRAMME: lambda pk: names.get(int(pk or 0), ""),
        "level": lambda level: str(Level(int(level)).label) if level else "",
        "sex": lambda code: str(Sex(code).label) if code else "",
        "nationality": lambda code: country_name(code) or code,
    }
    in_words = words.get(one.field, str)
    return Difference(one.field, in_words(one.old), in_words(one.new))


def touched_since(run: ImportRun, desk: "Desk") -> list[tuple[str, str]]:
    """Name and address of records that an undo left as they are, as far as this desk sees them."""
    found = Alumnus.objects.visible_to(desk.user).filter(pk__in=run.counts.get("touched", []))
    return [
        (alumnus.person.full_name, desk.url("graduate_detail", pk=alumnus.pk))
        for alumnus in found.select_related("person").in_turkish_order()
    ]


def field_label(name: str) -> str:
    """The words for a field that an import would change."""
    if name in ContactPoint.Kind.values:
        return str(ContactPoint.Kind(name).label)
    model = Person if name in {field.name for field in Person._meta.get_fields()} else Graduation
    return str(getattr(model._meta.get_field(name.removesuffix("_id")), "verbose_name", name)).capitalize()
