"""One person filled with values nobody else has, in every model that declares personal data.

A model without a filler fails the proof of erasure (``test_erasure_proof``): whoever declares a model adds a function
here that writes rows of it for ``cast.person``, with ``cast.secret("…")`` in every field that holds text.
"""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Claim, ClaimEvidence, Membership
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.services import PURPOSE as EXPORTS
from alumni.registry.health.models import HealthDismissal, HealthFinding
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.uploads import PURPOSE as LISTS
from alumni.registry.merging.models import Merge
from alumni.registry.models import Alumnus, ImportProblem, ImportRun
from alumni.registry.segments.models import Segment
from alumni.rights.models import RightsRequest
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from coordinator.protection.models import Breach, BreachSubject
from mik.accounts.models import User
from mik.audit.log import log_access, reserve_number
from mik.common.fields import keyed_hash
from mik.common.models import Job
from mik.files.models import StoredFile
from mik.files.services import store_file
from mik.mail.models import Delivery, Mailing
from mik.mail.services import queue_mail
from mik.organisations.models import Contact
from mik.people.models import ContactPoint, NoticeEntry, Person
from mik.units.models import Unit
from mik.work.models import Notification
from surveys.models import Answer, Invitation, Response
from tests.alumni.rights import member_fillers
from tests.factories.alumni import OrganisationFactory
from tests.factories.cards import card_of
from tests.factories.consents import agreed
from tests.factories.surveys import WaveFactory


@dataclass
class Cast:
    """``mark`` goes into every value of the person; ``plain`` collects the values to search for afterwards."""

    mark: str
    alumnus: Alumnus
    twin: Alumnus
    user: User
    clerk: User
    department: Unit
    email: str
    phone: str
    plain: list[str] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return self.alumnus.person

    def secret(self, what: str) -> str:
        """A value no other row has; with Turkish letters, so that its folded and shouted forms differ."""
        value = f"{self.mark}ığdır {what}"
        self.plain.append(value)
        return value

    def named(self, what: str) -> str:
        """A text of somebody else that names the person."""
        return f"{what} {self.person.full_name} {what}"


def contacts(cast: Cast) -> None:
    for kind, value in (
        ("email", cast.email),
        ("phone", cast.phone),
        ("web", f"{cast.mark}.ornek.example"),
        ("address", cast.secret("sokak")),
    ):
        ContactPoint.objects.create(person=cast.person, kind=kind, value=value, normalised=value, country="TR")
    cast.plain += [cast.email, cast.phone, f"{cast.mark}.ornek.example"]
    gone = ContactPoint.objects.create(person=cast.person, kind="email", value=f"eski.{cast.email}", normalised="x")
    gone.value = f"eskiden.{cast.email}"
    gone.save()
    gone.delete()


def person(cast: Cast) -> None:
    one = cast.person
    one.birth_date, one.sex, one.nationality = date(1961, 2, 3), "f", "TM"
    one.tckn, one.tckn_hash = "10000000146", keyed_hash("10000000146", purpose="tckn")
    one.passport_no, one.passport_hash = "ZK7654321", keyed_hash("ZK7654321", purpose="passport")
    one.save()
    cast.plain += ["10000000146", "ZK7654321", "1961-02-03"]


def user(cast: Cast) -> None:
    cast.user.email, cast.user.last_login = cast.email, timezone.now()
    cast.user.save()
    session = SessionStore()
    session["_auth_user_id"], session["yarım"] = str(cast.user.pk), cast.secret("oturum")
    session.save()
    stray = SessionStore()
    stray["account_login"] = cast.email
    stray.save()


def email_addresses(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.user, email=f"ikinci.{cast.email}", verified=True)


def authenticators(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.user, type="totp", data={"secret": cast.secret("gizli anahtar")})


def sessions(cast: Cast) -> None:
    UserSession.objects.create(
        user=cast.user, ip="203.0.113.77", session_key=f"{cast.mark}key", user_agent=cast.secret("tarayıcı")
    )
    cast.plain.append("203.0.113.77")


