"""Consents, who looked, the download of own data, and what the record tells other rooms."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from alumni.registry import member_hooks
from alumni.registry import member_services as services
from alumni.registry.models import Alumnus
from alumni.rights.collecting import sections_of
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.people.models import Consent, Source
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory

NO_SECRETS = ("password", "tckn_hash", "passport_hash", "identifier_hash", "code_hash")
ClientFor = Callable[[User | None], Client]


def decide(client: Client, wish: str, purpose: str = "news") -> Any:
    return client.post(reverse("alumni:consents"), {"purpose": purpose, "wish": wish})


def test_a_consent_given_and_withdrawn_twice_leaves_one_row(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for wish in ("give", "give", "withdraw", "withdraw"):
        assert decide(client, wish).status_code == 302
    row = Consent.objects.get(person=alumna.person)
    assert row.withdrawn_at is not None
    assert (row.purpose, row.source, row.text_version) == ("news", Source.MEMBER, services.CONSENT_TEXTS)


def test_a_consent_given_again_is_a_new_row_and_the_old_one_stays(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for wish in ("give", "withdraw", "give"):
        decide(client, wish)
    rows = Consent.objects.filter(person=alumna.person)
    assert rows.count() == 2
    assert rows.in_force().count() == 1
    assert "Geçmiş" in client.get(reverse("alumni:consents")).content.decode()


def test_a_made_up_purpose_or_wish_is_not_found(alumna: User, client_for: ClientFor) -> None:
    assert decide(client_for(alumna), "give", "everything").status_code == 404
    assert decide(client_for(alumna), "sell").status_code == 404
    assert Consent.objects.filter(person=alumna.person).count() == 0


def test_consents_of_others_stay_untouched(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    services.give_consent(person=other_alumna.person, purpose="news")
    decide(client_for(alumna), "withdraw")
    assert Consent.objects.filter(person=other_alumna.person).in_force().count() == 1


def test_the_log_names_staff_and_tells_only_the_own_looks(
    alumna: User, other_alumna: User, representative: User, client_for: ClientFor
) -> None:
    mine, theirs = alumna.person.pk, other_alumna.person.pk
    log_access(request_or_user=representative, action="view", subjects=[mine], as_role="representative")
    log_access(request_or_user=representative, action="export", subjects=[theirs], reason="Toplantı listesi")
    page = client_for(alumna).get(reverse("alumni:access_log")).content.decode()
    assert representative.name in page
    assert "Mezun temsilcisi" in page
    assert "Kaydınızı açtı" in page
    assert "Toplantı listesi" not in page
    assert page.count("<time") == 1


def test_another_member_who_looked_is_not_named(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    client_for(other_alumna).get(reverse("alumni:member", args=[alumna.person.pk]))
    client_for(other_alumna).get(reverse("alumni:directory"))
    page = client_for(alumna).get(reverse("alumni:access_log")).content.decode()
    assert "Bir mezun" in page
    assert other_alumna.name not in page
    assert page.count("<time") == 1


def test_own_looks_are_no_looks(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    log_access(request_or_user=alumna, action="export", subjects=[alumna.person.pk])
    client.get(reverse("alumni:member", args=[alumna.person.pk]))
    assert "Henüz kimse bakmadı" in client.get(reverse("alumni:access_log")).content.decode()


def test_the_copy_holds_everything_with_the_identity_number_masked(alumna: User, other_alumna: User) -> None:
    ClaimFactory.create(user=alumna, state="withdrawn", note="Defterimde böyle yazıyor", identifier="10000000146")
    services.give_consent(person=alumna.person, purpose="surveys")
    sections = [section.as_json() for section in sections_of(alumna.person.pk)]
    text = json.dumps(sections, ensure_ascii=False, default=str)
    rows = {part["kind"]: part["rows"] for part in sections}
    person = rows["people.Person"][0]
    assert person["surname"] == "Şahin Yıldırım"
    assert person["tckn"] == alumna.person.tckn_masked
    assert str(alumna.person.tckn) not in text
    assert "10000000146" not in text
    assert rows["alumni.Claim"][0]["note"] == "Defterimde böyle yazıyor"
    assert rows["people.Consent"][0]["purpose"] == "surveys"
    assert rows["alumni.Employment"][0]["employer"].startswith("Kıyı İnşaat")
    assert rows["alumni.Graduation"][0]["programme"] != ""
    assert alumna.person.contacts.get(kind="email").value in text
    assert other_alumna.person.contacts.get(kind="email").value not in text
    assert rows["accounts.User"][0]["email"] == alumna.email
    assert alumna.password not in text
    assert [name for name in NO_SECRETS if f'"{name}"' in text] == []


def test_what_wants_attention_follows_the_record(alumna: User) -> None:
    def icons() -> list[str]:
        return [item.icon for item in member_hooks.attention(alumna)]

    assert icons() == ["clock", "user"]
    alumnus = Alumnus.objects.get(pk=alumna.person.pk)
    services.confirm_record(alumnus=alumnus)
    assert icons() == ["user"]
    alumna.person.contacts.filter(kind="email").delete()
    assert icons() == ["mail", "user"]
    assert list(member_hooks.attention(UserFactory.create())) == []


def test_the_timeline_is_told_to_those_who_see_the_record(
    alumna: User, other_alumna: User, representative: User, other_representative: User
) -> None:
    person = alumna.person.pk
    for user in (alumna, representative):
        entries = list(member_hooks.timeline(person, user))
        assert [entry.icon for entry in entries] == ["graduation-cap", "briefcase"]
        assert str(entries[1].source) == "Mezunun kendisi"
    assert list(member_hooks.timeline(person, other_alumna)) == []
    assert list(member_hooks.timeline(person, other_representative)) == []
