"""Two records drawn at random, with something in every room, and photographs of the whole database.

Values come from small pools, so that the two often hold the same address, diploma, purpose, survey or mailing.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Max
from hypothesis import strategies as st
from pghistory.models import Context, Event

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Claim, ClaimEvidence, Membership
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.merging.models import Merge
from alumni.registry.models import Alumnus, Graduation
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.printing.models import PrintBatch, PrintLine
from mik.accounts.models import User
from mik.audit.models import AccessEvent, Erasure, Redaction
from mik.common.fields import keyed_hash
from mik.common.merging.rows import Rows, as_image
from mik.files.models import StoredFile
from mik.mail.models import Delivery, Mailing, OutgoingMail
from mik.organisations.models import Contact, Organisation
from mik.people.models import ConsentEntry, ContactPoint, NoticeEntry, Person, Purpose, Visibility
from mik.units.models import Unit
from surveys.models import Answer, Invitation, Response, Wave
from surveys.waves.models import Link
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, withdrew
from tests.factories.people import tckn

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Draw = Any


@dataclass
class Ground:
    """What records refer to, made once: programmes, an employer, waves, mailings."""

    programmes: list[Unit]
    employers: list[Organisation]
    waves: list[Wave]
    mailings: list[Mailing]
    photo: StoredFile
    batch: PrintBatch
    third: Alumnus


moments = st.integers(0, 300).map(lambda days: NOON + timedelta(days=days, microseconds=days))
maybe_moments = st.none() | moments
flags = st.booleans()


def up_to(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count)


def record(draw: Draw, ground: Ground, number: int) -> Alumnus:
    """One record with whatever the dice say; ``number`` keeps what must differ apart."""
    person = _person(draw, number)
    alumnus = Alumnus.objects.create(
        person=person,
        state=draw(st.sampled_from(["confirmed", "proposed"])),
        confirmed_at=draw(maybe_moments),
        update_asked_at=draw(maybe_moments),
        tags=draw(st.lists(st.sampled_from(["yönetim", "mentor", "bağışçı"]), unique=True)),
        created_at=draw(moments),
    )
    for build in (_contacts, _consents, _mails, _surveys):
        build(draw, ground, person)
    for more in (_graduations, _career, _membership, _cards):
        more(draw, ground, alumnus)
    return alumnus


def _person(draw: Draw, number: int) -> Person:
    number_of = tckn(number) if draw(flags) else ""
    passport = f"U{number:07d}" if draw(flags) else ""
    hashed = bool(number_of) and draw(flags)
    user = UserFactory.create(last_login=draw(maybe_moments)) if draw(flags) else None
    return Person.objects.create(
        given_names=draw(st.sampled_from(["Ayşe", "Ayşe Işıl", "AYŞE"])),
        surname=draw(st.sampled_from(["Demir", "Çağlar", "Yılmaz"])),
        former_surname=draw(st.sampled_from(["", "Çağlar"])),
        birth_date=draw(st.sampled_from([None, date(1990, 5, 17), date(1990, 5, 18)])),
        sex=draw(st.sampled_from(["", "f"])),
        nationality=draw(st.sampled_from(["", "TR", "DE"])),
        tckn=number_of,
        tckn_hash=keyed_hash(number_of, purpose="tckn") if hashed else None,
        passport_no=passport,
        passport_hash=keyed_hash(passport, purpose="passport") if passport else None,
        user=user,
    )


def _contacts(draw: Draw, ground: Ground, person: Person) -> None:
    chosen = draw(st.lists(st.sampled_from(["a@ornek.example", "b@ornek.example", "c@ornek.example"]), unique=True))
    primary = draw(st.sampled_from([None, *chosen]))
    rows = [("email", value, value) for value in chosen]
    rows += [("phone", "+905321112233", "+905321112233")] * draw(up_to(1)) + [("address", "", "tr/61")] * draw(up_to(1))
    for kind, value, normalised in rows:
        died = draw(maybe_moments)
        ContactPoint.objects.create(
            person=person,
            kind=kind,
            value=value,
            normalised=normalised,
            country="TR" if kind == "address" else "",
            is_primary=value == primary or kind != "email",
            visibility=draw(st.sampled_from(["nobody", "members", "public"])),
            verified_at=draw(maybe_moments),
            dead_at=died,
            dead_evidence="bounced" if died else "",
        )


def _consents(draw: Draw, ground: Ground, person: Person) -> None:
    for purpose in draw(st.lists(st.sampled_from(Purpose.values), unique=True, max_size=3)):
        for ended in draw(st.sampled_from([[], [True], [False], [True, False]])):
            given = draw(moments)
            agreed(person, purpose=purpose, at=given)
            if ended:
                withdrew(person, purpose=purpose, at=given + timedelta(days=1))


def _mails(draw: Draw, ground: Ground, person: Person) -> None:
    contact = person.contacts.filter(kind="email").first()
    for mailing in draw(st.lists(st.sampled_from(ground.mailings), unique=True)):
        state = draw(st.sampled_from(["queued", "accepted", "bounced"]))
        Delivery.objects.create(
            mailing=mailing,
            person=person,
            contact=contact,
            address=f"{person.pk}@ornek.example",
            address_hash=str(person.pk).encode(),
            state=state,
            accepted_at=NOON if state == "accepted" else None,
        )


def _surveys(draw: Draw, ground: Ground, person: Person) -> None:
    for wave in draw(st.lists(st.sampled_from(ground.waves), unique=True)):
        invitation = Invitation.objects.create(
            wave=wave, person=person, sent_at=draw(maybe_moments), opted_out_at=draw(maybe_moments)
        )
        Link.objects.create(invitation=invitation, token_hash=f"{invitation.pk}".encode())
        if draw(flags):
            response = Response.objects.create(
                invitation=invitation, started_at=NOON, completed_at=NOON if draw(flags) else None
            )
            Answer.objects.create(response=response, question="pay", number="12345.6700", text="Kendi işim")
    if draw(flags):
        mail = f"{person.pk}@sirket.example"
        Contact.objects.create(
            organisation=ground.employers[0], person=person, name="Ayşe", email=mail, email_hash=mail.encode()
        )


def _graduations(draw: Draw, ground: Ground, alumnus: Alumnus) -> None:
    kinds = st.tuples(st.sampled_from([0, 1]), st.sampled_from(["", "T/1", "T/2"]), flags)
    for place, diploma, dated in draw(st.lists(kinds, unique_by=(lambda k: k[0], lambda k: k[1] or k[0]), max_size=2)):
        programme = ground.programmes[place]
        Graduation.objects.create(
            alumnus=alumnus,
            programme=programme,
            level=programme.level or 0,
            year=2014,
            graduated_on=date(2014, 6, 27) if dated else None,
            diploma_no=diploma,
            student_no=draw(st.sampled_from(["", "300001"])),
        )


def _career(draw: Draw, ground: Ground, alumnus: Alumnus) -> None:
    for number in range(draw(up_to(2))):
        Employment.objects.create(
            alumnus=alumnus, employer=draw(st.sampled_from(ground.employers)), title="Mühendis", is_primary=number == 0
        )
    for __ in range(draw(up_to(1))):
        FurtherStudy.objects.create(alumnus=alumnus, institution="ODTÜ", programme="Makine", level=6)


def _membership(draw: Draw, ground: Ground, alumnus: Alumnus) -> None:
    user = alumnus.person.user
    if user is None:
        return
    if draw(flags):
        shown = draw(st.sampled_from(Visibility.values))
        Membership.objects.create(alumnus=alumnus, user=user, method=Membership.Method.OFFICE, name_shown=shown)
    if draw(flags):
        claim = Claim.objects.create(user=user, alumnus=alumnus, state="approved", identifier="10000000146")
        ClaimEvidence.objects.create(claim=claim, file=_file())


def _cards(draw: Draw, ground: Ground, alumnus: Alumnus) -> None:
    last = Card.objects.aggregate(last=Max("pk"))["last"] or 0
    if draw(flags):
        CardApplication.objects.create(alumnus=alumnus, photo=ground.photo)
    if draw(flags):
        state = draw(st.sampled_from(["active", "lost"]))
        card = Card.objects.create(
            alumnus=alumnus,
            number=f"{last + 1:012d}",
            code=_code(last + 1),
            photo=ground.photo,
            state=state,
            valid_until=draw(st.sampled_from([date(2027, 12, 31), date(2028, 12, 31)])),
            ended_at=None if state == "active" else NOON,
        )
        PrintLine.objects.create(batch=ground.batch, card=card, sequence=last + 1)


def pairs(draw: Draw, *records: Alumnus) -> None:
    """Pairs somebody's search found among the records."""
    for one, other in combinations(sorted(record.pk for record in records), 2):
        state = draw(st.sampled_from(["", "open", "asked", "different"]))
        if state:
            DuplicatePair.objects.create(first_id=one, second_id=other, probability=0.9, state=state, decided_at=NOON)