def nothing(cast: Cast) -> None:
    """Holds terms of office alone; a member has none, and who has is not erased while they run."""


def consents(cast: Cast) -> None:
    agreed(cast.person, network="203.0.113.0/24", device=cast.secret("tarayıcı"))
    cast.plain.append("203.0.113.0/24")


def notices(cast: Cast) -> None:
    NoticeEntry.objects.create(person=cast.person.pk, version=1, text_version="2026-11", way="post")
    NoticeEntry.objects.create(user=cast.user, version=2, text_version="2026-12", way="sign_up", language="tr")


def organisation_contact(cast: Cast) -> None:
    Contact.objects.create(
        organisation=OrganisationFactory.create(), person=cast.person, name=cast.secret("yetkili"),
        title=cast.secret("müdür"), email=cast.email, email_hash=keyed_hash(cast.email, purpose="email"),
    )  # fmt: skip


def delivery(cast: Cast) -> None:
    mailing = Mailing.objects.create(by=cast.clerk, purpose="news", subject_tr="Duyuru", body_tr="Merhaba")
    Delivery.objects.create(
        mailing=mailing, person=cast.person, address=cast.email, answer=f"550 {cast.email} unknown",
        address_hash=keyed_hash(cast.email, purpose="email"), state="bounced",
    )  # fmt: skip
    queue_mail(to=cast.email, subject=cast.secret("konu"), text=cast.secret("ileti"))
    queue_mail(to="baskasi@ornek.example", subject="Haber", text=cast.named("Üye oldu:"))


def notification(cast: Cast) -> None:
    from mik.work.services import notify

    notify(user=cast.user, text=cast.secret("bildirim"))
    Notification.objects.create(
        user=cast.user, text="%(who)s yazdı", params={"who": cast.secret("yazan")}, target=cast.secret("hedef"),
        key=cast.secret("olay"), url=f"/{cast.mark}-gizlikule/",
    )  # fmt: skip
    cast.plain.append(f"/{cast.mark}-gizlikule/")


def job(cast: Cast) -> None:
    words = {"message": cast.named("Bitti")}
    Job.objects.create(
        kind="registry.export", owner=cast.clerk, params={"q": cast.email}, result=words, log=[["", cast.email]]
    )


def alumnus(cast: Cast) -> None:
    cast.alumnus.tags = [cast.secret("etiket")]
    cast.alumnus.confirmed_at, cast.alumnus.confirmed_source = timezone.now(), "member"
    cast.alumnus.save()


def list_file(cast: Cast, *, name: str = "liste.csv") -> StoredFile:
    text = (
        f"Ad;Soyad;E-posta\nBaşka;Biri;x@ornek.example\n{cast.person.given_names};{cast.person.surname};{cast.email}\n"
    )
    return store_file(upload=io.BytesIO(text.encode()), purpose=LISTS, by=cast.clerk, name=name)


def verdict(cast: Cast) -> None:
    run = ImportRun.objects.create(file=list_file(cast), file_name="liste.csv", by=cast.clerk)
    detail = json.dumps({"name": cast.person.full_name, "email": cast.email})
    ImportVerdict.objects.create(run=run, row=1, outcome="likely", alumnus=cast.alumnus, detail=detail)
    other = ImportRun.objects.create(file_name="başka.csv", by=cast.clerk)
    ImportVerdict.objects.create(run=other, row=1, outcome="likely", alumnus=cast.twin, detail=detail)
    list_file(cast, name="sahipsiz.csv")


def problem(cast: Cast) -> None:
    run = ImportRun.objects.create(file_name="liste.csv", by=cast.clerk)
    ImportProblem.objects.create(run=run, row=3, value=cast.phone, reason="phone", message="Telefon okunamadı")
    ImportProblem.objects.create(run=run, row=4, value=cast.person.full_name, reason="name", message=cast.named("Ad"))


