"""The world the access matrix walks through: two departments with everything that could leak in each."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from alumni.career.models import FurtherStudy
from alumni.directory.models import SavedSearch
from alumni.membership.models import ClaimEvidence
from alumni.registry.models import Alumnus, ImportRun
from mik.accounts.models import User
from mik.common.models import Job
from mik.files.services import store_file
from mik.people.models import ContactPoint
from mik.units.models import Level, Unit
from mik.work.models import Notification
from tests.access import (
    world_cards,
    world_duplicates,
    world_exchange,
    world_figures,
    world_health,
    world_joining,
    world_merging,
    world_messages,
    world_news,
    world_protection,
    world_record,
    world_report,
    world_surveys,
)
from tests.access.roles import ROLES
from tests.access.side import Side
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, EmploymentFactory, graduate
from tests.factories.units import programme_of

__all__ = ["ROLES", "Side", "World", "side_of"]

SUBJECTS = (
    world_news, world_cards, world_surveys, world_figures, world_report, world_exchange, world_duplicates,
    world_merging, world_health, world_messages, world_protection, world_record, world_joining,
)  # fmt: skip

LISTING = (
    "Ad;Soyad;Doğum Tarihi;Bölüm;Düzey;Mezuniyet Tarihi;Diploma No\n"
    "Elif;Saklı;17.05.1990;Makine Mühendisliği;Lisans;27.06.2014;T/1\n"
).encode()


@dataclass
class World:
    own: Side
    other: Side
    users: dict[str, User | None]


def side_of(unit: Unit, member: User, representative: User) -> Side:
    alumnus = graduate(programme_of(unit), given_names="Saklı", surname=f"Kalmalı{unit.pk}")
    claimant = UserFactory.create()
    claim = ClaimFactory.create(user=claimant, unit=unit, level=Level.BACHELOR)
    document = store_file(upload=ContentFile(b"x"), purpose="claim_evidence", by=claimant, name="diploma.png")
    listing = store_file(upload=ContentFile(LISTING), purpose="import_list", by=representative, name="liste.csv")
    run = ImportRun.objects.create(file=listing, file_name="liste.csv", by=representative, unit=unit)
    side = Side(unit=unit, alumnus=alumnus, member=member, representative=representative)
    record = Alumnus.objects.get(person__user=member)
    side.objects = {
        "claim": claim,
        "document": document,
        "evidence": ClaimEvidence.objects.create(claim=claim, file=document),
        "listing": listing,
        "run": run,
        "job": Job.objects.create(kind="registry.import_preview", owner=representative, params={"run": run.pk}),
        "contact": ContactPoint.objects.filter(person=alumnus.person).first(),
        "search": SavedSearch.objects.create(user=member, name="Saklı arama", query="ad=kalmali"),
        "own_contact": ContactPoint.objects.filter(person=record.person).first(),
        "employment": EmploymentFactory.create(alumnus=record, is_primary=False),
        "study": FurtherStudy.objects.create(
            alumnus=record, institution="KTÜ", programme="Yüksek lisans", level=Level.MASTER
        ),
        "notification": Notification.objects.create(user=member, text="Merhaba"),
        "appointment": representative.appointments.get(),
    }
    for subject in SUBJECTS:
        side.objects.update(subject.objects(side))
    return side
