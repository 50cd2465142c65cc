"""A decision that is questioned: «not me», two accounts for one record, an appeal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from alumni.membership import services
from alumni.membership.contests.disputing import open_dispute
from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.erasing import destroy_evidence
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from mik.work.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol
from tests.factories.people import ContactPointFactory

from .conftest import mails_to, waiting_claim
from .test_decisions import at_department, at_office, decide
from .test_joining import address_of, code_sent_to, enter

pytestmark = pytest.mark.django_db
Join = Callable[..., tuple[Any, Any]]
ClientFor = Callable[[User | None], Any]


def link_in(address: str) -> str:
    found = re.search(r"/mezun/katil/ben-degilim/\S+", mails_to(address)[-1].text or "")
    assert found
    return found[0]


@pytest.fixture
def told(newcomer: User, record: Alumnus, join: Join) -> str:
    """The link in the mail to the record's address, after a claim without an identifier."""
    join(newcomer, identifier="")
    return link_in(address_of(record))


# --- «not me» --------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_the_button_acts_once(told: str, client_for: ClientFor) -> None:
    visitor = client_for(None)
    for _scanner in range(2):
        assert "Ben değilim, bildir" in visitor.get(told).content.decode()
    assert Claim.objects.get().disowned_at is None
    assert "Teşekkürler, bildirdiniz" in visitor.post(told).content.decode()
    said = Claim.objects.get().disowned_at
    assert "daha önce" in visitor.post(told).content.decode()
    claim = Claim.objects.get()
    assert (claim.disowned_at, claim.held_at) == (said, said)


def test_a_link_that_is_not_ours_tells_nothing(told: str, client_for: ClientFor) -> None:
    visitor = client_for(None)
    forged = told[:-6] + "AAAAA/"
    Claim.objects.all().delete()
    for url in (forged, told, "/mezun/katil/ben-degilim/x/"):
        page = visitor.get(url)
        assert (page.status_code, "Bu bağlantı açılamadı" in page.content.decode()) == (404, True)
        assert visitor.post(url).status_code == 404


def test_neither_mail_nor_page_names_anybody(told: str, record: Alumnus, newcomer: User, client_for: ClientFor) -> None:
    mail = mails_to(address_of(record))[-1]
    texts = [mail.subject or "", mail.text or "", client_for(None).get(told).content.decode()]
    for text in texts:
        for value in ("Hüseyin", "hüseyin", "İNCE", "Makine", newcomer.email, "2001"):
            assert value not in text


def test_a_disowned_claim_is_the_offices_alone(
    told: str, representative: User, coordinator: User, department: Unit, record: Alumnus, client_for: ClientFor
) -> None:
    claim = Claim.objects.get()
    client = client_for(representative)
    seen = client.get(at_department(department, claim.pk)).context["seen"]
    client_for(None).post(told)
    assert client.get(at_department(department, claim.pk)).status_code == 404
    late = {"decision_form": "1", "seen": seen, "record": record.pk, "decision": "approve"}
    assert "ofise geçti" in client.post(at_department(department, claim.pk), late, follow=True).content.decode()
    with pytest.raises(PermissionDenied):
        services.approve_claim(claim=claim, by=representative, as_role="representative", record=record)
    page = client_for(coordinator).get(at_office(claim.pk)).content.decode()
    assert "«ben değilim» dendi" in page
    queue = client_for(coordinator).get(at_office(name="claim_list") + "?sekme=ofis")
    assert [(row["claim"].pk, row["marks"]) for row in queue.context["rows"]] == [(claim.pk, ["«Ben değilim» dendi"])]


