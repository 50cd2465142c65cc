"""Another department full of data that could leak: every value is one that stands nowhere else."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.career.models import FurtherStudy
from alumni.membership.models import ClaimEvidence
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from mik.accounts.models import User
from mik.common.models import Job, JobState
from mik.files.services import store_file
from mik.people.models import ContactPoint
from mik.units.models import Level, Unit
from mik.work.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, EmploymentFactory, GraduationFactory, enrol, graduate
from tests.factories.people import ContactPointFactory, tckn
from tests.factories.units import programme_of

TCKN = tckn(31337)
BIRTH = date(1987, 2, 11)
# What a page of somebody else may hold under no circumstances.
MARKS = (
    "Sızdırma", "Yabancıgil", "Eskigil", "sizdirma@yabanci.example", "5559998877", "555 999 88 77", "Yabancı Holding",
    "Dış Ticaret Müdürü", "Yabancı Üniversitesi", "YBN/77001", "S770077", "yabancı-etiket", "yabanci-liste",
    "yabanci-diploma", "yabanci.example", TCKN, "11 Şubat 1987", "1987-02-11", "11.02.1987",
)  # fmt: skip
# What a page says anew each time: the token of a form, of a second click, of what was on the screen.
ANEW = re.compile(
    r"""(csrfmiddlewaretoken" value=|X-CSRFToken": |name="seen" value=)"[^"]+\""""
    r"|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z][1-9]-[0-9]{4}"
)


@dataclass
class Foreign:
    alumnus: Alumnus
    graduation: Graduation
    contacts: list[ContactPoint]
    objects: dict[str, Any] = field(default_factory=dict)


def foreign_graduate(unit: Unit) -> Foreign:
    """A graduate of that department, unreachable by nothing: names, identifiers, contacts, career, tag."""
    alumnus = graduate(
        programme_of(unit), contacts=False, given_names="Sızdırma", surname="Yabancıgil", former_surname="Eskigil",
        birth_date=BIRTH, tckn=TCKN,
    )  # fmt: skip
    alumnus.graduations.all().delete()
    alumnus.tags = ["yabancı-etiket"]
    alumnus.save()
    person = alumnus.person
    contacts = [
        ContactPointFactory.create(person=person, value="sizdirma@yabanci.example"),
        ContactPointFactory.create(person=person, kind="phone", value="+905559998877", normalised="+905559998877"),
        ContactPointFactory.create(person=person, kind="web", value="https://yabanci.example/ben"),
    ]
    EmploymentFactory.create(alumnus=alumnus, title="Dış Ticaret Müdürü", employer__name="Yabancı Holding")
    FurtherStudy.objects.create(
        alumnus=alumnus, institution="Yabancı Üniversitesi", programme="İktisat", level=Level.MASTER
    )
    graduation = GraduationFactory.create(
        alumnus=alumnus, programme=programme_of(unit), year=2019, diploma_no="YBN/77001", student_no="S770077"
    )
    return Foreign(alumnus, graduation, contacts)


def fill(unit: Unit, representative: User) -> Foreign:
    """The graduate, a member, a claim with its document, a list, a job, an export: all of the other department."""
    foreign = foreign_graduate(unit)
    member = UserFactory.create(email="uye@yabanci.example")
    enrol(graduate(programme_of(unit), given_names="Üye", surname="Yabancıgil"), member)
    claimant = UserFactory.create(email="basvuran@yabanci.example")
    claim = ClaimFactory.create(
        user=claimant, unit=unit, level=Level.BACHELOR, given_names="Başvuran", surname="Yabancıgil",
        submitted_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    document = _file("claim_evidence", claimant, "yabanci-diploma.png")
    listing = _file("import_list", representative, "yabanci-liste.csv")
    run = ImportRun.objects.create(file=listing, file_name="yabanci-liste.csv", by=representative, unit=unit)
    problem = {"run": run, "row": 4, "column": "Ad", "value": "Yabancıgil", "reason": "tckn", "message": "Yabancıgil"}
    ImportProblem.objects.create(**problem)
    export = _file("registry_export", representative, "yabanci-liste.xlsx")
    job = Job.objects.create(
        kind="registry.export", owner=representative, state=JobState.DONE, finished_at=timezone.now(),
        params={"unit_id": unit.pk, "ids": [foreign.alumnus.pk], "reason": ""},
        result={"file": str(export.pk), "message": "1 kayıt dışa aktarıldı."},
    )  # fmt: skip
    Notification.objects.create(user=representative, text="Yabancıgil")
    foreign.objects = {
        "claim": claim,
        "evidence": ClaimEvidence.objects.create(claim=claim, file=document),
        "document": document,
        "listing": listing,
        "run": run,
        "job": job,
        "export": export,
    }
    return foreign


def _file(purpose: str, by: User, name: str) -> Any:
    return store_file(upload=ContentFile(b"Yabanc\xc4\xb1gil"), purpose=purpose, by=by, name=name)


def marks_in(page: str) -> list[str]:
    return [mark for mark in MARKS if mark in page]
