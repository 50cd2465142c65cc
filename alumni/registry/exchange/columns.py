"""What an export may hold: each column with its heading, its group, where its value comes from, who may have it.

Identity and passport numbers are no columns, for nobody.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.records import CONSENTS, CONTACTS, JOBS, Contact, Diploma, Entry, Job
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.scopes import Scope
from alumni.registry.states import PILLS
from mik.accounts.powers import powers_of
from mik.common.codelists import country_name, occupation_name, province_name, sector_name
from mik.people.consents.managers import CONSENTS as MAY_SEE_CONSENTS
from mik.people.models import Channel, Purpose, Sex, Source
from mik.units.models import Level, Unit

PERSON, GRADUATION, CONTACT, WORK, RECORD = "person", "graduation", "contact", "work", "record"
GROUPS: dict[str, Promise] = {
    PERSON: gettext_lazy("Kişi"),
    GRADUATION: gettext_lazy("Mezuniyet"),
    CONTACT: gettext_lazy("İletişim"),
    WORK: gettext_lazy("İş"),
    RECORD: gettext_lazy("Kayıt"),
}


class Words:
    """Labels and units, looked up once an export instead of once a cell."""

    def __init__(self) -> None:
        self.fresh_since = AlumnusQuerySet.fresh_since()
        self.sources = {code: str(label) for code, label in Source.choices}
        self.levels = {code: str(label) for code, label in Level.choices}
        self.sexes = {code: str(label) for code, label in Sex.choices if code}
        self.pills = {code: str(pill.label) for code, pill in PILLS.items()}
        self.purposes = {code: str(label) for code, label in Purpose.choices}
        self.channels = {code: str(label) for code, label in Channel.choices}
        self.yes, self.no = _("evet"), _("hayır")

    def consents(self, entry: Entry) -> str:
        """Purposes with the channels agreed to: a list for e-mail holds nobody who agreed to letters alone."""
        by_purpose: dict[str, list[str]] = {}
        for purpose, channel in entry.consents:
            if purpose in self.purposes:
                by_purpose.setdefault(self.purposes[purpose], []).append(self.channels[channel])
        return ", ".join(f"{label} ({' + '.join(channels)})" for label, channels in by_purpose.items())

    @cached_property
    def programmes(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in Unit.objects.programmes().select_related("parent")}

    @cached_property
    def departments(self) -> dict[int, str]:
        return {pk: unit.department.label for pk, unit in self.programmes.items()}


Value = Callable[[Entry, Words], Any]


@dataclass(frozen=True)
class Column:
    """``part``: what has to be read for it; ``usual``: ticked for who never chose; ``card``: it has a place in a
    contact card; ``open_to``: who may have it, of those who may have the list at all.
    """

    code: str
    label: str | Promise
    group: str
    value: Value
    part: str = ""
    usual: bool = True
    card: bool = False
    open_to: Callable[[Scope], bool] = lambda scope: True


def day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _diploma(read: Callable[[Diploma, Words], Any]) -> Value:
    """Of the latest graduation in scope."""
    return lambda entry, words: read(entry.diplomas[0], words) if entry.diplomas else None


def _job(read: Callable[[Job, Words], Any]) -> Value:
    return lambda entry, words: read(entry.jobs[0], words) if entry.jobs else None


def _first(kind: str, read: Callable[[Contact, Words], Any]) -> Value:
    def value(entry: Entry, words: Words) -> Any:
        for contact in entry.contacts:
            if contact.kind == kind:
                return read(contact, words)
        return None

    return value


def _others(kind: str) -> Value:
    return lambda entry, words: ", ".join(contact.value for contact in entry.of_kind(kind)[1:])


def _other_diplomas(entry: Entry, words: Words) -> str:
    return "; ".join(f"{words.programmes[d.programme_id].label}, {d.year}" for d in entry.diplomas[1:])


COLUMNS: tuple[Column, ...] = (
    Column("given_names", gettext_lazy("Ad"), PERSON, lambda e, w: e.given_names, card=True),
    Column("surname", gettext_lazy("Soyad"), PERSON, lambda e, w: e.surname, card=True),
    Column("former_surname", gettext_lazy("Önceki soyad"), PERSON, lambda e, w: e.former_surname),
    Column("birth_date", gettext_lazy("Doğum tarihi"), PERSON, lambda e, w: e.birth_date, usual=False, card=True),
    Column("sex", gettext_lazy("Cinsiyet"), PERSON, lambda e, w: w.sexes.get(e.sex), usual=False),
    Column("nationality", gettext_lazy("Uyruk"), PERSON, lambda e, w: country_name(e.nationality), usual=False),
    Column("department", gettext_lazy("Bölüm"), GRADUATION, _diploma(lambda d, w: w.departments[d.programme_id])),
    Column(
        "programme",
        gettext_lazy("Program"),
        GRADUATION,
        _diploma(lambda d, w: w.programmes[d.programme_id].label),
        usual=False,
    ),
    Column("level", gettext_lazy("Düzey"), GRADUATION, _diploma(lambda d, w: w.levels.get(d.level))),
    Column("graduated_on", gettext_lazy("Mezuniyet tarihi"), GRADUATION, _diploma(lambda d, w: d.graduated_on)),
    Column("year", gettext_lazy("Mezuniyet yılı"), GRADUATION, _diploma(lambda d, w: d.year)),
    Column("diploma_no", gettext_lazy("Diploma no"), GRADUATION, _diploma(lambda d, w: d.diploma_no), usual=False),
    Column("student_no", gettext_lazy("Öğrenci no"), GRADUATION, _diploma(lambda d, w: d.student_no), usual=False),
    Column("other_graduations", gettext_lazy("Diğer mezuniyetleri"), GRADUATION, _other_diplomas, usual=False),
    Column("email", gettext_lazy("E-posta"), CONTACT, _first("email", lambda c, w: c.value), CONTACTS, card=True),
    Column(
        "email_source",
        gettext_lazy("E-posta kaynağı"),
        CONTACT,
        _first("email", lambda c, w: w.sources.get(c.source)),
        CONTACTS,
        usual=False,
    ),
    Column(
        "email_date",
        gettext_lazy("E-posta tarihi"),
        CONTACT,
        _first("email", lambda c, w: day(c.updated_at)),
        CONTACTS,
        usual=False,
    ),
    Column("emails", gettext_lazy("Diğer e-postaları"), CONTACT, _others("email"), CONTACTS, usual=False, card=True),
    Column("phone", gettext_lazy("Telefon"), CONTACT, _first("phone", lambda c, w: c.value), CONTACTS, card=True),
    Column(
        "phone_source",
        gettext_lazy("Telefon kaynağı"),
        CONTACT,
        _first("phone", lambda c, w: w.sources.get(c.source)),
        CONTACTS,
        usual=False,
    ),
    Column(
        "phone_date",
        gettext_lazy("Telefon tarihi"),
        CONTACT,
        _first("phone", lambda c, w: day(c.updated_at)),
        CONTACTS,
        usual=False,
    ),
    Column("phones", gettext_lazy("Diğer telefonları"), CONTACT, _others("phone"), CONTACTS, usual=False, card=True),
    Column(
        "address",
        gettext_lazy("Adres"),
        CONTACT,
        _first("address", lambda c, w: c.value),
        CONTACTS,
        usual=False,
        card=True,
    ),
    Column("country", gettext_lazy("Ülke"), CONTACT, lambda e, w: country_name(e.home[0]), CONTACTS, card=True),
    Column("province", gettext_lazy("İl"), CONTACT, lambda e, w: province_name(e.home[1]), CONTACTS, card=True),
    Column(
        "web",
        gettext_lazy("Web sayfası"),
        CONTACT,
        _first("web", lambda c, w: c.value),
        CONTACTS,
        usual=False,
        card=True,
    ),
    Column("title", gettext_lazy("Görev"), WORK, _job(lambda j, w: j.title), JOBS, card=True),
    Column("employer", gettext_lazy("Kurum"), WORK, _job(lambda j, w: j.employer), JOBS, card=True),
    Column("sector", gettext_lazy("Sektör"), WORK, _job(lambda j, w: sector_name(j.sector)), JOBS, usual=False),
    Column(
        "occupation",
        gettext_lazy("Meslek grubu"),
        WORK,
        _job(lambda j, w: occupation_name(j.occupation)),
        JOBS,
        usual=False,
    ),
    Column("job_starts", gettext_lazy("İşe başlama"), WORK, _job(lambda j, w: j.starts), JOBS, usual=False),
    Column("job_source", gettext_lazy("İş bilgisinin kaynağı"), WORK, _job(lambda j, w: w.sources.get(j.source)), JOBS),
    Column("job_date", gettext_lazy("İş bilgisinin tarihi"), WORK, _job(lambda j, w: day(j.updated_at)), JOBS),
    Column("member", gettext_lazy("Üye"), RECORD, lambda e, w: w.yes if e.joined_at else w.no),
    Column("joined_on", gettext_lazy("Üyelik tarihi"), RECORD, lambda e, w: day(e.joined_at), usual=False),
    Column("state", gettext_lazy("Durum"), RECORD, lambda e, w: w.pills[e.pill(w.fresh_since)], CONTACTS),
    Column("confirmed_on", gettext_lazy("Son doğrulama"), RECORD, lambda e, w: day(e.confirmed_at)),
    Column(
        "confirmed_by",
        gettext_lazy("Doğrulayan"),
        RECORD,
        lambda e, w: w.sources.get(e.confirmed_source),
        usual=False,
    ),
    Column("tags", gettext_lazy("Etiketler"), RECORD, lambda e, w: ", ".join(map(str, e.tags))),
    Column(
        "consents",
        gettext_lazy("İzinleri"),
        RECORD,
        lambda e, w: w.consents(e),
        CONSENTS,
        usual=False,
        open_to=lambda scope: powers_of(scope.user).has_duty(MAY_SEE_CONSENTS),
    ),
    Column("source", gettext_lazy("Kaydın kaynağı"), RECORD, lambda e, w: w.sources.get(e.source), usual=False),
    Column("created_on", gettext_lazy("Kayıt tarihi"), RECORD, lambda e, w: day(e.created_at), usual=False),
)
BY_CODE = {column.code: column for column in COLUMNS}


def columns_for(scope: Scope, codes: Collection[str] | None = None) -> list[Column]:
    """Those this scope may hand out, in the order of the file; of ``codes`` only what is among them."""
    return [c for c in COLUMNS if c.open_to(scope) and (codes is None or c.code in codes)]


def parts_of(columns: Iterable[Column]) -> frozenset[str]:
    """What has to be read. The place falls back on the job, so it asks for both."""
    parts = {column.part for column in columns if column.part}
    return frozenset(parts | {JOBS} if {"country", "province"} & {column.code for column in columns} else parts)


def usual_codes() -> list[str]:
    return [column.code for column in COLUMNS if column.usual]
