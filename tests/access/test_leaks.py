"""What stands in a page, a count, a list or a file must not tell of people its reader may not see.

The sharpest question: does any answer change when the other department fills with people? It must not by a letter.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alumni.registry.columns import ORDERS
from alumni.registry.models import Alumnus
from alumni.registry.saved_views import VIEWS
from mik.accounts.models import User
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.access.foreign import ANEW, BIRTH, MARKS, TCKN, Foreign, fill, foreign_graduate, marks_in
from tests.access.rows import ROWS
from tests.access.world import World
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, EmploymentFactory, enrol, graduate, hide
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
Answers = dict[str, tuple[int, str]]

SEARCHES = ("Sızdırma Yabancıgil", "Eskigil", "sizdirma@yabanci.example", "Yabancı Holding", TCKN)
TYPED: dict[str, str] = {
    "given_names": "Sızdırma", "surname": "Yabancıgil", "birth_date": BIRTH.isoformat(), "tckn": TCKN,
    "email": "sizdirma@yabanci.example", "phone": "+905559998877", "diploma_no": "YBN/77001", "student_no": "S770077",
}  # fmt: skip


def queries(other: Unit) -> Iterator[str]:
    """Every parameter of the list, asking for the other department wherever it can."""
    yield ""
    yield from (f"q={words.replace(' ', '+')}" for words in SEARCHES)
    yield from (f"sirala={sign}{order}" for order in ORDERS for sign in ("", "-"))
    yield from (f"gorunum={view.code}" for view in VIEWS if view.code)
    yield f"birim={other.pk}"
    yield from ("yil_ilk=2019&yil_son=2019", "duzey=6", "il=61", "uye=evet", "uye=hayir", "durum=guncel", "sayfa=2")
    yield "etiket=yabancı-etiket"


def read(client: Client, url: str, data: dict[str, Any] | None = None, **headers: Any) -> tuple[int, str]:
    answer: Any = client.get(url, **headers) if data is None else client.post(url, data, **headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, ANEW.sub("", body.decode(errors="replace"))


def workspace(client: Client, unit: Unit, other: Unit, own: Alumnus, claim: int) -> Answers:
    """Everything a representative can ask of the workspace without naming anybody's number."""

    def at(name: str, *args: int) -> str:
        return reverse(f"representatives:{name}", args=[unit.pk, *args])

    listed = {f"list {query}": read(client, f"{at('graduate_list')}?{query}") for query in queries(other)}
    pages = {
        "home": reverse("representatives:home"),
        "panel": reverse("work:notification_list"),
        "add": at("graduate_add"),
        "record": at("graduate_detail", own.pk),
        "edit": at("graduate_edit", own.pk),
        "history": at("graduate_history", own.pk),
        "claims": at("claim_list"),
        "claim": at("claim_detail", claim),
        "imports": at("import_list"),
        **{f"everywhere {words}": f"{reverse('home:find')}?q={words}" for words in SEARCHES},
    }
    token = "6b1d3c1e-1f7e-4a43-9c39-6f9d2c3b8f10"
    sent = {
        "duplicates": (at("graduate_duplicates"), TYPED),
        "add, incomplete": (at("graduate_add"), {**TYPED, "token": token}),
        "claim, search": (at("claim_detail", claim), {"search": "1", "name": "Sızdırma Yabancıgil"}),
        "everything of a search": (
            at("graduate_bulk"), {"islem": "etiket", "hepsi": "1", "liste": f"birim={other.pk}&yil_ilk=2019"},
        ),
        "everywhere, number": (reverse("home:find"), {"q": TCKN}),
        "everything of a name": (at("graduate_bulk"), {"islem": "disa-aktar", "hepsi": "1", "liste": "q=Yabancıgil"}),
    }  # fmt: skip
    partial = {"htmx": read(client, at("graduate_duplicates"), TYPED, headers={"HX-Request": "true"})}
    opened = {name: read(client, url) for name, url in pages.items()}
    posted = {name: read(client, url, data) for name, (url, data) in sent.items()}
    read(client, at("graduate_list"))  # takes away what the last answer had still to say
    return {**listed, **opened, **posted, **partial}


def test_no_answer_changes_when_another_department_fills_with_people(
    representative: User, other_representative: User, department: Unit, other_department: Unit, client_for: Sign
) -> None:
    own = graduate(programme_of(department), given_names="Sezgin", surname="Yabancı")
    claim = ClaimFactory.create(
        user=UserFactory.create(), unit=department, level=6, given_names="Sızdırma", surname="Yabancıgil",
        birth_date=BIRTH, year=2019,
    )  # fmt: skip
    client = client_for(representative)
    before = workspace(client, department, other_department, own, claim.pk)
    fill(other_department, other_representative)
    after = workspace(client, department, other_department, own, claim.pk)
    assert {name for name in before if before[name] != after[name]} == set()
    assert {status for status, _page in before.values()} <= {200, 302, 422}


def test_the_other_side_does_see_them(other_representative: User, other_department: Unit, client_for: Sign) -> None:
    """Or the test above would prove nothing."""
    foreign = fill(other_department, other_representative)
    client = client_for(other_representative)
    _status, page = read(
        client, reverse("representatives:graduate_detail", args=[other_department.pk, foreign.alumnus.pk])
    )
    missing = set(MARKS) - set(marks_in(page)) - {"yabanci-liste", "yabanci-diploma", TCKN, "1987-02-11", "11.02.1987"}
    assert missing <= {"5559998877", "555 999 88 77"}
    assert TCKN not in page


