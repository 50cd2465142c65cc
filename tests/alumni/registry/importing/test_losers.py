"""What a list says and a rule keeps out, and what it wins over, stays beside the record; undone with the list."""

from pathlib import Path

from alumni.registry import member_services
from alumni.registry.importing.models import ImportSource
from alumni.registry.importing.undo import contexts_of, people_of, undo_chunk
from alumni.registry.provenance.models import KeptValue
from mik.accounts.models import User
from mik.people.models import ContactPoint
from tests.alumni.registry.importing.lists import bring_in, line, write
from tests.alumni.registry.importing.test_difference import by_hand


def kept() -> list[tuple[str, str | None, str, str]]:
    return [(row.field, row.value, row.source, row.rule) for row in KeptValue.objects.order_by("pk")]


def test_losers_of_each_rule_are_kept_once_and_go_with_the_import(
    units: None, tmp_path: Path, coordinator: User
) -> None:
    bring_in(write(tmp_path, line(1)))
    assert kept() == []
    by_hand(coordinator, given_names="Gülizar Nur")
    bring_in(write(tmp_path, line(1, given="Güllü")))
    assert kept() == [("given_names", "Güllü", "import", "hand")]
    bring_in(write(tmp_path, line(1, given="Güllü", mail="c@ornek.example")))
    assert len(kept()) == 1  # the list says the same again
    ImportSource.objects.update(rules={"given_names": "list"})
    run, _tally = bring_in(write(tmp_path, line(1, given="Gül")))
    assert kept()[1:] == [("given_names", "Gülizar Nur", "office", "list")]
    contexts = contexts_of(run)
    undo_chunk(contexts=contexts, people=people_of(contexts), write=True)
    assert kept() == [("given_names", "Güllü", "import", "hand")]


def test_a_contact_its_owner_took_out_does_not_come_back(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1, mail="a@ornek.example")))
    member_services.remove_contact(contact=ContactPoint.objects.get())
    bring_in(write(tmp_path, line(1, mail="a@ornek.example", phone="0532 123 45 67")))
    assert list(ContactPoint.objects.values_list("kind", flat=True)) == ["phone"]