def test_after_not_me_no_claim_joins_by_itself(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    code = code_sent_to(address_of(record))
    services.disown(claim=Claim.objects.get(), record_id=record.pk)
    assert enter(client, code).status_code == 200
    other = UserFactory.create(email="baska@ornek.example", name="")
    ContactPointFactory.create(person=record.person, value=other.email, is_primary=False)
    join(other)
    assert not Membership.objects.exists()


def test_not_me_after_joining_is_looked_into_by_the_office(
    newcomer: User, record: Alumnus, join: Join, coordinator: User, client_for: ClientFor
) -> None:
    known = address_of(record)
    ContactPointFactory.create(person=record.person, value=newcomer.email, is_primary=False)
    join(newcomer)
    client_for(None).post(link_in(known))
    claim = Claim.objects.get()
    assert Membership.objects.get().user_id == newcomer.pk
    queue = client_for(coordinator).get(at_office(name="claim_list") + "?sekme=itirazli")
    assert [row["claim"].pk for row in queue.context["rows"]] == [claim.pk]
    decide(
        client_for(coordinator), at_office(claim.pk), decision="detach", reason="Kayıt sahibi aradı; siz değilsiniz."
    )
    claim.refresh_from_db()
    assert (claim.state, Membership.objects.count()) == ("refused", 0)
    assert Person.objects.get(pk=record.pk).user is None
    assert not ContactPoint.objects.filter(person=record.pk, normalised=newcomer.email).exists()
    assert "Kayıt sahibi aradı" in (mails_to(newcomer.email)[-1].text or "")


# --- two accounts, one record ----------------------------------------------------------------------


@pytest.fixture
def holder(record: Alumnus) -> User:
    user = UserFactory.create(email="once.gelen@ornek.example")
    enrol(record, user)
    return user


@pytest.fixture
def disputed(
    claim: Claim, holder: User, record: Alumnus, representative: User, department: Unit, client_for: ClientFor
) -> Dispute:
    """The representative looked first and passed it on."""
    decide(client_for(representative), at_department(department, claim.pk), decision="dispute")
    return Dispute.objects.get()


def test_both_sides_hear_of_a_dispute(
    disputed: Dispute, holder: User, representative: User, department: Unit, client_for: ClientFor
) -> None:
    claimant = disputed.claim.user
    assert [mails_to(user.email)[-1].template for user in (holder, claimant)] == [
        "membership/disputed_holder",
        "membership/disputed_claimant",
    ]
    url = reverse("alumni:dispute", args=[disputed.pk])
    assert Notification.objects.get(user=holder).url == url
    page = client_for(holder).get(url).content.decode()
    for value in (claimant.email, disputed.claim.given_names + " " + disputed.claim.surname):
        assert value not in page
    client_for(holder).post(url, {"text": "Kaydı 2024'te ben aldım."})
    disputed.refresh_from_db()
    assert disputed.statement == "Kaydı 2024'te ben aldım."
    assert client_for(claimant).get(url).status_code == 404
    assert "başka bir hesap var" in client_for(claimant).get(reverse("alumni:claim_status")).content.decode()
    assert client_for(representative).get(at_department(department, disputed.claim_id)).status_code == 404


def test_the_office_keeps_the_record_where_it_is(
    disputed: Dispute, holder: User, coordinator: User, client_for: ClientFor
) -> None:
    decide(client_for(coordinator), at_office(disputed.claim_id), decision="keep", reason="Belge başkasına ait.")
    disputed.refresh_from_db()
    assert (disputed.outcome, disputed.claim.state, disputed.decided_by) == ("keep", "refused", coordinator)
    assert Membership.objects.get().user_id == holder.pk
    assert "Belge başkasına ait." in (mails_to(disputed.claim.user.email)[-1].text or "")
    assert mails_to(holder.email)[-1].template == "membership/dispute_kept"


def test_the_office_gives_the_record_to_the_claimant(
    disputed: Dispute, holder: User, coordinator: User, record: Alumnus, client_for: ClientFor
) -> None:
    decide(client_for(coordinator), at_office(disputed.claim_id), decision="transfer", reason="Nüfus kaydı uyuyor.")
    disputed.refresh_from_db()
    assert (disputed.outcome, disputed.claim.state) == ("transfer", "approved")
    assert Membership.objects.get().user_id == disputed.claim.user_id
    assert Person.objects.get(pk=record.pk).user_id == disputed.claim.user_id
    holder.refresh_from_db()
    assert holder.name == ""
    assert "Nüfus kaydı uyuyor." in (mails_to(holder.email)[-1].text or "")
    assert client_for(holder).get(reverse("alumni:profile")).status_code == 302


def test_a_dispute_is_decided_once_and_by_no_side(disputed: Dispute, coordinator: User, registrar: User) -> None:
    services.keep_record(dispute=disputed, by=coordinator, reason="x")
    with pytest.raises(services.ClaimProblem):
        services.transfer_record(dispute=disputed, by=coordinator, reason="x")
    with pytest.raises(services.ClaimProblem):
        services.state_case(dispute=disputed, text="geç kaldım")


def test_the_holder_does_not_decide(claim: Claim, record: Alumnus, coordinator: User) -> None:
    enrol(record, coordinator)
    dispute = open_dispute(claim=claim, record=record)
    assert dispute is not None
    with pytest.raises(PermissionDenied):
        services.keep_record(dispute=dispute, by=coordinator, reason="benim")


def test_a_dispute_opens_by_itself_only_for_who_reads_an_address_on_the_record(
    newcomer: User, holder: User, record: Alumnus, join: Join
) -> None:
    join(newcomer)
    assert not Dispute.objects.exists()
    other = UserFactory.create(email="eski.adres@ornek.example", name="")
    ContactPointFactory.create(person=record.person, value=other.email, is_primary=False)
    join(other)
    assert Dispute.objects.get().claim.user_id == other.pk


def test_a_withdrawn_claim_leaves_no_dispute(disputed: Dispute) -> None:
    services.withdraw_claim(claim=disputed.claim)
    disputed.refresh_from_db()
    assert disputed.outcome == "dropped"


# --- appeals ---------------------------------------------------------------------------------------


@pytest.fixture
def refused(claim: Claim, representative: User) -> Claim:
    return services.refuse_claim(claim=claim, by=representative, as_role="representative", reason="Belge okunmuyor.")


def test_a_refusal_is_appealed_once_and_decided_by_the_office(
    refused: Claim, representative: User, coordinator: User, record: Alumnus, department: Unit, client_for: ClientFor
) -> None:
    mine, url = client_for(refused.user), reverse("alumni:claim_appeal")
    assert "itiraz edebilirsiniz" in (mails_to(refused.user.email)[-1].text or "")
    assert list(mine.post(url, {"text": " "}).context["form"].errors) == ["text"]
    mine.post(url, {"text": "Belge net; yeniden yükledim."})
    refused.refresh_from_db()
    assert (refused.state, refused.appeal.against, refused.appeal.first_decider) == (
        "submitted",
        "refused",
        representative,
    )
    assert client_for(representative).get(at_department(department, refused.pk)).status_code == 404
    page = client_for(coordinator).get(at_office(refused.pk)).content.decode()
    assert "Belge net" in page
    assert "Belge okunmuyor." in page
    decide(client_for(coordinator), at_office(refused.pk), decision="refuse", reason="Belge başka birinin.")
    refused.appeal.refresh_from_db()
    assert (refused.appeal.outcome, refused.appeal.decided_by) == ("dismissed", coordinator)
    last = mails_to(refused.user.email)[-1]
    assert (last.template, "Belge başka birinin." in (last.text or "")) == ("membership/appeal_dismissed", True)
    again = mine.post(url, {"text": "Bir daha"}, follow=True).content.decode()
    assert "bir kez itiraz edilebilir" in again
    refused.refresh_from_db()
    assert refused.state == "refused"


def test_an_appeal_upheld_joins(refused: Claim, coordinator: User, record: Alumnus, client_for: ClientFor) -> None:
    services.appeal(claim=refused, by=refused.user, text="Bakın")
    decide(client_for(coordinator), at_office(refused.pk), decision="approve")
    assert (Appeal.objects.get().outcome, Membership.objects.get().alumnus_id) == ("upheld", record.pk)


def test_a_question_may_be_appealed_too_and_a_draft_makes_way(
    refused: Claim, claim: Claim, representative: User
) -> None:
    draft = services.start_draft(user=claim.user)
    services.appeal(claim=refused, by=claim.user, text="Bakın")
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    other = waiting_claim(UserFactory.create(), claim.unit)
    services.ask_for_more(claim=other, by=representative, as_role="representative", reason="?")
    assert services.appeal(claim=other, by=other.user, text="Soru yersiz").against == "more"


def test_nobody_appeals_for_somebody_else_and_nothing_undecided(claim: Claim, refused: Claim) -> None:
    with pytest.raises(PermissionDenied):
        services.appeal(claim=refused, by=UserFactory.create(), text="x")
    waiting = waiting_claim(UserFactory.create(), None)
    with pytest.raises(services.ClaimProblem):
        services.appeal(claim=waiting, by=waiting.user, text="x")


def test_a_member_says_that_the_record_is_another_persons(
    claim: Claim, record: Alumnus, coordinator: User, representative: User, client_for: ClientFor
) -> None:
    services.approve_claim(claim=claim, by=representative, as_role="representative", record=record)
    mine = client_for(claim.user)
    assert "yanlış kayda" in mine.get(reverse("alumni:claim_appeal")).content.decode()
    mine.post(reverse("alumni:claim_appeal"), {"text": "Bu adaşım."})
    assert Membership.objects.count() == 1
    decide(client_for(coordinator), at_office(claim.pk), decision="hold", reason="Kayıt sizin; doğum tarihi aynı.")
    claim.appeal.refresh_from_db()
    assert (claim.appeal.outcome, Membership.objects.count()) == ("dismissed", 1)
    assert "doğum tarihi aynı" in (mails_to(claim.user.email)[-1].text or "")


def test_documents_stay_while_a_decision_is_questioned(refused: Claim) -> None:
    services.appeal(claim=refused, by=refused.user, text="Bakın")
    assert destroy_evidence(before=timezone.now()) == 0
