"""A file is read by whom the room of its purpose names, at this moment; a purpose nobody answers for, by nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.membership.models import Claim
from mik.accounts.models import User
from mik.common import hooks
from mik.files.models import StoredFile
from mik.files.services import store_file
from tests.access.expect import OFFICE
from tests.access.foreign import fill
from tests.access.world import ROLES, World

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def readers(file: StoredFile, world: World, client_for: Sign) -> set[str]:
    """The roles that get the file; a visitor is asked to sign in whether it is there or not."""
    found = set()
    for role in ROLES:
        answer = client_for(world.users[role]).get(reverse("files:download", args=[file.pk]))
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
            found.add(role)
        assert answer.status_code == {True: 200, False: 302 if role == "anonymous" else 404}[role in found]
    return found


def test_each_purpose_has_its_readers(world: World, client_for: Sign) -> None:
    owner = world.users["other_representative"]
    assert owner is not None
    files = fill(world.other.unit, owner).objects
    assert readers(files["document"], world, client_for) == {"other_representative", *OFFICE}
    assert readers(files["export"], world, client_for) == {"other_representative"}
    assert readers(files["listing"], world, client_for) == set()


def test_the_claimant_reads_the_own_document(world: World, client_for: Sign) -> None:
    claim, document = world.own.objects["claim"], world.own.objects["document"]
    stranger = world.other.objects["claim"].user
    address = reverse("files:download", args=[document.pk])
    answer = client_for(claim.user).get(address)
    assert list(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    assert client_for(stranger).get(address).status_code == 404


def test_evidence_closes_to_the_representative_with_the_decision(world: World, client_for: Sign) -> None:
    claim = world.own.objects["claim"]
    Claim.objects.filter(pk=claim.pk).update(state=Claim.State.REFUSED, decided_at=timezone.now(), reason="Kayıt yok")
    assert readers(world.own.objects["document"], world, client_for) == set(OFFICE)


def test_an_export_closes_with_the_term(world: World, client_for: Sign) -> None:
    owner = world.users["other_representative"]
    assert owner is not None
    files = fill(world.other.unit, owner).objects
    term = owner.appointments.get()
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "Ayrıldı"
    term.save()
    assert readers(files["export"], world, client_for) == set()
    page = client_for(owner).get(reverse("common:job_detail", args=[files["job"].pk])).content.decode()
    assert str(files["export"].pk) not in page


def test_a_purpose_without_a_room_is_read_by_nobody(world: World, client_for: Sign) -> None:
    assert hooks.file_readers.get("unknown") is None
    file = store_file(upload=ContentFile(b"x"), purpose="unknown", by=world.users["coordinator"], name="x.txt")
    assert readers(file, world, client_for) == set()
