"""Invitations: who may, what the link carries, what it proves, and how it ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.membership.drafts import ClaimProblem
from alumni.membership.inviting.jobs import invite_many
from alumni.membership.inviting.models import Invitation
from alumni.membership.inviting.services import invite, remind, revoke
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope, representative_scope
from mik.accounts.models import User
from mik.common.log_masks import masked
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.units import programme_of

from .conftest import mails_to
from .test_joining import address_of

pytestmark = pytest.mark.django_db
Join = Callable[..., tuple[Any, Any]]
ClientFor = Callable[[User | None], Any]


@pytest.fixture
def scope(representative: User, department: Unit) -> Scope:
    return representative_scope(representative, department.pk)


def path_in(address: str) -> str:
    found = re.search(r"/mezun/katil/davet/\S+", mails_to(address)[-1].text or "")
    assert found
    return found[0]


def arrive(client: Any, path: str) -> Any:
    """Follow the link as a browser does; the page after the redirect."""
    answer = client.get(path)
    assert (answer.url, answer["Referrer-Policy"]) == (reverse("alumni:invitation"), "no-referrer")
    return client.get(answer.url)


def test_an_invitation_mailed_to_the_record_joins_with_all_numbers_right(
    newcomer: User, record: Alumnus, scope: Scope, client_for: ClientFor, join: Join
) -> None:
    invite(alumnus=record, scope=scope, by_mail=True)
    path = path_in(address_of(record))
    visitor = client_for(newcomer)
    page = arrive(visitor, path).content.decode()
    assert "Makine Mühendisliği temsilcisi" in page
    assert "İNCE" not in page
    assert Invitation.objects.get().opened_at is None
    assert visitor.post(reverse("alumni:invitation")).url == reverse("alumni:claim_start")
    _client, sent = join(newcomer, client=visitor)
    assert sent.url == reverse("alumni:claim_welcome")
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.used_by, invitation.opened_at is None) == ("used", newcomer, False)
    assert Membership.objects.get().alumnus_id == record.pk


def test_with_a_number_missing_the_representative_decides_with_the_invited_record_beside_the_claim(
    newcomer: User, record: Alumnus, scope: Scope, client_for: ClientFor, join: Join, department: Unit
) -> None:
    invite(alumnus=record, scope=scope, by_mail=True)
    visitor = client_for(newcomer)
    arrive(visitor, path_in(address_of(record)))
    join(newcomer, client=visitor, identifier="", given_names="Bambaşka", birth_date="1980-01-01")
    claim = Claim.objects.get()
    assert (claim.state, claim.alumnus_id) == ("submitted", record.pk)
    url = reverse("representatives:claim_detail", args=[department.pk, claim.pk])
    page = client_for(scope.user).get(url)
    assert page.context["record"].alumnus.pk == record.pk
    assert "Davetle geldi" in page.content.decode()


def test_a_link_handed_over_proves_nothing(
    newcomer: User, record: Alumnus, scope: Scope, client_for: ClientFor, join: Join
) -> None:
    _invitation, link = invite(alumnus=record, scope=scope, by_mail=False)
    visitor = client_for(newcomer)
    arrive(visitor, link[link.index("/mezun") :])
    join(newcomer, client=visitor)
    assert (Claim.objects.get().state, Membership.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("end", ["used", "expired", "revoked", "unknown"])
def test_a_link_that_has_ended_is_like_one_that_never_was(
    end: str, record: Alumnus, scope: Scope, client_for: ClientFor
) -> None:
    invitation, link = invite(alumnus=record, scope=scope, by_mail=False)
    path = link[link.index("/mezun") :]
    match end:
        case "used":
            Invitation.objects.update(used_at=timezone.now())
        case "expired":
            Invitation.objects.update(made_at=timezone.now() - timedelta(days=31), expires_at=timezone.now())
        case "revoked":
            assert revoke(invitation=invitation, scope=scope)
            assert not revoke(invitation=invitation, scope=scope)
        case "unknown":
            path = reverse("alumni:invited", args=["x" * 32])
    page = arrive(client_for(None), path)
    assert (page.status_code, "artık açılmıyor" in page.content.decode()) == (200, True)


def test_the_token_is_kept_as_a_hash_and_in_no_log(record: Alumnus, scope: Scope) -> None:
    invitation, link = invite(alumnus=record, scope=scope, by_mail=False)
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert token.encode() not in bytes(invitation.token_hash)
    assert token not in masked(f"GET {link} 200")
    assert token not in masked(f"GET /mezun/katil/ben-degilim/{token}:{token}/")


def test_who_may_not_be_invited(record: Alumnus, scope: Scope, representative: User, other_department: Unit) -> None:
    for change, problem in (
        (
            lambda: ContactPoint.objects.filter(person=record.pk).update(dead_at=timezone.now(), dead_evidence="told"),
            "e-posta yok",
        ),
        (lambda: Alumnus.objects.filter(pk=record.pk).update(state="proposed"), "doğrulanmayı"),
        (lambda: enrol(record, UserFactory.create()), "zaten üye"),
    ):
        change()
        with pytest.raises(ClaimProblem, match=problem):
            invite(alumnus=record, scope=scope, by_mail=True)
        Alumnus.objects.filter(pk=record.pk).update(state="confirmed")
    foreign = graduate(programme_of(other_department))
    with pytest.raises(PermissionDenied):
        invite(alumnus=foreign, scope=scope, by_mail=False)
    assert not Invitation.objects.exists()


def test_one_invitation_in_thirty_days_and_one_reminder(record: Alumnus, scope: Scope) -> None:
    invitation, _link = invite(alumnus=record, scope=scope, by_mail=True)
    with pytest.raises(ClaimProblem, match="son 30 günde"):
        invite(alumnus=record, scope=scope, by_mail=True)
    first = path_in(address_of(record))
    remind(invitation=invitation, scope=scope)
    assert path_in(address_of(record)) != first
    with pytest.raises(ClaimProblem, match="bir kez"):
        remind(invitation=invitation, scope=scope)
    assert [mail.template for mail in mails_to(address_of(record))] == [
        "membership/invited",
        "membership/invited_again",
    ]


def test_many_are_invited_once_however_often_the_job_runs(record: Alumnus, scope: Scope, department: Unit) -> None:
    member, gone, left = (
        graduate(programme_of(department), given_names=name) for name in ("Üye", "Adressiz", "Ayrılan")
    )
    enrol(member, UserFactory.create())
    gone.person.contacts.all().delete()
    agreed(left.person)
    withdrew(left.person)
    ids = [record.pk, member.pk, gone.pk, left.pk]
    assert vars(invite_many(scope=scope, ids=ids)) == {"sent": 1, "left_out": 3}
    assert vars(invite_many(scope=scope, ids=ids)) == {"sent": 0, "left_out": 4}
    assert Invitation.objects.get().alumnus_id == record.pk


def test_the_list_shows_how_each_stands_at_a_fixed_cost(
    record: Alumnus, scope: Scope, client_for: ClientFor, department: Unit
) -> None:
    invite(alumnus=record, scope=scope, by_mail=True)
    client, url = client_for(scope.user), reverse("representatives:invitation_list", args=[department.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        page = client.get(url)
    assert "Anımsat" in page.content.decode()
    for name in ("İ. Iğdırlıoğlu-Şahin", "Çağrı"):
        invite(alumnus=graduate(programme_of(department), given_names=name), scope=scope, by_mail=False)
    with CaptureQueriesContext(connection) as three:
        page = client.get(url)
    assert len(one) == len(three)
    assert "İ. Iğdırlıoğlu-Şahin" in page.content.decode()
    pk = page.context["rows"][0]["invitation"].pk
    client.post(reverse("representatives:invitation_revoke", args=[department.pk, pk]))
    assert Invitation.objects.get(pk=pk).state == "revoked"


def test_the_desk_mails_or_shows_the_link(
    record: Alumnus, scope: Scope, client_for: ClientFor, department: Unit
) -> None:
    client, url = client_for(scope.user), reverse("representatives:invitation_add", args=[department.pk, record.pk])
    assert "Kayıttaki e-postaya gönderilsin" in client.get(url).content.decode()
    page = client.post(url, {"yol": "elden"})
    assert (page["Cache-Control"], "/mezun/katil/davet/" in page.content.decode()) == ("no-store", True)
    assert client.post(url, {"yol": "posta"}).url == reverse("representatives:invitation_list", args=[department.pk])
    assert [one.state for one in Invitation.objects.all()] == ["waiting", "revoked"]
