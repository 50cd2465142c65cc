"""Rows that no number ties to a record: whom they probably mean, and what is done while nobody has said.

Two kinds of rows come here, and without a decision they end differently.

- A row with a number (T.C. kimlik no, passport, …) that no record has yet lands as a new person, by page and by the
  nightly command alike. The number makes it certain that nothing is lost and that the double, if it is one, is found:
  the search for duplicates compares it with all others, and a merge can be taken back. Left out, a graduate would be
  missing and nobody would notice. The preview shows such rows as likely ones, with a choice.
- A row without any number (a department's own list, ``ownlists``) never makes a record: nobody could tell it from one
  that exists. Where one record is surely meant it is taken as a change; where it is not, a person chooses; undecided
  rows are left out and stand in the error file. What was shown in the preview is what lands: nothing is matched anew
  while the list is brought in, the records shown are only asked whether they are still there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from alumni.registry.duplicates import Likely, likely_for_rows
from alumni.registry.duplicates import likeness as grounds
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.digests import person_told
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Landing
from alumni.registry.importing.parsed import Context, ParsedRow
from alumni.registry.importing.problems import Problem, Text
from alumni.registry.importing.siblings import Claims, share_choices
from alumni.registry.models import Alumnus, Graduation
from mik.common.turkish import fold
from mik.people.models import Person

Choice = ImportVerdict.Choice
Outcome = ImportVerdict.Outcome
SAME_NAMES: Final = frozenset({grounds.SAME_NAME, grounds.FORMER_NAME})
NAMES_ALIKE: Final = SAME_NAMES | {grounds.SWAPPED_NAME, grounds.PART_OF_NAME}
SAME_YEARS: Final = frozenset({grounds.SAME_COHORT, grounds.SAME_YEAR})
SAME_ADDRESSES: Final = frozenset({grounds.SAME_PHONE, grounds.SAME_EMAIL})
FOUND: Final = frozenset({Outcome.UPDATED.value, Outcome.UNCHANGED.value, Outcome.CONFLICT.value})


class Refusal(NamedTuple):
    message: Text
    remedy: Text


REFUSALS: Final[dict[str, Refusal]] = {
    "unmatched": Refusal(
        _("Kayıtlarda böyle biri bulunamadı."),
        _("Numarası olmadan yeni kayıt açılmaz. Adı ve yılı denetleyin ya da mezunu tek tek ekleyin."),
    ),
    "undecided": Refusal(
        _("Kimin kaydı olduğuna karar verilmedi."),
        _("Dosyayı yeniden yükleyip önizlemede kişiyi seçin ya da satıra kimlik numarasını ekleyin."),
    ),
    "numbers_differ": Refusal(
        _("Satırdaki numaralar iki ayrı kişiyi gösteriyor."),
        _("Kimlik ve pasaport numaralarını denetleyin; ikisi de doğruysa önce çift kaydı birleştirin."),
    ),
    "own_record": Refusal(
        _("Bu satır sizin kendi kaydınızı değiştiriyor."),
        _("Kendi bilgilerinizi üyelik sayfanızdan düzeltin; mezuniyetinizi başka bir görevli aktarsın."),
    ),
    "choice_gone": Refusal(
        _("Seçilen kayıt bu arada birleştirilmiş, silinmiş ya da değişmiş."),
        _("Dosyayı yeniden yükleyip önizlemede kişiyi yeniden seçin."),
    ),
    "choices_differ": Refusal(
        _("Aynı kişinin satırları için farklı kararlar verilmiş."),
        _("Dosyayı yeniden yükleyip önizlemede bu kişinin bütün satırlarında aynı kaydı seçin."),
    ),
    "choice_taken": Refusal(
        _("Aynı kayıt, numarası farklı başka bir satır için de seçilmiş."),
        _("Kaydın kime ait olduğunu denetleyin; dosyayı yeniden yükleyip kişiyi yeniden seçin."),
    ),
}


def refused(landing: Landing) -> Problem:
    """Why a row is left out though nothing is wrong in it, in words."""
    row, why = landing.row, REFUSALS[landing.refusal]
    return Problem(
        row=row.row,
        column=str(_("Ad soyad")),
        field="full_name",
        value=f"{row.given_names} {row.surname}",
        reason=landing.refusal,
        message=why.message,
        remedy=why.remedy,
    )


@dataclass
class Matching:
    """The meeting of one chunk's rows with records. ``verdicts``: by row, what a preview said and people decided."""

    scope: Scope
    context: Context
    verdicts: Mapping[int, ImportVerdict]
    apply: bool

    @property
    def reach(self) -> Scope:
        """The records that may be meant: those of the department the list is of, within the desk's."""
        home = self.context.home
        if not home:
            return self.scope
        return Scope(home if self.scope.programme_ids is None else home & self.scope.programme_ids)

    def meet(self, landings: list[Landing]) -> None:
        """Give rows their record, the records to choose from, or the reason why they are left out."""
        if self.apply:
            numberless = self.context.is_numberless
            waiting = [landing for landing in landings if numberless or landing.choice == Choice.SAME]
            if waiting:
                self._as_decided(waiting, landings)
                _find_repetitions(landings)
            return
        new = [one for one in landings if one.person is None and not (one.row.row_key or one.refusal)]
        likely = likely_for_rows([one.row for one in new], self.reach, at_home=self.context.is_numberless)
        for index, landing in enumerate(new):
            landing.likely = likely.get(index, [])
        if self.context.is_numberless:
            self._settle(new)
        for landing in new:
            landing.supposed = [self._supposed(landing.row, one.alumnus) for one in landing.likely]

    # --- a preview

    def _settle(self, landings: Sequence[Landing]) -> None:
        """Of rows without a number, those that surely mean one record change it; nobody else is guessed."""
        sure: dict[int, list[Landing]] = {}
        for landing in landings:
            if (one := surely(landing.row, landing.likely)) is not None:
                sure.setdefault(one.alumnus.pk, []).append(landing)
            elif not landing.likely:
                landing.refusal = "unmatched"
        alone = {
            pk: rivals for pk, rivals in sure.items() if len({person_told(landing.row) for landing in rivals}) == 1
        }
        held = _graduations(alone, self.reach)
        for pk, rivals in alone.items():
            for landing in rivals:
                person, landing.likely = landing.likely[0].alumnus.person, []
                self._give(landing, person, held.get(pk, []))

    def _supposed(self, row: ParsedRow, alumnus: Alumnus) -> Landing:
        """What the row comes to if somebody chooses this record, whose graduations are those within reach."""
        landing = Landing(row)
        if _can_be(alumnus.person, landing):
            self._give(landing, alumnus.person, list(alumnus.graduations.all()))
        else:
            landing.refusal = "numbers_differ"
        return landing

    @staticmethod
    def _give(landing: Landing, person: Person, held: Sequence[Graduation]) -> None:
        landing.person, landing.graduation = person, graduation_meant(landing.row, held)
        landing.is_found_by_name = not landing.row.has_number
        if landing.graduation is None and landing.is_found_by_name:
            landing.refusal = "unmatched"

    # --- bringing in

    def _as_decided(self, waiting: Sequence[Landing], landings: Sequence[Landing]) -> None:
        """``waiting``, of all the landings of the chunk, are those that only a decision ties to a record."""
        meant = {landing.row.row: self._meant(landing) for landing in waiting}
        given, claims = share_choices(landings, meant), Claims(landings)
        wanted = {pk for pk in meant.values() if pk is not None}
        persons, held = _locked(wanted, self.reach), _graduations(wanted, self.reach)
        for landing, like in [*((one, one) for one in waiting), *given]:
            pk = meant[landing.row.row]
            landing.refusal = landing.refusal or like.refusal
            if landing.refusal or landing.repeats:
                continue
            if pk is None or pk not in persons or not _can_be(persons[pk], landing):
                landing.refusal = "choice_gone"
            elif not claims.admit(pk, landing.row):
                landing.refusal = "choice_taken"
            else:
                self._give(landing, persons[pk], held.get(pk, []))

    def _meant(self, landing: Landing) -> int | None:
        """The record that was chosen, or that the preview surely found; else a refusal."""
        verdict = self.verdicts.get(landing.row.row)
        if verdict is not None and landing.choice == Choice.SAME:
            offered = {one.pk for one in verdict.shown.likely}
            return verdict.chosen_id if verdict.chosen_id in offered else None
        if verdict is not None and verdict.outcome in FOUND:
            return verdict.alumnus_id
        if verdict is not None and verdict.outcome == Outcome.REPEATED:
            landing.repeats = verdict.shown.first or 0
        landing.refusal = "unmatched" if verdict is None else "undecided"
        return None


