"""The yearly reminder, and confirming a contact by mail: once, silent for whom it has to be, harmless to scanners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.figures import confirmed_after_reminder, reminded
from alumni.registry.confirming import ask_to_confirm, confirm_contact
from alumni.registry.confirming import token_of as contact_token
from alumni.registry.models import Alumnus
from alumni.registry.reminding.models import ConfirmationReminder, ReminderStop
from alumni.registry.reminding.services import due, remind_all, stop_reminding, token_of
from mik.accounts.models import User
from mik.common.hooks import FigureScope
from mik.common.log_masks import masked
from mik.mail.models import OutgoingMail
from mik.people.deaths import Death
from mik.people.models import ContactPoint

ClientFor = Callable[[User | None], Client]
OLD = timedelta(days=400)


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def alumnus(alumna: User) -> Alumnus:
    record = Alumnus.objects.select_related("membership").get(person__user=alumna)
    Alumnus.objects.filter(pk=record.pk).update(confirmed_at=timezone.now() - OLD)
    return record


def ask_last(alumnus: Alumnus, **fields: Any) -> None:
    Alumnus.objects.filter(pk=alumnus.pk).update(**fields)


def test_once_and_then_yearly(alumnus: Alumnus) -> None:
    assert (remind_all(), remind_all()) == (1, 0)
    assert OutgoingMail.objects.filter(template="alumni/confirmation_reminder").count() == 1
    ConfirmationReminder.objects.update(sent_at=timezone.now() - timedelta(days=364))
    assert remind_all() == 0
    ConfirmationReminder.objects.update(sent_at=timezone.now() - timedelta(days=366))
    assert remind_all() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda one: ask_last(one, confirmed_at=timezone.now() - timedelta(days=300)),
        lambda one: ask_last(one, update_asked_at=timezone.now() - timedelta(days=3)),
        lambda one: one.person.contacts.update(dead_at=timezone.now(), dead_evidence="bounced"),
        lambda one: Death.objects.create(person=one.person, evidence="family", marked_by=one.person.user),
        lambda one: stop_reminding(alumnus=one),
        lambda one: User.objects.filter(person=one.pk).update(is_active=False),
        lambda one: one.membership.delete(),
    ],
)
def test_who_is_left_in_peace(alumnus: Alumnus, change: Callable[[Alumnus], Any]) -> None:
    assert due().count() == 1
    change(alumnus)
    assert (due().count(), remind_all()) == (0, 0)


def test_the_link_confirms_by_post_alone_and_tells_the_figures(alumnus: Alumnus) -> None:
    remind_all()
    reminder, client = ConfirmationReminder.objects.get(), Client()
    url = reverse("alumni:reminder", args=[token_of(reminder)])
    for method in (client.get, client.head):
        assert method(url).status_code == 200
    assert due().count() == 0
    before = Alumnus.objects.get(pk=alumnus.pk).confirmed_at
    assert before is not None
    assert before < timezone.now() - timedelta(days=300)
    assert client.post(url).status_code == client.post(url).status_code == 200
    assert Alumnus.objects.get(pk=alumnus.pk).is_fresh
    today = FigureScope(timezone.localdate(), timezone.localdate())
    assert (reminded(today).count(), confirmed_after_reminder(today).count()) == (1, 1)
    assert token_of(reminder) not in masked(f"GET {url}")
    assert client.get(url[:-4] + "xxx/").status_code == 404


def test_an_older_link_is_over_and_stop_needs_no_session(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    old = ConfirmationReminder.objects.create(alumnus=alumnus, sent_at=timezone.now() - OLD)
    new = ConfirmationReminder.objects.create(alumnus=alumnus)
    assert Client().post(reverse("alumni:reminder", args=[token_of(old)])).status_code == 404
    stop, strict = reverse("alumni:reminder_stop", args=[token_of(new)]), Client(enforce_csrf_checks=True)
    assert strict.get(stop).status_code == 200
    assert not ReminderStop.objects.exists()
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ReminderStop.objects.exists()
    client_for(alumna).post(reverse("alumni:reminders_wanted"), {"istiyorum": "1"})
    assert not ReminderStop.objects.exists()


# --- Confirming a contact --------------------------------------------------------------------------


def test_an_added_address_gets_a_mail_whose_link_confirms_it(
    alumnus: Alumnus, alumna: User, client_for: ClientFor
) -> None:
    data = {"value": "yeni@ornek.example", "visibility": "nobody"}
    assert client_for(alumna).post(reverse("alumni:contact_add", args=["email"]), data).status_code == 302
    mail = OutgoingMail.objects.get(template="alumni/confirm_contact")
    contact = ContactPoint.objects.get(value="yeni@ornek.example")
    url = reverse("alumni:contact_confirm", args=[contact_token(contact)])
    assert (mail.to, "görmezden gelin" in (mail.text or ""), "eposta-onay" in (mail.text or "")) == (
        "yeni@ornek.example", True, True,
    )  # fmt: skip
    assert Client().get(url).status_code == 200
    assert ContactPoint.objects.get(pk=contact.pk).verified_at is None
    assert Client().post(url).status_code == 200
    assert ContactPoint.objects.get(pk=contact.pk).verified_at is not None
    assert contact_token(contact) not in masked(url)


def test_a_link_is_for_the_address_it_was_sent_to(alumnus: Alumnus) -> None:
    contact = alumnus.person.contacts.get(kind="email")
    url = reverse("alumni:contact_confirm", args=[contact_token(contact)])
    ContactPoint.objects.filter(pk=contact.pk).update(value="b@ornek.example", normalised="b@ornek.example")
    assert Client().post(url).status_code == 404


def test_not_more_than_a_few_mails_a_day(alumnus: Alumnus) -> None:
    contact = alumnus.person.contacts.get(kind="email")
    assert [ask_to_confirm(contact=contact) for _time in range(4)] == [True, True, True, False]


def test_a_phone_is_confirmed_by_its_owner_s_word(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    phone = alumnus.person.contacts.get(kind="phone")
    client_for(alumna).post(reverse("alumni:contact_ask", args=[phone.pk]))
    assert ContactPoint.objects.get(pk=phone.pk).verified_at is not None
    assert not OutgoingMail.objects.filter(template="alumni/confirm_contact").exists()
    confirm_contact(contact=phone)


def test_an_address_abroad_in_the_order_of_its_country(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    client, url = client_for(alumna), reverse("alumni:contact_add", args=["address"])
    wrong = {"country": "TR", "province": "61", "postcode": "6108", "visibility": "nobody"}
    assert "beş rakamdır" in client.post(url, wrong).content.decode()
    abroad = {"country": "GB", "city": "London", "postcode": "sw1a 1aa", "value": "10 Downing Street\r\nFlat 2",
              "visibility": "nobody"}  # fmt: skip
    assert client.post(url, abroad).status_code == 302
    assert "10 Downing Street, Flat 2, London SW1A 1AA" in client.get(reverse("alumni:edit")).content.decode()
