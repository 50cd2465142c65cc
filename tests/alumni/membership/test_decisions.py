"""Deciding: who may, what is seen, what follows."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.membership import hooks, services
from alumni.membership.drafts import hash_identifier
from alumni.membership.erasing import destroy_evidence
from alumni.membership.models import Claim, ClaimEvidence, Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.files.services import store_file
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory, represent
from tests.factories.alumni import enrol, graduate
from tests.factories.units import department_with_programmes, programme_of

from .conftest import NUMBER, mails_to, waiting_claim

ClientFor = Callable[[User | None], Any]


def at_department(unit: Unit, *args: int, name: str = "claim_detail") -> str:
    return reverse(f"representatives:{name}", args=[unit.pk, *args])


def at_office(*args: int, name: str = "claim_detail") -> str:
    return reverse(f"coordinator:{name}", args=args)


@pytest.fixture
def evidence(claim: Claim) -> ClaimEvidence:
    file = store_file(
        upload=io.BytesIO(b"%PDF-1.7 %%EOF"),
        purpose="claim_evidence",
        by=claim.user,
        name="diploma.pdf",
        media_type="application/pdf",
    )
    return ClaimEvidence.objects.create(claim=claim, file=file)


def decide(client: Any, url: str, **answers: Any) -> Any:
    """Open the page and send its form back with a decision, as a browser would."""
    page = client.get(url)
    assert page.status_code == 200
    record = page.context["record"]
    hidden = {"decision_form": "1", "seen": page.context["seen"], "record": record.alumnus.pk if record else "yeni"}
    return client.post(url, hidden | answers)


def status_of(client: Any, url: str) -> int:
    """A download is read to its end, so that the file is closed."""
    page = client.get(url)
    if page.streaming:
        assert b"".join(page.streaming_content)
    return int(page.status_code)


# --- approving -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_representative_approves(
    representative: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    page = decide(client_for(representative), at_department(department, claim.pk), decision="approve")
    assert page.url == at_department(department, name="claim_list")
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by, claim.decided_as) == ("approved", representative, "representative")
    membership = Membership.objects.get(user=claim.user)
    assert (membership.alumnus_id, membership.method) == (record.pk, "representative")
    assert Person.objects.get(user=claim.user).pk == record.pk
    assert ContactPoint.objects.get(person=record.pk, kind="email", is_primary=True).value == claim.user.email
    assert [mail.template for mail in mails_to(claim.user.email)] == ["membership/approved"]


@pytest.mark.django_db
def test_the_office_approves(coordinator: User, claim: Claim, record: Alumnus, client_for: ClientFor) -> None:
    decide(client_for(coordinator), at_office(claim.pk), decision="approve")
    claim.refresh_from_db()
    assert (claim.state, claim.decided_as, Membership.objects.get().method) == ("approved", "office", "office")


@pytest.mark.django_db
def test_a_new_record_is_opened_where_none_fits(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor
) -> None:
    master = programme_of(department, Level.MASTER)
    url = at_department(department, claim.pk)
    decide(client_for(representative), url, decision="approve", programme=master.pk, year="2021")
    graduation = Graduation.objects.get(alumnus__membership__user=claim.user)
    assert (graduation.programme, graduation.level, graduation.year) == (master, Level.MASTER, 2021)
    assert (graduation.alumnus.state, graduation.alumnus.source) == ("confirmed", "representative")
    assert graduation.alumnus.person.full_name == "Hüseyin İnce"


@pytest.mark.django_db
def test_a_new_record_needs_a_programme_within_reach(
    representative: User, claim: Claim, department: Unit, other_department: Unit, client_for: ClientFor
) -> None:
    client, url = client_for(representative), at_department(department, claim.pk)
    page = decide(client, url, decision="approve", programme="", year="2021")
    assert list(page.context["form"].errors) == ["programme"]
    foreign = programme_of(other_department)
    page = decide(client, url, decision="approve", programme=foreign.pk, year="2021")
    assert list(page.context["form"].errors) == ["programme"]
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_a_new_record_with_a_known_identifier_is_left_to_the_office(
    representative: User, claim: Claim, other_department: Unit, department: Unit, client_for: ClientFor
) -> None:
    graduate(programme_of(other_department), given_names="Zübeyde", surname="Öteki", tckn=NUMBER)
    Claim.objects.update(identifier=NUMBER, identifier_hash=hash_identifier(NUMBER))
    page = decide(
        client_for(representative),
        at_department(department, claim.pk),
        decision="approve",
        programme=programme_of(department).pk,
        year="2021",
    )
    assert "Mezun Ofisi bakmalı" in page.content.decode()
    assert "Zübeyde" not in page.content.decode()


# --- asking and refusing ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["more", "refuse"])
def test_a_question_and_a_refusal_need_a_reason(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor, decision: str
) -> None:
    page = decide(client_for(representative), at_department(department, claim.pk), decision=decision, reason=" ")
    assert list(page.context["form"].errors) == ["reason"]
    claim.refresh_from_db()
    assert claim.state == "submitted"


@pytest.mark.django_db
def test_a_question_is_answered_and_comes_back(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor
) -> None:
    decide(
        client_for(representative), at_department(department, claim.pk), decision="more", reason="Danışmanınız kimdi?"
    )
    assert "Danışmanınız kimdi?" in (mails_to(claim.user.email)[-1].text or "")
    mine = client_for(claim.user)
    assert "Danışmanınız kimdi?" in mine.get(reverse("alumni:claim_status")).content.decode()
    mine.post(reverse("alumni:claim_summary"), {"note": "Prof. Kurt"})
    claim.refresh_from_db()
    assert (claim.state, claim.note, claim.decided_by) == ("submitted", "Prof. Kurt", None)
    page = client_for(representative).get(at_department(department, claim.pk)).content.decode()
    assert "Prof. Kurt" in page
    assert "Daha önce sorulan" in page


@pytest.mark.django_db
def test_a_refusal_is_mailed_and_the_person_may_claim_again(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor
) -> None:
    url = at_department(department, claim.pk)
    decide(client_for(representative), url, decision="refuse", reason="Belge okunmuyor.")
    assert "Belge okunmuyor." in (mails_to(claim.user.email)[-1].text or "")
    mine = client_for(claim.user)
    assert "Belge okunmuyor." in mine.get(reverse("alumni:claim_status")).content.decode()
    assert mine.get(reverse("alumni:claim_person")).status_code == 200


@pytest.mark.django_db
def test_a_decision_is_mailed_in_the_claimants_language(
    coordinator: User, claim: Claim, record: Alumnus, client_for: ClientFor
) -> None:
    claim.user.language = "en"
    claim.user.save()
    decide(client_for(coordinator), at_office(claim.pk), decision="approve")
    assert mails_to(claim.user.email)[-1].template == "membership/approved"


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_another_departments_representative_finds_nothing_by_any_route(
    other_representative: User,
    claim: Claim,
    evidence: ClaimEvidence,
    department: Unit,
    other_department: Unit,
    client_for: ClientFor,
) -> None:
    client = client_for(other_representative)
    for unit in (department, other_department):
        for url in (at_department(unit, claim.pk), at_department(unit, claim.pk, evidence.pk, name="claim_evidence")):
            assert client.get(url).status_code == 404
        assert client.post(at_department(unit, claim.pk), {"decision_form": "1"}).status_code == 404
    assert client.get(at_department(department, name="claim_list")).status_code == 404
    assert client.get(at_office(name="claim_list")).status_code == 404
    assert client.get(at_office(claim.pk)).status_code == 404
    assert client.get(reverse("files:download", args=[evidence.file_id])).status_code == 404
    own = client.get(at_department(other_department, name="claim_list"))
    assert own.context["rows"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["former_representative", "alumna", "staff", "vice_rector", "registrar", "student"])
def test_nobody_else_finds_a_claim(
    who: str, claim: Claim, evidence: ClaimEvidence, department: Unit, client_for: ClientFor, request: Any
) -> None:
    client = client_for(request.getfixturevalue(who))
    for url in (
        at_department(department, name="claim_list"),
        at_department(department, claim.pk),
        at_department(department, claim.pk, evidence.pk, name="claim_evidence"),
        at_office(name="claim_list"),
        at_office(claim.pk),
        at_office(claim.pk, evidence.pk, name="claim_evidence"),
        reverse("files:download", args=[evidence.file_id]),
    ):
        assert client.get(url).status_code == 404
    assert client.post(at_department(department, claim.pk), {"decision_form": "1"}).status_code == 404


@pytest.mark.django_db
def test_visitors_are_asked_to_sign_in(claim: Claim, department: Unit, client_for: ClientFor) -> None:
    for url in (at_department(department, claim.pk), at_office(claim.pk), reverse("alumni:claim_start")):
        assert client_for(None).get(url).url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_staff_with_the_duty_decides_for_the_office(
    staff_with_duty: User, claim: Claim, record: Alumnus, client_for: ClientFor
) -> None:
    decide(client_for(staff_with_duty), at_office(claim.pk), decision="approve")
    claim.refresh_from_db()
    assert (claim.decided_by, claim.decided_as) == (staff_with_duty, "office")


@pytest.mark.django_db
def test_nobody_decides_the_own_claim(
    representative: User, coordinator: User, department: Unit, record: Alumnus, client_for: ClientFor
) -> None:
    own = waiting_claim(representative, department)
    client = client_for(representative)
    assert client.get(at_department(department, own.pk)).status_code == 404
    assert client.get(at_department(department, name="claim_list")).context["rows"] == []
    with pytest.raises(PermissionDenied):
        services.approve_claim(claim=own, by=representative, as_role="representative", record=record)
    assert client_for(coordinator).get(at_office(own.pk)).status_code == 200
    mine = waiting_claim(coordinator, department)
    assert client_for(coordinator).get(at_office(mine.pk)).status_code == 404


@pytest.mark.django_db
def test_a_representative_for_some_levels_sees_those_claims_only(
    department: Unit, registrar: User, newcomer: User, client_for: ClientFor
) -> None:
    masters = UserFactory.create()
    represent(masters, department, levels=[7], by=registrar)
    bachelor = waiting_claim(newcomer, department)
    unsure = waiting_claim(UserFactory.create(), department, level=None)
    page = client_for(masters).get(at_department(department, name="claim_list"))
    assert [row["claim"].pk for row in page.context["rows"]] == [unsure.pk]
    assert client_for(masters).get(at_department(department, bachelor.pk)).status_code == 404


@pytest.mark.django_db
def test_what_no_representative_reaches_falls_to_the_office(
    representative: User, coordinator: User, department: Unit, claim: Claim, client_for: ClientFor
) -> None:
    closed = department_with_programmes("Kapanan Bölüm")
    nowhere = waiting_claim(UserFactory.create(), None, level=None)
    orphan = waiting_claim(UserFactory.create(), closed)
    own = waiting_claim(representative, department)
    page = client_for(coordinator).get(at_office(name="claim_list"))
    assert page.context["current"].code == "ofis"
    assert {row["claim"].pk for row in page.context["rows"]} == {nowhere.pk, orphan.pk, own.pk}
    everything = client_for(coordinator).get(at_office(name="claim_list") + "?sekme=bekleyen")
    assert {row["claim"].pk for row in everything.context["rows"]} == {nowhere.pk, orphan.pk, own.pk, claim.pk}


# --- what is seen ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_record_elsewhere_leaves_no_sign_at_the_department(
    representative: User,
    coordinator: User,
    claim: Claim,
    department: Unit,
    other_department: Unit,
    client_for: ClientFor,
) -> None:
    elsewhere = graduate(
        programme_of(other_department), year=2022, given_names="Hüseyin", surname="İNCE", birth_date=claim.birth_date
    )
    Claim.objects.update(alumnus=elsewhere, score=90)
    client = client_for(representative)
    page = client.get(at_department(department, claim.pk))
    assert page.context["record"] is None
    assert page.context["others"] == []
    listed = client.get(at_department(department, name="claim_list"))
    assert listed.context["rows"][0]["strength"] is None
    url = at_department(department, claim.pk)
    assert client.get(f"{url}?kayit={elsewhere.pk}").status_code == 404
    seen = {"decision_form": "1", "seen": page.context["seen"], "decision": "approve", "record": elsewhere.pk}
    assert client.post(url, seen).status_code == 404
    found = client.post(url, {"search": "1", "name": "hüseyin ince"})
    assert found.context["results"] == []
    assert client_for(coordinator).get(at_office(claim.pk)).context["record"].alumnus == elsewhere


@pytest.mark.django_db
def test_another_record_can_be_put_beside_the_claim(
    representative: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    other = graduate(programme_of(department), year=2019, given_names="Hüseyin", surname="İnceoğlu")
    client, url = client_for(representative), at_department(department, claim.pk)
    found = client.post(url, {"search": "1", "name": "inceoglu"})
    assert [candidate.alumnus.pk for candidate, _address in found.context["results"]] == [other.pk]
    decide(client, f"{url}?kayit={other.pk}", decision="approve")
    assert Membership.objects.get().alumnus_id == other.pk


@pytest.mark.django_db
def test_no_identifier_on_the_page(
    representative: User, coordinator: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    claim.identifier, claim.identifier_hash = NUMBER, record.person.tckn_hash
    claim.save()
    for client, url in (
        (client_for(representative), at_department(department, claim.pk)),
        (client_for(coordinator), at_office(claim.pk)),
    ):
        page = client.get(url).content.decode()
        assert NUMBER not in page
        assert "Eşleşti" in page


@pytest.mark.django_db
def test_each_look_is_recorded_and_shown_to_the_claimant(
    representative: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    client_for(representative).get(at_department(department, claim.pk))
    event = AccessEvent.objects.get()
    assert (event.user_id, event.subjects, event.as_role) == (representative.pk, [record.pk], "representative")
    page = client_for(claim.user).get(reverse("alumni:claim_status")).content.decode()
    assert "Bölüm temsilcisi (Makine Mühendisliği)" in page


@pytest.mark.django_db
def test_opening_a_document_is_recorded(
    representative: User, claim: Claim, evidence: ClaimEvidence, department: Unit, client_for: ClientFor
) -> None:
    client = client_for(representative)
    page = client.get(at_department(department, claim.pk, evidence.pk, name="claim_evidence"), follow=True)
    assert b"".join(page.streaming_content) == b"%PDF-1.7 %%EOF"
    assert AccessEvent.objects.filter(action="download", reason=f"Üyelik başvurusu {claim.pk}").count() == 1


@pytest.mark.django_db
def test_documents_close_to_the_representative_with_the_decision(
    representative: User,
    coordinator: User,
    claim: Claim,
    evidence: ClaimEvidence,
    record: Alumnus,
    department: Unit,
    client_for: ClientFor,
) -> None:
    client = client_for(representative)
    file_url = reverse("files:download", args=[evidence.file_id])
    assert status_of(client, file_url) == 200
    decide(client, at_department(department, claim.pk), decision="approve")
    for url in (
        file_url,
        at_department(department, claim.pk),
        at_department(department, claim.pk, evidence.pk, name="claim_evidence"),
    ):
        assert client.get(url).status_code == 404
    assert status_of(client_for(coordinator), file_url) == 200
    assert status_of(client_for(claim.user), file_url) == 200


@pytest.mark.django_db
def test_lists_cost_the_same_for_one_and_for_three(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor
) -> None:
    client, url = client_for(representative), at_department(department, name="claim_list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _n in range(2):
        waiting_claim(UserFactory.create(), department)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(one) == len(three)


# --- two at once, disputes -------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_second_of_two_deciders_is_told(
    representative: User, coordinator: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    slow, url = client_for(representative), at_department(department, claim.pk)
    form = {
        "decision_form": "1",
        "seen": slow.get(url).context["seen"],
        "record": record.pk,
        "decision": "refuse",
        "reason": "Hayır",
    }
    decide(client_for(coordinator), at_office(claim.pk), decision="approve")
    page = slow.post(url, form, follow=True)
    assert "bu arada başkası karar verdi" in page.content.decode()
    claim.refresh_from_db()
    assert claim.state == "approved"


@pytest.mark.django_db
def test_a_claim_sent_again_meanwhile_is_not_decided_unseen(
    representative: User, claim: Claim, record: Alumnus
) -> None:
    seen = claim.submitted_at
    Claim.objects.update(submitted_at=timezone.now() + timedelta(seconds=5))
    with pytest.raises(services.AlreadyDecided):
        services.approve_claim(claim=claim, by=representative, as_role="representative", record=record, seen=seen)
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_a_seal_of_another_claim_opens_nothing(
    representative: User, claim: Claim, department: Unit, client_for: ClientFor
) -> None:
    other = waiting_claim(UserFactory.create(), department)
    client = client_for(representative)
    seen = client.get(at_department(department, other.pk)).context["seen"]
    form = {"decision_form": "1", "seen": seen, "decision": "refuse", "reason": "x"}
    assert client.post(at_department(department, claim.pk), form).status_code == 404


@pytest.mark.django_db
def test_a_claim_to_a_taken_record_is_shown_as_a_dispute(
    representative: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    enrol(record, UserFactory.create())
    client, url = client_for(representative), at_department(department, claim.pk)
    assert "Bu kayda bağlı bir hesap var" in client.get(url).content.decode()
    page = decide(client, url, decision="approve")
    assert list(page.context["form"].errors) == ["decision"]
    assert Membership.objects.count() == 1


@pytest.mark.django_db
def test_rival_claims_to_one_record_are_pointed_out(
    representative: User, claim: Claim, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    waiting_claim(UserFactory.create(), department, alumnus=record)
    page = client_for(representative).get(at_department(department, claim.pk)).content.decode()
    assert "Aynı kayıt için bekleyen başka başvuru var" in page


@pytest.mark.django_db
def test_a_claim_whose_answer_never_came_can_only_be_refused(
    representative: User, claim: Claim, record: Alumnus
) -> None:
    services.ask_for_more(claim=claim, by=representative, as_role="representative", reason="?")
    with pytest.raises(services.AlreadyDecided):
        services.approve_claim(claim=claim, by=representative, as_role="representative", record=record)
    services.refuse_claim(claim=claim, by=representative, as_role="representative", reason="Yanıt gelmedi")
    claim.refresh_from_db()
    assert claim.state == "refused"


@pytest.mark.django_db
def test_old_documents_are_forgotten(claim: Claim, evidence: ClaimEvidence, representative: User) -> None:
    services.refuse_claim(claim=claim, by=representative, as_role="representative", reason="x")
    assert destroy_evidence(before=timezone.now() - timedelta(days=30)) == 0
    assert destroy_evidence(before=timezone.now() + timedelta(seconds=1)) == 1
    assert not ClaimEvidence.objects.exists()


# --- what wants attention --------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_waits_wants_attention(representative: User, coordinator: User, claim: Claim, department: Unit) -> None:
    Claim.objects.update(submitted_at=timezone.now() - timedelta(days=9))
    assert [(item.count, item.url) for item in hooks.claims_of_departments(representative)] == [
        (1, at_department(department, name="claim_list"))
    ]
    late = list(hooks.claims_of_the_office(coordinator))
    assert [(str(item.label), item.count) for item in late] == [
        ("Ofisin karar vereceği üyelik başvuruları · en eskisi 9 gündür", 1)
    ]
    assert list(hooks.claims_of_the_office(representative)) == []
    services.ask_for_more(claim=claim, by=representative, as_role="representative", reason="?")
    assert [str(item.label) for item in hooks.own_claim(claim.user)] == ["Üyelik başvurunuz için ek bilgi istendi"]