def surely(row: ParsedRow, likely: Sequence[Likely]) -> Likely | None:
    """The one record a row without a number surely means, if there is exactly one.

    Sure is the same name (or the one of before marriage) with the same year of graduation; or the same telephone or
    e-mail with a name alike and no other year. Whatever speaks against it (a birth date) makes it unsure, and so does
    a second record of which the same can be said, or one for which more speaks.
    """
    sure = [one for one in likely if _is_sure(row, one)]
    return sure[0] if len(sure) == 1 and sure[0] is likely[0] else None


def _is_sure(row: ParsedRow, one: Likely) -> bool:
    found = set(one.grounds)
    if one.differences:
        return False
    if found & SAME_NAMES and found & SAME_YEARS:
        return True
    no_other_year = not row.year or bool(found & SAME_YEARS)
    return bool(found & SAME_ADDRESSES and found & NAMES_ALIKE and no_other_year)


def graduation_meant(row: ParsedRow, held: Sequence[Graduation]) -> Graduation | None:
    """Of a record's graduations the one a row tells; None where it tells another, which only a number can add."""
    fitting = [graduation for graduation in held if not row.has_number or _fits(row, graduation)]
    return min(fitting, key=lambda graduation: _distance(row, graduation), default=None)


def _fits(row: ParsedRow, graduation: Graduation) -> bool:
    """Nobody is graduated twice from one programme in one year, whatever the diploma numbers say."""
    if row.diploma_no and fold(row.diploma_no) == fold(graduation.diploma_no):
        return True
    return graduation.programme_id == row.programme_id and row.year in {None, graduation.year}