def employment(cast: Cast) -> None:
    for visibility in ("nobody", "public"):
        Employment.objects.create(
            alumnus=cast.alumnus, employer=OrganisationFactory.create(), title=cast.secret(f"şef {visibility}"),
            description=cast.secret(f"iş {visibility}"), visibility=visibility,
        )  # fmt: skip


def study(cast: Cast) -> None:
    FurtherStudy.objects.create(
        alumnus=cast.alumnus, institution=cast.secret("okul"), programme=cast.secret("bilim"), level=7,
        description=cast.secret("tez"),
    )  # fmt: skip


def membership(cast: Cast) -> None:
    assert Membership.objects.filter(alumnus=cast.alumnus).exists()  # the cast's own


def claim(cast: Cast) -> None:
    _claim(cast, Claim.State.REFUSED, None)
    approved = _claim(cast, Claim.State.APPROVED, cast.alumnus)
    document = store_file(
        upload=io.BytesIO(f"%PDF {cast.email}".encode()), purpose="claim_evidence", by=cast.user, name="belge.pdf"
    )
    ClaimEvidence.objects.create(claim=approved, file=document)


def _claim(cast: Cast, state: str, record: Alumnus | None) -> Claim:
    return Claim.objects.create(
        user=cast.user, state=state, alumnus=record, given_names=cast.secret(f"ad {state}"),
        surname=cast.secret(f"soyad {state}"), former_surname=cast.secret(f"eski {state}"), student_no="998877",
        phone=cast.phone, note=cast.secret(f"not {state}"), reason=cast.secret(f"gerekçe {state}"),
        unit_text=cast.secret(f"bölüm {state}"), identifier="10000000146", identifier_hash=b"1" * 32,
        decided_at=timezone.now(),
    )  # fmt: skip


def pair(cast: Cast) -> None:
    first, second = sorted((cast.alumnus, cast.twin), key=lambda one: one.pk)
    DuplicatePair.objects.create(first=first, second=second, probability=0.8, parts=[])


def merge_request(cast: Cast) -> None:
    for record, other in ((cast.alumnus, None), (cast.twin, cast.alumnus)):
        MergeRequest.objects.create(
            alumnus=record, other=other, asking_unit=cast.department, unit=cast.department,
            name=cast.secret(f"aranan {record.pk}"), note=cast.named("Bu kişi mi?"), state="withdrawn",
        )  # fmt: skip


def health(cast: Cast) -> None:
    HealthFinding.objects.create(rule="no_contact", alumnus=cast.alumnus)
    HealthDismissal.objects.create(rule="no_contact", alumnus=cast.alumnus, reason=cast.secret("sağlık"), by=cast.clerk)


def merge(cast: Cast) -> None:
    images = json.dumps({"people.Person": {"removed": [{"surname": cast.secret("kaybeden"), "email": cast.email}]}})
    Merge.objects.create(
        winner=cast.alumnus, into_id=cast.alumnus.pk, loser_id=987654321, loser_name=cast.secret("öbürü"),
        by=cast.clerk, images=images,
    )  # fmt: skip


def segment(cast: Cast) -> None:
    filters = {"list": {"q": [cast.person.full_name]}, "more": cast.email}
    Segment.objects.create(name=cast.named("Ara")[:80], owner=cast.clerk, filters=filters)


def export(cast: Cast) -> None:
    text = f"Ad;E-posta\n{cast.person.full_name};{cast.email}\n"
    file = store_file(upload=io.BytesIO(text.encode()), purpose=EXPORTS, by=cast.clerk, name="mezunlar.csv")
    number = reserve_number()
    log_access(
        request_or_user=cast.clerk, action="export", subjects=[cast.alumnus.pk, cast.twin.pk], number=number,
        reason="Mezuniyet günü daveti",
    )  # fmt: skip
    Export.objects.create(
        number=number, form="csv", owner=cast.clerk, reason=cast.named("Aradığım"), words=cast.named("Ad:"), file=file
    )


def looks(cast: Cast) -> None:
    log_access(
        request_or_user=cast.clerk, action="view", subjects=[cast.alumnus.pk], reason=cast.named("Telefonla aradı")
    )