@pytest.fixture
def foreign(other_department: Unit, other_representative: User) -> Foreign:
    return fill(other_department, other_representative)


def routes(foreign: Foreign, unit: Unit) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Addresses of the own workspace, of files and jobs, with the other department's numbers in them."""
    pk, claim = foreign.alumnus.pk, foreign.objects["claim"].pk
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        yield reverse(f"representatives:{name}", args=[unit.pk, pk]), None
    yield reverse("representatives:graduate_edit", args=[unit.pk, pk]), TYPED
    yield reverse("representatives:contact_mark", args=[unit.pk, pk, foreign.contacts[0].pk]), {"reason": "eski"}
    yield reverse("representatives:claim_detail", args=[unit.pk, claim]), None
    yield reverse("representatives:claim_detail", args=[unit.pk, claim]), {"decision_form": "1"}
    yield reverse("representatives:claim_evidence", args=[unit.pk, claim, foreign.objects["evidence"].pk]), None
    for name in ("import_detail", "import_mapping", "import_preview", "import_errors"):
        yield reverse(f"representatives:{name}", args=[unit.pk, foreign.objects["run"].pk]), None
    for name in ("import_apply", "import_discard", "import_mapping"):
        yield reverse(f"representatives:{name}", args=[unit.pk, foreign.objects["run"].pk]), {"c0": "surname"}
    yield reverse("common:job_detail", args=[foreign.objects["job"].pk]), None
    yield reverse("common:job_cancel", args=[foreign.objects["job"].pk]), {}
    for name in ("document", "listing", "export"):
        yield reverse("files:download", args=[foreign.objects[name].pk]), None
    for action in ("guncelleme", "etiket", "disa-aktar"):
        for confirmed in ({}, {"onay": "1", "reason": "Merak", "tags": "benim"}):
            data = {"islem": action, "s": [pk], **confirmed}
            yield reverse("representatives:graduate_bulk", args=[unit.pk]), data


def test_no_number_of_another_department_leads_anywhere(
    representative: User, department: Unit, foreign: Foreign, client_for: Sign
) -> None:
    client = client_for(representative)
    found = {url: read(client, url, data) for url, data in routes(foreign, department)}
    assert {url: status for url, (status, _page) in found.items() if status != 404} == {}
    assert {url: marks for url, (_status, page) in found.items() if (marks := marks_in(page))} == {}


def test_a_claim_is_not_tied_to_a_record_out_of_reach(
    representative: User, department: Unit, foreign: Foreign, client_for: Sign
) -> None:
    claim = ClaimFactory.create(user=UserFactory.create(), unit=department, level=6)
    address = reverse("representatives:claim_detail", args=[department.pk, claim.pk])
    client = client_for(representative)
    assert read(client, f"{address}?kayit={foreign.alumnus.pk}")[0] == 404
    seal = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
    assert seal
    decision = {"decision_form": "1", "seen": seal[1], "record": foreign.alumnus.pk, "decision": "approve"}
    assert read(client, address, decision)[0] == 404


# --- Members ---------------------------------------------------------------------------------------


def test_what_a_member_hides_changes_nobody_elses_page(
    alumna: User, other_alumna: User, other_department: Unit, client_for: Sign
) -> None:
    client = client_for(other_alumna)

    def pages() -> list[tuple[int, str]]:
        directory, member = reverse("alumni:directory"), reverse("alumni:member", args=[alumna.person.pk])
        asked = [directory, *(f"{directory}?ad={words}" for words in SEARCHES), f"{directory}?yil=2019", member]
        asked += [reverse("alumni:profile"), reverse("alumni:employers") + "?employer=Gizli"]
        return [read(client, url) for url in asked]

    before = pages()
    foreign_graduate(other_department)  # has not joined
    person = alumna.person
    extra = {"person": person, "is_primary": False}
    ContactPointFactory.create(value="sizdirma@yabanci.example", visibility="nobody", **extra)
    ContactPointFactory.create(kind="phone", value="+905559998877", visibility="nobody", **extra)
    dead = ContactPointFactory.create(value="eski@yabanci.example", visibility="members", **extra)
    ContactPoint.objects.filter(pk=dead.pk).update(dead_at="2026-01-01T00:00Z", dead_evidence="bounced")
    EmploymentFactory.create(
        alumnus=person.alumnus,
        is_primary=False,
        employer__name="Yabancı Gizli Kurum",
        visibility="nobody",
        province="08",
    )
    hidden = UserFactory.create()
    enrol(graduate(programme_of(other_department), given_names="Gizlenen", surname="Yabancıgil", year=2019), hidden)
    hide(hidden)
    assert pages() == before


# --- The vice-rector, and who sees numbers ---------------------------------------------------------


@pytest.mark.parametrize("role", ["vice_rector", "staff", "registrar", "student", "former_representative", "anonymous"])
def test_totals_name_nobody(role: str, world: World, foreign: Foreign, client_for: Sign) -> None:
    """Roles that see no record: whatever opens for them names no graduate and no contact."""
    client = client_for(world.users[role])
    hidden = [*MARKS, "Saklı", "Kalmalı", "Şahin Yıldırım", "Iğdırlıoğlu"]
    told: dict[str, list[str]] = {}
    for name, row in ROWS.items():
        if row.expected(role, "GET", "own") == 200:
            _status, page = read(client, reverse(name, kwargs=row.arguments(world.own)))
            contacts = re.findall(r"gizli\d+@", page)
            if found := [word for word in hidden if word in page] + contacts:
                told[name] = found
    assert told == {}
