"""The demo: nothing of it in production; the cast is complete; its post box shows mails and nothing else."""

import io
import os
import subprocess
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from alumni.membership.models import Claim, Membership
from alumni.membership.services import save_answers, start_draft, submit_claim
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import Appointment, Office, User
from mik.accounts.powers import powers_of
from mik.common.identifiers import valid_tckn
from mik.home.demo import accounts
from mik.home.demo.accounts import SIGN_INS, UNJOINED, open_account
from mik.home.demo.people import with_check_digits
from mik.home.roles import roles_of
from mik.people.models import ContactPoint, Person

in_the_demo = pytest.mark.urls("tests.home.demo_urlconf")


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    """Settings of the demo; gives the folder of its mails."""
    settings.DEMO, settings.MAIL_DIR = True, str(tmp_path / "mail")
    Path(settings.MAIL_DIR).mkdir()
    return Path(settings.MAIL_DIR)


# --- Never in production --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/demo/", "/demo/posta/", "/demo/posta/1.eml/", "/demo/giris/"])
def test_nothing_of_the_demo_is_mounted_outside_it(db: None, path: str) -> None:
    user = User.objects.create_user("biri@ornek.example")
    client = Client()
    client.force_login(user, backend=project.AUTHENTICATION_BACKENDS[0])
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


@in_the_demo
@pytest.mark.parametrize("path", ["/demo/", "/demo/posta/", "/demo/posta/1.eml/"])
def test_the_pages_ask_once_more_whether_this_is_the_demo(db: None, path: str) -> None:
    assert Client().get(path).status_code == 404


@in_the_demo
def test_nobody_signs_in_with_one_click_outside_the_demo(db: None) -> None:
    User.objects.create_user(accounts.COORDINATOR)
    assert Client().post("/demo/giris/", {"email": accounts.COORDINATOR}).status_code == 404


@pytest.mark.parametrize(
    "environment",
    [
        {"ENVIRONMENT": "production", "BASE_URL": "https://mezun.ornek.example"},
        {"ENVIRONMENT": "production", "BASE_URL": "http://localhost:8000"},
        {"ENVIRONMENT": "demo", "BASE_URL": "https://mezun.ornek.example"},
    ],
)
def test_the_platform_refuses_to_start_with_the_demo_in_production(environment: dict[str, str]) -> None:
    program = "import mik.settings"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment, "DEMO": "1"},
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "ImproperlyConfigured: DEMO is only for" in done.stderr