def questions(draw: Draw, by: User, units: list[Unit], *records: Alumnus) -> None:
    """What a department asks of others about the first two of the records."""
    first, second, third = records
    for alumnus, unit in product((first, second), units):
        state = draw(st.sampled_from(["", "waiting", "agreed", "closed", "withdrawn"]))
        other = draw(st.sampled_from([None, third, second if alumnus == first else first]))
        if state:
            pair = DuplicatePair.objects.filter(first__in=[alumnus, other], second__in=[alumnus, other]).first()
            MergeRequest.objects.create(
                alumnus=alumnus, asking_unit=units[0], asked_by=by, unit=unit, name="x", state=state, answered_at=NOON,
                other=other, pair=pair if other else None,
            )  # fmt: skip


def _code(number: int) -> str:
    return "".join("23456789"[int(digit)] for digit in f"{number:08o}")


def _file() -> StoredFile:
    return StoredFile.objects.create(purpose="claim_evidence", name="belge.pdf", size=1, media_type="application/pdf")


# --- Photographs -----------------------------------------------------------------------------------

# History, logs, and what is kept of the merge itself; sessions and the like hold nothing of a record.
# The ledgers are told by adding, in both directions: test_consents.py compares what is in force.
# What is only added to, and mails that left: no undo takes them back.
LOGS = (AccessEvent, Erasure, Redaction, Context, Merge, ConsentEntry, NoticeEntry, OutgoingMail)


def _all_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event) and model not in LOGS and model._meta.managed and not model._meta.proxy
    ]


def everything() -> Rows:
    """Every row of every table but the logs, encrypted texts in clear; in one query."""
    known = _all_models()
    query = " UNION ALL ".join(
        f'SELECT {n}, to_jsonb(t)::text FROM "{model._meta.db_table}" t' for n, model in enumerate(known)
    )
    found: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute(query)
        for number, text in cursor:
            model = known[number]
            row = as_image(model, json.loads(text))
            key = model._meta.pk
            assert key is not None
            found.setdefault(model, {})[row[key.column]] = row
    return found


def without(rows: Rows, *left_out: type[models.Model]) -> Rows:
    return {model: some for model, some in rows.items() if model not in left_out}