def _distance(row: ParsedRow, graduation: Graduation) -> tuple[object, ...]:
    return (
        not row.diploma_no or fold(row.diploma_no) != fold(graduation.diploma_no),
        row.programme_id not in {None, graduation.programme_id},
        row.graduated_on is None or row.graduated_on != graduation.graduated_on,
        abs((row.year or 0) - (graduation.year or 0)) if row.year else 0,
        graduation.pk,
    )


def _graduations(records: Iterable[int], reach: Scope) -> dict[int, list[Graduation]]:
    found: dict[int, list[Graduation]] = {}
    graduations = Graduation.objects.filter(alumnus__in=list(records))
    if reach.programme_ids is not None:
        graduations = graduations.filter(programme__in=reach.programme_ids)
    for graduation in graduations.order_by("pk"):
        found.setdefault(graduation.alumnus_id, []).append(graduation)
    return found


def _locked(records: Iterable[int], reach: Scope) -> dict[int, Person]:
    """Of these records, those that are still there and within reach."""
    wanted = list(records)
    if not wanted:
        return {}
    there = Alumnus.objects.filter(pk__in=wanted)
    if reach.programme_ids is not None:
        there = there.of_programmes(reach.programme_ids)
    people = Person.objects.defer("tckn", "passport_no").select_for_update().order_by("pk")
    return {person.pk: person for person in people.filter(pk__in=there.values("pk"))}


def _can_be(person: Person, landing: Landing) -> bool:
    """No other record has the row's number by now, and this one has no other number."""
    if landing.person is not None and landing.person.pk != person.pk:
        return False
    national, passport = landing.row.hashes
    pairs = ((national, person.tckn_hash), (passport, person.passport_hash))
    return all(not mine or not other or mine == bytes(other) for mine, other in pairs)


def _find_repetitions(landings: Sequence[Landing]) -> None:
    """Where a person chose, two rows of a chunk may come to the same new graduation of one record: it is made once."""
    told: dict[tuple[object, ...], Landing] = {}
    for landing in landings:
        row = landing.row
        if landing.person is None or landing.graduation is not None or not landing.lands:
            continue
        first = told.setdefault((landing.person.pk, row.programme_id, row.year), landing)
        chosen = Choice.SAME in {first.choice, landing.choice}
        if first is not landing and chosen:
            landing.repeats = first.row.row