def test_the_commands_refuse_in_production(settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    for command in ("load_demo", "demo_accounts"):
        with pytest.raises(CommandError):
            call_command(command, stdout=io.StringIO())


# --- The data -------------------------------------------------------------------------------------


def test_loads_everybody_once(db: None) -> None:
    said = io.StringIO()
    call_command("load_demo", graduates=150, stdout=said)
    counts = [model.objects.count() for model in (Alumnus, Graduation, User, Claim, Appointment)]
    call_command("load_demo", graduates=150, stdout=said)
    assert [model.objects.count() for model in (Alumnus, Graduation, User, Claim, Appointment)] == counts
    assert "The demo is there already." in said.getvalue()
    assert (
        Alumnus.objects.count() == 150 + 3 + 4 + 5
    )  # one graduate twice, and one who was; four more told twice; five proposed by claims
    assert Claim.objects.waiting().count() == 25
    _everybody_has_the_role_promised()
    _people_are_believable()
    _joining_can_be_tried()


def _everybody_has_the_role_promised() -> None:
    held = {s.email: {role.acting_as for role in roles_of(User.objects.get(email=s.email))} for s in SIGN_INS}
    assert held == {
        accounts.COORDINATOR: {Office.COORDINATOR},
        accounts.ASSISTANT: {Office.ASSISTANT},
        accounts.STAFF: {Office.STAFF},
        accounts.STAFF_WITHOUT: {Office.STAFF},
        accounts.REGISTRAR: {Office.REGISTRAR},
        accounts.VICE_RECTOR: {Office.VICE_RECTOR},
        accounts.REPRESENTATIVE: {Office.REPRESENTATIVE},
        accounts.ENDING: {Office.REPRESENTATIVE},
        accounts.TWO_DEPARTMENTS: {Office.REPRESENTATIVE},
        accounts.GRADUATE_TOO: {Office.REPRESENTATIVE, "member"},
        accounts.SEVERAL: {Office.STAFF, Office.REPRESENTATIVE, "member"},
        accounts.FORMER_REPRESENTATIVE: set(),
        accounts.FORMER_COORDINATOR: set(),
        accounts.MEMBER: {"member"},
        accounts.CLAIMANT: set(),
        accounts.STUDENT: {"student"},
    }
    assert len(powers_of(User.objects.get(email=accounts.TWO_DEPARTMENTS)).represented) == 2
    assistant = Appointment.objects.get(office=Office.ASSISTANT)
    coordinator = Appointment.objects.in_force().get(office=Office.COORDINATOR)
    assert assistant.ends_with_the_coordinator
    assert coordinator.days_left == 22


def _joining_can_be_tried() -> None:
    number = with_check_digits(UNJOINED.first_nine)
    person = Person.objects.get(contacts__normalised=UNJOINED.email)
    assert valid_tckn(number)
    assert (person.tckn, person.user, person.surname) == (number, None, UNJOINED.surname)
    claim = start_draft(user=open_account(name="", email=UNJOINED.email))
    names = {"given_names": UNJOINED.given_names, "surname": UNJOINED.surname}
    claim = save_answers(claim=claim, birth_date=date(*UNJOINED.birth_date), identifier=number, **names)
    assert submit_claim(claim=claim)


def _people_are_believable() -> None:
    today = timezone.localdate()
    numbers = [person.tckn or "" for person in Person.objects.exclude(tckn_hash=None)]
    assert all(valid_tckn(number) for number in numbers)
    assert not Graduation.objects.filter(graduated_on__gt=today).exists()
    addresses = ContactPoint.objects.filter(kind="email").values_list("value", flat=True)
    assert {address.partition("@")[2] for address in addresses} == {"ornek.example"}
    ordinary = Membership.objects.exclude(user__email__in=[one.email for one in SIGN_INS])
    assert not any(member.user.has_usable_password() for member in ordinary.select_related("user"))


# --- The pages ------------------------------------------------------------------------------------


@in_the_demo
def test_one_click_signs_in_as_one_of_the_cast_only(demo: Path, db: None) -> None:
    user = User.objects.create_user(accounts.REGISTRAR, name="Rana Saygın")
    User.objects.create_user("biri@ornek.example")
    client = Client(enforce_csrf_checks=True)
    page = client.get("/demo/")
    token = client.cookies["csrftoken"].value
    assert page.content.decode().count("<form") >= len(SIGN_INS)
    answer = client.post("/demo/giris/", {"email": accounts.REGISTRAR, "csrfmiddlewaretoken": token})
    assert (answer.status_code, answer["Location"]) == (302, "/panel/")
    assert client.session["_auth_user_id"] == str(user.pk)
    other = Client().post("/demo/giris/", {"email": "biri@ornek.example"})
    assert other.status_code == 404
    assert Client().get("/demo/giris/").status_code == 405


@in_the_demo
def test_the_post_box_shows_mails_as_text_with_links(demo: Path, db: None) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Giriş kodunuz", "KTÜ Mezun <mezun@localhost>", "isik@ornek.example"
    mail.set_content("Merhaba Işık,\nBağlantınız: http://localhost:8000/hesap/\n")
    mail.add_alternative("<p>Merhaba <b>Işık</b><script>alert(1)</script></p>", subtype="html")
    (demo / "100-1-1.eml").write_bytes(mail.as_bytes())
    (demo / ".yarim.eml").write_bytes(b"")
    listed = Client().get("/demo/posta/").content.decode()
    assert "Giriş kodunuz" in listed
    assert listed.count(".eml") == 1
    shown = Client().get("/demo/posta/100-1-1.eml/").content.decode()
    assert "Merhaba Işık," in shown
    assert '<a href="http://localhost:8000/hesap/"' in shown
    assert "&lt;b&gt;Işık&lt;/b&gt;" in shown
    assert "<script>alert" not in shown


@in_the_demo
@pytest.mark.parametrize(
    "name", ["../sir.eml", "..%2Fsir.eml", "%2e%2e/sir.eml", "/etc/passwd", "yok.eml", "sir.txt", "baglanti.eml"]
)
def test_the_post_box_opens_nothing_but_its_mails(demo: Path, db: None, name: str) -> None:
    secret = demo.parent / "sir.eml"
    secret.write_text("Subject: sır\n\nsır")
    (demo / "sir.txt").write_text("sır")
    (demo / "baglanti.eml").symlink_to(secret)
    assert Client().get(f"/demo/posta/{name}/").status_code == 404


@in_the_demo
def test_an_empty_post_box_says_so(demo: Path, db: None) -> None:
    assert "Henüz ileti gönderilmedi" in Client().get("/demo/posta/").content.decode()
