"""Rows of a list with numbers that would make a record, though they probably mean one there is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alumni.registry.importing import services
from alumni.registry.importing.choosing import choose
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.verdicts import Effect
from alumni.registry.merging.services import merge_records
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.audit.context import acting
from mik.common.fields import keyed_hash
from mik.people.models import Person
from mik.units.models import Level, Unit
from tests.alumni.registry.importing.lists import HEADER, bring_in, line, outcomes, received, take, write
from tests.factories.alumni import graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

BORN = date(1980, 2, 1)


@pytest.fixture
def known(department: Unit) -> Alumnus:
    """The graduate of ``line(1)``, recorded long ago without a number."""
    return graduate(
        programme_of(department), given_names="Gülizar", surname="Aksoy", birth_date=BORN, tckn="", year=2003
    )


def previewed(by: User, *lines: str) -> ImportRun:
    run = received("\n".join([HEADER, *lines]), by=by)
    take(run, apply=False)
    return run


def test_the_preview_shows_whom_a_row_probably_means_and_why(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1), line(2, given="Veli", surname="Uçar", born="05.05.1985"))
    assert outcomes(run) == ["likely", "created"]
    (suggested,) = ImportVerdict.objects.get(run=run, outcome="likely").shown.likely
    assert suggested.pk == known.pk
    assert suggested.reasons == ["aynı ad", "aynı doğum tarihi", "aynı program ve yıl"]
    assert (run.counts["likely"], run.counts["created"], run.counts["good"]) == (1, 1, 1)


def effect_in(run: ImportRun) -> Effect:
    (suggested,) = ImportVerdict.objects.get(run=run, outcome="likely").shown.likely
    assert suggested.effect is not None
    return suggested.effect


def test_the_preview_tells_what_choosing_a_record_would_change(known: Alumnus, coordinator: User) -> None:
    """The same fields as then do change, and never an identity number."""
    run = previewed(coordinator, line(1, mail="yeni@ornek.example"))
    effect, graduation = effect_in(run), known.graduations.get()
    assert (effect.graduation, effect.adds_number, effect.kept, effect.refusal) == (graduation.pk, True, {}, "")
    assert tckn(1) not in str(effect)
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    take(run, apply=True)
    after = known.graduations.get()
    names = {field.name for field in Graduation._meta.local_concrete_fields} - {"updated_at"}
    changed = {name for name in names if getattr(graduation, name) != getattr(after, name)}
    assert {*effect.changes} == changed | {"email"}
    assert (effect.changes["diploma_no"], effect.changes["email"]) == (after.diploma_no, "yeni@ornek.example")


def test_the_preview_tells_what_was_set_by_hand_and_stays(known: Alumnus, coordinator: User) -> None:
    with acting(user_id=coordinator.pk, role="coordinator"):
        graduation = known.graduations.get()
        graduation.diploma_no = "ELLE"
        graduation.save()
    effect = effect_in(previewed(coordinator, line(1)))
    assert effect.kept == {"diploma_no": "2003/1"}


def test_the_preview_tells_that_another_diploma_would_be_added(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1).replace(";lisans;", ";yüksek lisans;"))
    assert effect_in(run).graduation is None


def test_the_preview_tells_that_a_record_with_another_passport_is_nobody_to_choose(
    known: Alumnus, coordinator: User
) -> None:
    Person.objects.update(passport_no="U7654321", passport_hash=keyed_hash("U7654321", purpose="passport"))
    run = received("\n".join([f"{HEADER};PASAPORT NO", f"{line(1)};U1234567"]), by=coordinator)
    take(run, apply=False)
    assert effect_in(run).refusal == "numbers_differ"


def test_the_page_shows_the_record_as_it_is_today(known: Alumnus, coordinator: User, client: Client) -> None:
    run = previewed(coordinator, line(1, mail="yeni@ornek.example"))
    Graduation.objects.update(diploma_no="1999/7")
    client.force_login(coordinator)
    page = client.get(f"/koordinator/ice-aktar/{run.pk}/onizleme/?goster=likely").content.decode()
    assert "<del>1999/7</del>" in page
    assert "<ins>2003/1</ins>" in page
    assert "<ins>yeni@ornek.example</ins>" in page


def test_undecided_it_lands_as_a_new_person(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1))
    assert take(run, apply=True).created == 1
    assert Person.objects.filter(surname="Aksoy").count() == 2


def test_the_nightly_command_asks_nobody(known: Alumnus, tmp_path: Path) -> None:
    assert bring_in(write(tmp_path, line(1)))[1].created == 1


def test_chosen_it_changes_that_record(known: Alumnus, coordinator: User) -> None:
    graduation = known.graduations.get()
    run = previewed(coordinator, line(1, mail="yeni@ornek.example"))
    assert choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator) == 1
    tally = take(run, apply=True)
    known.person.refresh_from_db()
    assert (tally.updated, tally.created) == (1, 0)
    assert known.person.tckn == tckn(1)
    assert known.graduations.get() == graduation
    assert known.graduations.get().diploma_no == "2003/1"
    assert known.person.contacts.filter(normalised="yeni@ornek.example").exists()


def test_another_diploma_of_the_chosen_person_is_added(known: Alumnus, coordinator: User, department: Unit) -> None:
    run = previewed(coordinator, line(1).replace(";lisans;", ";yüksek lisans;"))
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    take(run, apply=True)
    levels = {Level.BACHELOR, Level.MASTER}
    assert set(known.graduations.values_list("programme__level", flat=True)) == levels


def test_two_rows_that_choose_one_record_do_not_double_its_graduation(known: Alumnus, coordinator: User) -> None:
    known.graduations.all().delete()
    rows = [line(1), line(1).replace("2003/1", "2003/9")]
    run = previewed(coordinator, *rows)
    choose(run=run, choices={2: f"same-{known.pk}", 3: f"same-{known.pk}"}, group="", by=coordinator)
    tally = take(run, apply=True)
    assert known.graduations.count() == 1
    assert (tally.good, tally.repeated, tally.rejected) == (1, 1, 0)


def test_two_people_who_choose_one_record_do_not_both_become_it(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1), line(2, mail="obur@ornek.example"))
    choose(run=run, choices={2: f"same-{known.pk}", 3: f"same-{known.pk}"}, group="", by=coordinator)
    tally = take(run, apply=True)
    known.person.refresh_from_db()
    assert (tally.good, tally.repeated, tally.reasons) == (1, 0, {"choice_taken": 1})
    assert "numarası farklı" in run.problems.get(row=3).message
    assert known.person.tckn == tckn(1)
    assert not known.person.contacts.filter(normalised="obur@ornek.example").exists()
    assert Person.objects.count() == 1


def two_diplomas(by: User, numbered: Callable[[str], str] = str) -> ImportRun:
    """Both rows of one person, who has a bachelor's and a master's degree."""
    rows = [line(1), line(1).replace(";lisans;", ";yüksek lisans;").replace("2003/1", "2006/1")]
    run = received("\n".join([f"{HEADER};PASAPORT NO", *(numbered(row) for row in rows)]), by=by)
    take(run, apply=False)
    assert outcomes(run) == ["likely", "likely"]
    return run


@pytest.mark.parametrize(
    ("numbered", "chosen"),
    [(str, 2), (lambda row: row.replace(tckn(1), "") + ";U1234567", 3)],
    ids=["national number", "passport"],
)
def test_what_is_chosen_for_one_row_holds_for_the_persons_others(
    known: Alumnus, coordinator: User, department: Unit, numbered: Callable[[str], str], chosen: int
) -> None:
    run = two_diplomas(coordinator, numbered)
    choose(run=run, choices={chosen: f"same-{known.pk}"}, group="", by=coordinator)
    tally = take(run, apply=True)
    assert (tally.good, tally.rejected, tally.repeated) == (2, 0, 0)
    assert Person.objects.count() == 1
    levels = {Level.BACHELOR, Level.MASTER}
    assert set(known.graduations.values_list("programme__level", flat=True)) == levels


def test_a_shared_passport_makes_one_person_of_rows(known: Alumnus, coordinator: User) -> None:
    run = received(
        "\n".join([
            f"{HEADER};PASAPORT NO",
            f"{line(1)};U1234567",
            f"{line(1)};U1234567".replace(tckn(1), "").replace(";lisans;", ";yüksek lisans;").replace("2003/1", "6/1"),
        ]), by=coordinator,
    )  # fmt: skip
    take(run, apply=False)
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    assert take(run, apply=True).good == 2
    assert Person.objects.count() == 1


@pytest.mark.parametrize("other", ["same-{other}", "new"])
def test_rows_of_one_person_decided_differently_are_left_out(
    known: Alumnus, coordinator: User, department: Unit, other: str
) -> None:
    double = graduate(
        programme_of(department), given_names="Gülizar", surname="Aksoy", birth_date=BORN, tckn="", year=2003
    )
    run = two_diplomas(coordinator)
    choices = {2: f"same-{known.pk}", 3: other.format(other=double.pk)}
    assert choose(run=run, choices=choices, group="", by=coordinator) == 2
    assert take(run, apply=True).reasons == {"choices_differ": 2}
    assert not Person.objects.filter(tckn_hash__isnull=False).exists()


def test_a_row_left_undecided_shares_the_refusal_of_the_chosen_one(
    known: Alumnus, coordinator: User, department: Unit
) -> None:
    run = two_diplomas(coordinator)
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    Person.objects.filter(pk=known.pk).update(tckn_hash=keyed_hash(tckn(7), purpose="tckn"))
    assert take(run, apply=True).reasons == {"choice_gone": 2}
    assert Person.objects.count() == 1


def test_a_later_chunk_finds_the_record_that_was_chosen(
    known: Alumnus, coordinator: User, department: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "CHUNK", 1)
    run = two_diplomas(coordinator)
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    assert take(run, apply=True).good == 2
    assert (Person.objects.count(), known.graduations.count()) == (1, 2)


def test_a_choice_behind_the_chunk_that_made_a_new_person_is_refused(
    known: Alumnus, coordinator: User, department: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "CHUNK", 1)
    run = two_diplomas(coordinator)
    choose(run=run, choices={3: f"same-{known.pk}"}, group="", by=coordinator)
    tally = take(run, apply=True)
    assert (tally.good, tally.reasons) == (1, {"choice_gone": 1})


@pytest.mark.parametrize("choice", ["same-{other}", "same-0", "same-99999999999999999999", "same-", "merhaba", "same"])
def test_only_what_was_suggested_can_be_chosen(
    known: Alumnus, coordinator: User, other_department: Unit, client_for: Any, choice: str
) -> None:
    other = graduate(programme_of(other_department), given_names="Veli", surname="Uçar", birth_date=date(1985, 5, 5))
    run = previewed(coordinator, line(1))
    client: Client = client_for(coordinator)
    answer = client.post(f"/koordinator/ice-aktar/{run.pk}/kararlar/", {"satir-2": choice.format(other=other.pk)})
    assert answer.status_code == 302
    assert ImportVerdict.objects.get(run=run).choice == ""


def test_a_record_merged_away_since_is_not_landed_on(known: Alumnus, coordinator: User, department: Unit) -> None:
    winner = graduate(programme_of(department), given_names="Gül", surname="Ak", tckn="", birth_date=None)
    run = previewed(coordinator, line(1))
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    merge_records(winner=winner, loser=known, choices={}, by=coordinator)
    tally = take(run, apply=True)
    assert tally.reasons == {"choice_gone": 1}
    assert "birleştirilmiş" in run.problems.get().message
    assert not Person.objects.filter(tckn_hash__isnull=False).exists()


def test_a_number_somebody_else_has_by_now_is_not_landed(known: Alumnus, coordinator: User, tmp_path: Path) -> None:
    run = previewed(coordinator, line(1))
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    bring_in(write(tmp_path, line(1)))
    assert take(run, apply=True).reasons == {"choice_gone": 1}


def test_left_out_it_stays_out(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1))
    choose(run=run, choices={}, group="likely:skip", by=coordinator)
    assert take(run, apply=True).reasons == {"left_out": 1}
    assert Graduation.objects.count() == 1


def test_all_with_one_suggestion_are_that_record(known: Alumnus, coordinator: User, department: Unit) -> None:
    for _ in range(2):
        graduate(
            programme_of(department),
            given_names="Ayşe",
            surname="Kara",
            birth_date=date(1981, 3, 3),
            tckn="",
            year=2003,
        )
    run = previewed(coordinator, line(1), line(2, given="Ayşe", surname="Kara", born="03.03.1981"))
    assert outcomes(run) == ["likely", "likely"]
    assert choose(run=run, choices={}, group="likely:only", by=coordinator) == 1
    assert ImportVerdict.objects.get(run=run, row=2).chosen_id == known.pk


@pytest.mark.parametrize("choice", ["new", "skip"])
def test_all_with_one_suggestion_leaves_decisions_as_they_are(
    known: Alumnus, coordinator: User, client_for: Any, choice: str
) -> None:
    """Those made before, and those ticked on the page that the button sends along."""
    run = previewed(coordinator, line(1))
    address = f"/koordinator/ice-aktar/{run.pk}/kararlar/"
    client_for(coordinator).post(address, {"satir-2": choice, "hepsi": "likely:only"})
    assert ImportVerdict.objects.get(run=run).choice == choice
    assert choose(run=run, choices={}, group="likely:only", by=coordinator) == 0
    assert ImportVerdict.objects.get(run=run).choice == choice


def test_all_with_one_suggestion_leaves_out_what_may_be_two_people(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1), line(2))
    assert choose(run=run, choices={}, group="likely:only", by=coordinator) == 0
    assert choose(run=run, choices={3: "new"}, group="likely:only", by=coordinator) == 2
    assert ImportVerdict.objects.get(run=run, row=2).chosen_id == known.pk
    assert ImportVerdict.objects.get(run=run, row=3).choice == "new"


def test_all_with_one_suggestion_takes_both_diplomas_of_a_person(
    known: Alumnus, coordinator: User, department: Unit
) -> None:
    run = two_diplomas(coordinator)
    assert choose(run=run, choices={2: "new"}, group="likely:only", by=coordinator) == 1
    assert choose(run=run, choices={2: ""}, group="likely:only", by=coordinator) == 3
    assert take(run, apply=True).good == 2


def test_a_choice_can_be_taken_back(known: Alumnus, coordinator: User) -> None:
    run = previewed(coordinator, line(1))
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=coordinator)
    choose(run=run, choices={2: "new"}, group="", by=coordinator)
    verdict = ImportVerdict.objects.get(run=run)
    assert (verdict.choice, verdict.chosen_id) == ("new", None)
    assert take(run, apply=True).created == 1


def test_a_name_of_every_trap(coordinator: User, department: Unit) -> None:
    graduate(
        programme_of(department), given_names="İ.", surname="Iğdırlıoğlu-Şahin", birth_date=BORN, tckn="", year=2003
    )
    run = previewed(coordinator, line(1, given="İ.", surname="IĞDIRLIOĞLU-ŞAHİN"))
    assert outcomes(run) == ["likely"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    coordinator: User, client_for: Any, department: Unit, how_many: int
) -> None:
    for number in range(how_many):
        graduate(
            programme_of(department), given_names="Gülizar", surname=f"Aksoy{'abc'[number]}z", birth_date=BORN,
            tckn="", year=2003,
        )  # fmt: skip
    run = previewed(coordinator, *(line(n + 1, surname=f"Aksoy{'abc'[n]}z") for n in range(how_many)))
    client = client_for(coordinator)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/koordinator/ice-aktar/{run.pk}/onizleme/?goster=likely")
    assert len(page.context["shown"]) == how_many
    assert len(queries) == 17
    html = page.content.decode()
    assert "aynı doğum tarihi" in html
    assert f'value="same-{Alumnus.objects.earliest("pk").pk}"' in html