def rights(cast: Cast) -> None:
    today = timezone.localdate()
    for serial, (kind, state) in enumerate((("access", "answered"), ("erase", "in_work")), start=1):
        closed = timezone.now() if state == "answered" else None
        RightsRequest.objects.create(
            year=today.year, serial=serial, kind=kind, state=state, person=cast.person, user=cast.user,
            applicant=cast.person.full_name, address=cast.email, identity=cast.secret(f"kimlik {kind}"),
            text=cast.secret(f"istek {kind}"), answer=cast.named("Yazdık.") if closed else "",
            received_on=today, due_on=today + timedelta(days=30), answered_at=closed,
            file=own_copy(cast) if closed else None,
        )  # fmt: skip


def own_copy(cast: Cast) -> StoredFile:
    return store_file(upload=io.BytesIO(cast.email.encode()), purpose="own_data", by=cast.user, name="kopya.zip")


def invitation(cast: Cast) -> None:
    wave = WaveFactory.create()
    Invitation.objects.create(wave=wave, person=cast.person, language="tr", sent_at=timezone.now())


def response(cast: Cast) -> None:
    Response.objects.create(invitation=Invitation.objects.get(person=cast.person))


def answer(cast: Cast) -> None:
    found = Response.objects.get(invitation__person=cast.person)
    Answer.objects.create(response=found, question="words", text=cast.secret("görüş"))


def application(cast: Cast) -> None:
    assert CardApplication.objects.filter(alumnus=cast.alumnus).update(reason=cast.secret("ret")) == 1


def card(cast: Cast) -> None:
    from tests.factories.cards import application_of

    made = card_of(cast.alumnus, by=cast.clerk)
    Card.objects.filter(pk=made.pk).update(printed_name=cast.secret("kart"), reason=cast.secret("kart nedeni"))
    application_of(cast.alumnus, state="submitted")


def breach_subject(cast: Cast) -> None:
    breach = Breach.objects.create(
        title="Kayıp dizüstü", happened="Çalındı", discovered_at=timezone.now(), created_by=cast.clerk
    )
    BreachSubject.objects.create(breach=breach, person=cast.person, found_by="typed")


# In the order in which rows may be made. A model that is not here fails the proof.
FILLERS: dict[str, Callable[[Cast], Any]] = {
    "people.Person": person,
    "people.ContactPoint": contacts,
    "people.ConsentEntry": consents,
    "people.NoticeEntry": notices,
    "accounts.User": user,
    "account.EmailAddress": email_addresses,
    "mfa.Authenticator": authenticators,
    "usersessions.UserSession": sessions,
    "accounts.Appointment": nothing,
    "accounts.DutyGrant": nothing,
    "organisations.Contact": organisation_contact,
    "mail.Delivery": delivery,
    "work.Notification": notification,
    "common.Job": job,
    "alumni.Alumnus": alumnus,
    "alumni.Graduation": nothing,  # the cast's own, which stays
    "alumni.ImportVerdict": verdict,
    "alumni.ImportProblem": problem,
    "alumni.Employment": employment,
    "alumni.FurtherStudy": study,
    "alumni.Membership": membership,
    "alumni.Claim": claim,
    "alumni.ClaimEvidence": nothing,  # made with the claim
    "alumni.DuplicatePair": pair,
    "alumni.MergeRequest": merge_request,
    "alumni.HealthFinding": health,
    "alumni.HealthDismissal": nothing,  # made with the finding
    "alumni.Merge": merge,
    "alumni.Segment": segment,
    "alumni.Export": export,
    "audit.AccessEvent": looks,
    "alumni.RightsRequest": rights,
    "alumni.Erased": nothing,  # made by the erasure itself
    "surveys.Invitation": invitation,
    "surveys.Response": response,
    "surveys.Answer": answer,
    "cards.Card": card,
    "cards.CardApplication": application,
    "coordinator.BreachSubject": breach_subject,
    **member_fillers.FILLERS,
}
