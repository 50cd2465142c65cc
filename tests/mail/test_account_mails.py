"""What allauth writes goes through the outbox: no page breaks while the mail server is away."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db


def ask_for_a_code(client: Client, email: str) -> Any:
    return client.post(reverse("account_request_login_code"), {"email": email})


def test_a_code_is_asked_for_while_the_mail_server_is_away(
    client: Client, alumna: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.mail.test_services.FailingBackend"
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask_for_a_code(client, alumna.email)
    assert answer.status_code == 302
    waiting = OutgoingMail.objects.get()
    assert (waiting.state, waiting.to) == ("queued", alumna.email)


def test_the_code_arrives(client: Client, alumna: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_a_code(client, alumna.email)
    assert [message.to for message in mail.outbox] == [[alumna.email]]
    assert OutgoingMail.objects.get().text == ""


def test_known_and_unknown_addresses_cost_the_page_the_same(alumna: User) -> None:
    answers = [ask_for_a_code(Client(), email) for email in (alumna.email, "yok@ornek.example")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_confirm_login_code"))
    ] * 2
    assert OutgoingMail.objects.count() == 2
