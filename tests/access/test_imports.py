"""A representative's list reaches the own graduates only, whatever numbers stand in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Graduation, ImportRun
from mik.accounts.models import User
from mik.units.models import Unit
from tests.access.foreign import TCKN, Foreign, foreign_graduate
from tests.factories.alumni import GraduationFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
HEAD = "T.C. Kimlik No;Ad;Soyad;Doğum Tarihi;Bölüm;Düzey;Mezuniyet Tarihi;Diploma No;E-posta\n"
ROW = f"{TCKN};Deneme;Adsız;03.03.1986;Makine Mühendisliği;Lisans;27.06.2014;YBN/77001;ben@ornek.example\n"


@pytest.fixture
def foreign(other_department: Unit) -> Foreign:
    return foreign_graduate(other_department)


def preview_and_apply(client: Client, unit: Unit, capture: Any) -> tuple[ImportRun, str]:
    """The wizard to its end; every page on the way."""
    base = reverse("representatives:import_list", args=[unit.pk])
    with capture(execute=True):
        answer: Any = client.post(base, {"file": SimpleUploadedFile("liste.csv", (HEAD + ROW).encode())})
    page = client.get(answer.url)
    columns = {f"c{c.index}": c.field or "" for c in page.context["form"].columns}
    with capture(execute=True):
        client.post(answer.url, columns)
    run = ImportRun.objects.get()
    groups = ("created", "updated", "unchanged", "rejected", "warnings")
    pages = [page.content.decode()]
    pages += [client.get(f"{base}{run.pk}/onizleme/?goster={group}").content.decode() for group in groups]
    with capture(execute=True):
        client.post(f"{base}{run.pk}/aktar/")
    pages.append(client.get(f"{base}{run.pk}/").content.decode())
    run.refresh_from_db()
    return run, "".join(pages)


def test_the_number_of_somebody_elses_graduate_is_left_to_the_office(
    representative: User, department: Unit, foreign: Foreign, client_for: Sign, django_capture_on_commit_callbacks: Any
) -> None:
    run, pages = preview_and_apply(client_for(representative), department, django_capture_on_commit_callbacks)
    assert run.counts["reasons"] == {"office_decides": 1}
    assert [mark for mark in ("Sızdırma", "Yabancıgil", "yabanci.example", "İnşaat", "1987") if mark in pages] == []
    assert Graduation.objects.get().programme.department != department
    foreign.alumnus.person.refresh_from_db()
    assert foreign.alumnus.person.surname == "Yabancıgil"


def test_the_diploma_of_another_department_stays_what_it_is(
    representative: User, department: Unit, foreign: Foreign, client_for: Sign, django_capture_on_commit_callbacks: Any
) -> None:
    """The person graduated from both; the list names the other diploma as if it were the own department's."""
    GraduationFactory.create(alumnus=foreign.alumnus, programme=programme_of(department), year=2010, diploma_no="M/1")
    run, pages = preview_and_apply(client_for(representative), department, django_capture_on_commit_callbacks)
    assert run.counts["reasons"] == {"office_decides": 1}
    assert [mark for mark in ("İnşaat", "2019", "S770077") if mark in pages] == []
    foreign.graduation.refresh_from_db()
    assert (foreign.graduation.graduated_on, foreign.graduation.student_no) == (date(2019, 6, 27), "S770077")
    assert foreign.graduation.programme.department != department


def test_a_closed_department_has_no_desk_for_lists(representative: User, department: Unit, client_for: Sign) -> None:
    """Its graduates are the office's, by every route."""
    client = client_for(representative)
    address = reverse("representatives:import_list", args=[department.pk])
    assert client.get(address).status_code == 200
    Unit.objects.filter(pk=department.pk).update(closed_on=timezone.localdate())
    assert client.get(address).status_code == 404
