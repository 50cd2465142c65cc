"""Contact points: normalised, one primary of a kind, told by whom and when, nothing typed lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry import member_services as services
from alumni.registry.member_forms import is_web_address
from alumni.registry.member_services import ContactValues
from mik.accounts.models import User
from mik.people.models import ContactPoint, Source, Visibility
from tests.factories.people import ContactPointFactory

ClientFor = Callable[[User | None], Client]
Kind = ContactPoint.Kind


def add(client: Client, kind: str, **data: Any) -> Any:
    return client.post(reverse("alumni:contact_add", args=[kind]), {"visibility": "nobody", **data})


def errors(answer: Any, field: str = "value") -> list[str]:
    return list(answer.context["form"].errors.get(field, []))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0532 123 45 67", "+905321234567"), ("+49 170 1234567", "+491701234567"), ("532-123-4567", "+905321234567")],
)
def test_a_phone_is_stored_in_one_form(alumna: User, client_for: ClientFor, typed: str, stored: str) -> None:
    assert add(client_for(alumna), "phone", value=typed).status_code == 302
    added = alumna.person.contacts.get(value=stored)
    assert (added.normalised, added.source, added.visibility) == (stored, Source.MEMBER, Visibility.NOBODY)


def test_an_unreadable_phone_says_how_and_keeps_what_was_typed(alumna: User, client_for: ClientFor) -> None:
    answer = add(client_for(alumna), "phone", value="0532 12", visibility="members")
    assert answer.status_code == 200
    assert "+49 170 1234567" in errors(answer)[0]
    page = answer.content.decode()
    assert 'value="0532 12"' in page
    assert 'value="members"' in page
    assert answer.context["form"]["visibility"].value() == "members"


def test_an_email_is_lowered_unverified_and_not_the_sign_in(alumna: User, client_for: ClientFor) -> None:
    sign_in = alumna.email
    assert add(client_for(alumna), "email", value="Elif.ŞAHİN@Ornek.COM").status_code == 200
    assert add(client_for(alumna), "email", value="Elif.Sahin@Ornek.COM").status_code == 302
    added = alumna.person.contacts.get(value="elif.sahin@ornek.com")
    assert added.verified_at is None
    alumna.refresh_from_db()
    assert alumna.email == sign_in


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("elifsahin.com.tr", "https://elifsahin.com.tr"),
        ("http://ornek.com/a", "http://ornek.com/a"),
        ("javascript:alert(1)", None),
        ("javascript://ornek.com/%0aalert(1)", None),
        ("ftp://ornek.com", None),
        ("merhaba", None),
    ],
)
def test_web_addresses_are_http_only(alumna: User, client_for: ClientFor, typed: str, stored: str | None) -> None:
    answer = add(client_for(alumna), "web", value=typed)
    found = list(alumna.person.contacts.filter(kind=Kind.WEB).values_list("value", flat=True))
    assert found == ([stored] if stored else [])
    assert stored or typed in answer.content.decode()


def test_a_listed_value_that_is_no_web_address_is_no_link(alumna: User, client_for: ClientFor) -> None:
    ContactPointFactory.create(
        person=alumna.person, kind=Kind.WEB, value="javascript:alert(1)", visibility="members", source="import"
    )
    page = client_for(alumna).get(reverse("alumni:member", args=[alumna.person.pk])).content.decode()
    assert 'href="javascript' not in page
    assert not is_web_address("javascript:alert(1)")


def test_a_place_needs_a_province_at_home_and_none_abroad(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    assert errors(add(client, "address", country="TR"), "province") != []
    assert add(client, "address", country="DE", province="61", value="Berlin").status_code == 302
    abroad = alumna.person.contacts.get(kind=Kind.ADDRESS)
    assert (abroad.country, abroad.province, abroad.value) == ("DE", "", "Berlin")


def test_the_same_value_twice_is_told_and_not_stored(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    add(client, "phone", value="0532 123 45 67")
    answer = add(client, "phone", value="+90 532 123 45 67")
    assert "zaten var" in errors(answer)[0]
    assert alumna.person.contacts.filter(normalised="+905321234567").count() == 1


def test_one_primary_of_a_kind_and_the_heir_follows(alumna: User) -> None:
    person = alumna.person
    old = person.contacts.get(kind=Kind.PHONE)
    values = ContactValues(kind=Kind.PHONE, value="+905321234567", is_primary=True)
    new = services.save_contact(person=person, values=values)
    assert [c.pk for c in person.contacts.filter(kind=Kind.PHONE, is_primary=True)] == [new.pk]
    services.remove_contact(contact=new)
    assert [c.pk for c in person.contacts.filter(kind=Kind.PHONE, is_primary=True)] == [old.pk]


def test_the_only_one_of_its_kind_is_primary(alumna: User) -> None:
    values = ContactValues(kind=Kind.WEB, value="https://ornek.com")
    assert services.save_contact(person=alumna.person, values=values).is_primary is True


def test_a_changed_value_is_neither_verified_nor_dead(alumna: User, client_for: ClientFor) -> None:
    contact = alumna.person.contacts.get(kind=Kind.EMAIL)
    ContactPoint.objects.filter(pk=contact.pk).update(
        verified_at=timezone.now(), dead_at=timezone.now(), dead_evidence="bounced", dead_reason="550"
    )
    url = reverse("alumni:contact_edit", args=[contact.pk])
    client_for(alumna).post(url, {"value": contact.value, "visibility": "members"})
    contact.refresh_from_db()
    assert contact.dead_at is not None
    assert contact.visibility == "members"
    client_for(alumna).post(url, {"value": "yeni@ornek.example", "visibility": "members"})
    contact.refresh_from_db()
    held = ContactPoint.objects.values("dead_at", "verified_at", "dead_reason", "source").get(pk=contact.pk)
    assert held == {"dead_at": None, "verified_at": None, "dead_reason": "", "source": Source.MEMBER}


def test_removing_asks_first_and_names_what_goes(alumna: User, client_for: ClientFor) -> None:
    contact = alumna.person.contacts.get(kind=Kind.EMAIL)
    url = reverse("alumni:contact_remove", args=[contact.pk])
    client = client_for(alumna)
    assert contact.value in client.get(url).content.decode()
    assert ContactPoint.objects.filter(pk=contact.pk).exists()
    assert client.post(url).status_code == 302
    assert not ContactPoint.objects.filter(pk=contact.pk).exists()
    assert client.post(url).status_code == 404


def test_anothers_contact_point_does_not_exist(
    alumna: User, other_alumna: User, representative_alumna: User, client_for: ClientFor
) -> None:
    contact = alumna.person.contacts.get(kind=Kind.EMAIL)
    for user in (other_alumna, representative_alumna):
        for name in ("contact_edit", "contact_remove"):
            url = reverse(f"alumni:{name}", args=[contact.pk])
            assert client_for(user).get(url).status_code == 404
            assert client_for(user).post(url, {"value": "x@y.example", "visibility": "public"}).status_code == 404
    contact.refresh_from_db()
    assert contact.visibility == "nobody"


def test_an_unknown_kind_is_not_found(alumna: User, client_for: ClientFor) -> None:
    assert client_for(alumna).get(reverse("alumni:contact_add", args=["fax"])).status_code == 404
