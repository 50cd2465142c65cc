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
from mik.people.models import ConsentEntry
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory
from tests.factories.consents import agreed

NO_SECRETS = ("password", "tckn_hash", "passport_hash", "identifier_hash", "code_hash")
ClientFor = Callable[[User | None], Client]


def decide(client: Client, wish: str, purpose: str = "news", channel: str = "email") -> Any:
    return client.post(reverse("alumni:consents"), {"purpose": purpose, "channel": channel, "wish": wish})


def words_of(user: User) -> list[tuple[str, str, str, str]]:
    rows = ConsentEntry.objects.visible_to(user).order_by("pk")
    return [(row.purpose, row.channel, row.act, row.text_version) for row in rows]


def test_a_double_click_is_one_entry_and_taking_back_is_as_easy(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for wish in ("give", "give", "withdraw", "withdraw"):
        assert decide(client, wish).status_code == 302
    assert words_of(alumna) == [("news", "email", "given", "2026-11"), ("news", "email", "withdrawn", "2026-11")]
    entry = ConsentEntry.objects.latest("pk")
    assert (entry.how, entry.language, entry.network, entry.by_id) == ("profile", "tr", "127.0.0.0/24", alumna.pk)


def test_channels_are_given_apart_and_all_are_taken_back_at_once(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for channel in ("email", "sms"):
        decide(client, "give", channel=channel)
    assert ConsentEntry.objects.visible_to(alumna).in_force().count() == 2
    client.post(reverse("alumni:consents"), {"wish": "withdraw_all"})
    assert ConsentEntry.objects.visible_to(alumna).in_force().count() == 0
    assert len(words_of(alumna)) == 4


def test_the_history_is_told_in_plain_words(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for wish in ("give", "withdraw"):
        decide(client, wish)
    page = client.get(reverse("alumni:consents")).text
    assert "tarihinde profil sayfasından verildi; metin sürümü 2026-11." in page
    assert "tarihinde profil sayfasından geri alındı; metin sürümü 2026-11." in page


def test_a_made_up_purpose_channel_or_wish_is_not_found(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    assert decide(client, "give", "everything").status_code == 404
    assert decide(client, "give", channel="post").status_code == 404
    assert decide(client, "sell").status_code == 404
    assert words_of(alumna) == []


def test_consents_of_others_stay_untouched(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    agreed(other_alumna.person)
    decide(client_for(alumna), "withdraw")
    assert ConsentEntry.objects.visible_to(other_alumna).in_force().count() == 1


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
    agreed(alumna.person, purpose="surveys")
    sections = [section.as_json() for section in sections_of(alumna.person.pk)]
    text = json.dumps(sections, ensure_ascii=False, default=str)
    rows = {part["kind"]: part["rows"] for part in sections}
    person = rows["people.Person"][0]
    assert person["surname"] == "Şahin Yıldırım"
    assert person["tckn"] == alumna.person.tckn_masked
    assert str(alumna.person.tckn) not in text
    assert "10000000146" not in text
    assert rows["alumni.Claim"][0]["note"] == "Defterimde böyle yazıyor"
    assert rows["people.ConsentEntry"][0]["purpose"] == "surveys"
    assert rows["alumni.Employment"][0]["employer"].startswith("Kıyı İnşaat")
    assert rows["alumni.Graduation"][0]["programme"] != ""
    assert alumna.person.contacts.get(kind="email").value in text
    assert other_alumna.person.contacts.get(kind="email").value not in text
    assert rows["accounts.User"][0]["email"] == alumna.email
    assert alumna.password not in text
    assert [name for name in NO_SECRETS if f'"{name}"' in text] == []


def test_what_wants_attention_follows_the_record(alumna: User) -> None:
    def icons() -> list[str]:
        return [item.icon for item in member_hooks.attention(User.objects.get(pk=alumna.pk))]

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
