"""Both ways to join; and that nobody learns here whether a record exists."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from alumni.membership import joining
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.offline import reader_tag
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.people import ContactPointFactory, tckn
from tests.factories.units import programme_of

from .conftest import NUMBER, mails_to

Join = Callable[..., tuple[Any, Any]]


def address_of(record: Alumnus) -> str:
    return ContactPoint.objects.get(person=record.pk, kind="email").value


def code_sent_to(address: str) -> str:
    found = re.search(r"^\s+(\d{6})$", mails_to(address)[-1].text or "", re.MULTILINE)
    assert found
    return found[1]


def enter(client: Any, code: str) -> Any:
    return client.post(reverse("alumni:claim_code"), {"code": code})


# --- by itself -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_joins_at_once_when_the_account_is_an_address_on_the_record(
    newcomer: User, record: Alumnus, join: Join
) -> None:
    ContactPointFactory.create(person=record.person, value=newcomer.email, is_primary=False)
    _client, page = join(newcomer)
    assert page.url == reverse("alumni:claim_welcome")
    membership = Membership.objects.get(user=newcomer)
    assert (membership.alumnus_id, membership.method) == (record.pk, "automatic")
    record.person.refresh_from_db()
    newcomer.refresh_from_db()
    assert (record.person.user_id, newcomer.name) == (newcomer.pk, "Hüseyin İNCE")


@pytest.mark.django_db
def test_joins_with_the_code_sent_to_the_record(newcomer: User, record: Alumnus, join: Join) -> None:
    client, page = join(newcomer)
    assert page.url == reverse("alumni:claim_status")
    assert not Membership.objects.exists()
    page = enter(client, code_sent_to(address_of(record)))
    assert page.url == reverse("alumni:claim_welcome")
    assert Membership.objects.get(user=newcomer).alumnus_id == record.pk


@pytest.mark.django_db
def test_the_confirmed_address_becomes_the_first_contact(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    enter(client, code_sent_to(address_of(record)))
    first = ContactPoint.objects.get(person=record.pk, kind="email", is_primary=True)
    assert (first.value, first.source, first.visibility) == (newcomer.email, "member", "nobody")
    assert first.verified_at is not None


@pytest.mark.django_db
def test_the_former_surname_counts(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer, surname="Demirci", former_surname="İnce")
    assert enter(client, code_sent_to(address_of(record))).url == reverse("alumni:claim_welcome")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": ""},
        {"identifier": tckn(777)},
        {"birth_date": "2001-03-05"},
        {"given_names": "Hasan"},
        {"surname": "İnceler"},
    ],
)
def test_one_thing_amiss_and_no_code_is_sent(
    newcomer: User, record: Alumnus, join: Join, wrong: dict[str, str]
) -> None:
    join(newcomer, **wrong)
    assert Claim.objects.get().code_hash is None
    assert not any(mail.template == "membership/code" for mail in mails_to(address_of(record)))


@pytest.mark.django_db
def test_all_identifiers_without_an_address_on_the_record_prove_nothing(
    newcomer: User, department: Unit, record: Alumnus, join: Join
) -> None:
    ContactPoint.objects.filter(person=record.pk).delete()
    _client, page = join(newcomer)
    assert page.url == reverse("alumni:claim_status")
    assert (Claim.objects.get().state, Membership.objects.count()) == ("submitted", 0)


@pytest.mark.django_db
def test_an_unconfirmed_address_is_no_control(newcomer: User, record: Alumnus, join: Join) -> None:
    ContactPointFactory.create(person=record.person, value=newcomer.email, is_primary=False)
    EmailAddress.objects.filter(user=newcomer).update(verified=False)
    claim = Claim.objects.create(user=newcomer, given_names="x", surname="y")
    assert joining.confirmed_addresses(claim.user) == set()


@pytest.mark.django_db
def test_a_dead_address_gets_no_code(newcomer: User, record: Alumnus, join: Join) -> None:
    ContactPoint.objects.filter(person=record.pk).update(dead_at=timezone.now(), dead_evidence="bounced")
    join(newcomer)
    assert Claim.objects.get().code_hash is None


@pytest.mark.django_db
def test_a_taken_record_is_never_joined_by_itself(newcomer: User, record: Alumnus, join: Join) -> None:
    enrol(record, UserFactory.create())
    ContactPointFactory.create(person=record.person, value=newcomer.email, is_primary=False)
    _client, page = join(newcomer)
    assert page.url == reverse("alumni:claim_status")
    assert Claim.objects.get().alumnus_id == record.pk
    assert not Membership.objects.filter(user=newcomer).exists()


# --- the code --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_code_is_kept_as_a_hash_only(newcomer: User, record: Alumnus, join: Join) -> None:
    join(newcomer)
    code = code_sent_to(address_of(record))
    assert code.encode() not in bytes(Claim.objects.get().code_hash or b"")
    assert len(bytes(Claim.objects.get().code_hash or b"")) == 32


@pytest.mark.django_db
def test_five_wrong_codes_and_then_only_the_queue(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    code = code_sent_to(address_of(record))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _try in range(5):
        assert enter(client, wrong).status_code == 200
    page = enter(client, code)
    assert page.status_code == 200
    assert "Kod denemesi hakkınız doldu" in page.content.decode()
    assert not Membership.objects.exists()
    assert Claim.objects.get().state == "submitted"


@pytest.mark.django_db
def test_a_code_lasts_ten_minutes(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    Claim.objects.update(code_sent_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert enter(client, code_sent_to(address_of(record))).status_code == 200
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_a_new_code_replaces_the_old_and_keeps_the_tries(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    old = code_sent_to(address_of(record))
    enter(client, "000000" if old != "000000" else "111111")
    client.post(reverse("alumni:claim_code_again"))
    new = code_sent_to(address_of(record))
    assert Claim.objects.get().code_tries == 1
    assert enter(client, new).url == reverse("alumni:claim_welcome")


@pytest.mark.django_db
def test_the_addresses_of_a_record_are_not_flooded(record: Alumnus, join: Join) -> None:
    for _n in range(6):
        join(UserFactory.create(name=""))
    codes = [mail for mail in mails_to(address_of(record)) if mail.template == "membership/code"]
    assert len(codes) == 3


@pytest.mark.django_db
def test_the_owner_of_a_record_is_told_of_a_claim(newcomer: User, record: Alumnus, join: Join) -> None:
    join(newcomer, identifier="")
    told = mails_to(address_of(record))
    assert [mail.template for mail in told] == ["membership/claimed"]
    assert "/mezun/katil/ben-degilim/" in (told[0].text or "")


# --- nothing is given away -------------------------------------------------------------------------


def faceless(page: Any, user: User) -> str:
    """A page without what differs between any two people: token, address, the minute."""
    text = page.content.decode().replace(user.email, "E-POSTA").replace(reader_tag(user), "OKUR")
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", text)
    return re.sub(r"\d{1,2}[.:]\d{2}", "SAAT", text)


def every_page(client: Any, page: Any, user: User) -> list[tuple[int, str]]:
    """What a claimant can see after sending: the answer, the state, a wrong code, five of them, a new one asked for."""
    pages = [(page.status_code, page.url)]
    for answer in (
        client.get(reverse("alumni:claim_status")),
        enter(client, "12 34 5x"),
        client.post(reverse("alumni:claim_code_again"), follow=True),
        *[enter(client, "123456") for _n in range(5)],
        client.get(reverse("alumni:claim_status")),
        client.get(reverse("alumni:claim_person"), follow=True),
        client.get(reverse("alumni:claim_withdraw")),
    ):
        pages.append((answer.status_code, faceless(answer, user)))
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("existing", ["free", "taken", "without address"])
def test_known_and_unknown_people_see_the_same(department: Unit, record: Alumnus, join: Join, existing: str) -> None:
    if existing == "taken":
        enrol(record, UserFactory.create())
    if existing == "without address":
        ContactPoint.objects.filter(person=record.pk).delete()
    known, unknown = UserFactory.create(name=""), UserFactory.create(name="")
    seen = every_page(*join(known), known)
    Membership.objects.all().delete()
    record.person.contacts.all().delete()
    record.graduations.all().delete()
    Claim.objects.filter(user=known).update(alumnus=None)
    person = record.person
    record.delete()
    person.delete()
    assert every_page(*join(unknown), unknown) == seen


@pytest.mark.django_db
def test_the_field_for_a_code_is_always_there(newcomer: User, department: Unit, join: Join) -> None:
    client, _page = join(newcomer)
    text = client.get(reverse("alumni:claim_status")).content.decode()
    assert "Kayıttaki adresinize bir kod gönderdiysek buraya yazın" in text


# --- flooding --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sixth_submission_of_a_day_is_refused_and_nothing_is_lost(
    newcomer: User, department: Unit, join: Join
) -> None:
    for n in range(5):
        client, page = join(newcomer, identifier=tckn(n))
        assert page.status_code == 302
        client.post(reverse("alumni:claim_withdraw"))
    client, page = join(newcomer, identifier=tckn(99))
    assert page.status_code == 429
    assert "beş kez" in page.content.decode()
    draft = Claim.objects.get(state="draft")
    assert (draft.given_names, draft.unit, draft.year) == ("hüseyin", department, 2022)


@pytest.mark.django_db
def test_a_flood_of_posts_is_refused_with_what_was_typed_still_there(newcomer: User, client_for: Any) -> None:
    client = client_for(newcomer)
    url = reverse("alumni:claim_person")
    for _n in range(60):
        client.post(url, {"given_names": "Hüseyin", "surname": "", "birth_date": ""})
    page = client.post(url, {"given_names": "Hüseyin", "surname": "İncecik", "birth_date": ""})
    assert page.status_code == 429
    assert "çok fazla deneme" in page.content.decode()
    assert "İncecik" in page.content.decode()
    assert Claim.objects.get(user=newcomer).given_names == "Hüseyin"


@pytest.mark.django_db
def test_one_account_joins_one_record_only(newcomer: User, department: Unit, client_for: Any) -> None:
    enrol(graduate(programme_of(department)), newcomer)
    client = client_for(newcomer)
    for name in ("start", "person", "graduation", "identity", "summary", "status", "withdraw"):
        assert client.get(reverse(f"alumni:claim_{name}")).url == reverse("alumni:profile")


@pytest.mark.django_db
def test_the_identifier_is_encrypted_and_on_no_page(newcomer: User, record: Alumnus, join: Join) -> None:
    client, _page = join(newcomer)
    assert Claim.objects.get().identifier == NUMBER
    assert NUMBER not in client.get(reverse("alumni:claim_status")).content.decode()
