"""Two records side by side: their fields, what hangs on each, what would come out, what to think of before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from alumni.membership.models import Membership
from alumni.registry.merging import fields
from alumni.registry.merging.fields import LOSER, WINNER
from alumni.registry.merging.pairs import DECIDED, pair_of
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.accounts.models import Appointment
from mik.common.codelists import country_name
from mik.common.identifiers import mask_identifier
from mik.common.merging.graph import keys_to
from mik.common.turkish import date_long, fold
from mik.people.models import ConsentEntry, Person

LABELS = {
    "given_names": gettext_lazy("Ad"),
    "surname": gettext_lazy("Soyad"),
    "former_surname": gettext_lazy("Önceki soyad"),
    "birth_date": gettext_lazy("Doğum tarihi"),
    "sex": gettext_lazy("Cinsiyet"),
    "nationality": gettext_lazy("Uyruk"),
    "tckn": gettext_lazy("T.C. kimlik no"),
    "passport_no": gettext_lazy("Pasaport no"),
    "user": gettext_lazy("Hesap"),
}
# What hangs on a record, in the order and under the names people know; the office's alone where so marked.
HANGING: tuple[tuple[str, str, Any, bool], ...] = (
    ("alumni.Graduation", "graduation-cap", gettext_lazy("Mezuniyet"), False),
    ("people.ContactPoint", "mail", gettext_lazy("İletişim bilgisi"), False),
    ("alumni.Employment", "briefcase", gettext_lazy("İş"), False),
    ("alumni.FurtherStudy", "book-open", gettext_lazy("Öğrenim"), False),
    ("alumni.Membership", "user-check", gettext_lazy("Üyelik"), False),
    ("cards.Card", "id-card", gettext_lazy("Mezun kartı"), False),
    ("mail.Delivery", "send", gettext_lazy("Gönderilen toplu e-posta"), False),
    ("cards.CardApplication", "inbox", gettext_lazy("Kart başvurusu"), True),
    ("surveys.Invitation", "clipboard-list", gettext_lazy("Anket çağrısı"), True),
    ("people.ConsentEntry", "shield-check", gettext_lazy("İzin kaydı"), True),
    ("alumni.Claim", "user-check", gettext_lazy("Üyelik başvurusu"), True),
    ("organisations.Contact", "building-2", gettext_lazy("Kurum yetkilisi"), True),
    ("alumni.Merge", "merge", gettext_lazy("Daha önce birleşen kayıt"), False),
)


@dataclass(frozen=True)
class Cell:
    """One record's value of one field. ``pk`` is what the form sends to choose it."""

    pk: int
    text: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    cells: tuple[Cell, Cell]
    differs: bool
    can_choose: bool


@dataclass(frozen=True)
class Thing:
    label: str
    icon: str
    cells: tuple[tuple[int, int], ...]  # number of the record, how many rows


@dataclass
class Comparison:
    """``first`` and ``second`` stand left and right whichever stays; ``choices`` say whose value stays, by field."""

    scope: Scope
    first: Alumnus
    second: Alumnus
    stays: int
    choices: Mapping[str, int] = field(default_factory=dict)

    @property
    def winner(self) -> Alumnus:
        return self.first if self.first.pk == self.stays else self.second

    @property
    def loser(self) -> Alumnus:
        return self.second if self.first.pk == self.stays else self.first

    @cached_property
    def sides(self) -> dict[str, str]:
        return fields.sides(self.winner, self.loser, self.asked)

    @property
    def asked(self) -> dict[str, str]:
        """The choices as the service takes them."""
        return {name: WINNER if pk == self.winner.pk else LOSER for name, pk in self.choices.items()}

    @property
    def numbers_differ(self) -> list[str]:
        return [name for name in fields.IDENTIFIERS if fields.numbers_differ(self.winner, self.loser, name)]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for name in LABELS if (line := self._line(name)) is not None]

    def _line(self, name: str) -> Line | None:
        if name in fields.IDENTIFIERS and not self.scope.is_office:
            return None
        texts = [value_text(record.person, name) for record in (self.first, self.second)]
        if not any(texts):
            return None
        kept = self.winner.pk if self.sides[name] == WINNER else self.loser.pk
        one, two = (
            Cell(record.pk, text, record.pk == kept)
            for record, text in zip((self.first, self.second), texts, strict=True)
        )
        # A masked number is not picked by its mask: it is typed.
        can_choose = all(texts) and texts[0] != texts[1] and name not in fields.IDENTIFIERS
        return Line(name, str(LABELS[name]), (one, two), self._differs(name), can_choose)

    def _differs(self, name: str) -> bool:
        one, two = (getattr(record.person, fields.PERSON_FIELDS[name][0]) for record in (self.first, self.second))
        return bool(one != two)

    @cached_property
    def outcome(self) -> list[tuple[str, str]]:
        """The person that would come out, field by field."""
        values = fields.outcome_of(self.winner, self.loser, self.sides)
        users = {one.person.user_id: one.person.user for one in (self.winner, self.loser)}
        person = Person(**values | {"user_id": None})
        person.user = users[values["user_id"]]
        lines = [(str(LABELS[name]), value_text(person, name)) for name in LABELS if self._may_see(name)]
        return [(label, text) for label, text in lines if text]

    def _may_see(self, name: str) -> bool:
        return self.scope.is_office or name not in fields.IDENTIFIERS

    @cached_property
    def hanging(self) -> list[Thing]:
        counts = hanging_on(self.first.pk, self.second.pk)
        ids = self.first.pk, self.second.pk
        return [
            Thing(str(label), icon, tuple(zip(ids, counts[model], strict=True)))
            for model, icon, label, office_only in HANGING
            if any(counts.get(model, ())) and (self.scope.is_office or not office_only)
        ]

    @cached_property
    def warnings(self) -> list[str]:
        return list(_warnings(self))


def value_text(person: Person, name: str) -> str:
    """A value as people read it; numbers masked."""
    if name == "user":
        return str(person.user.email) if person.user else ""
    value = getattr(person, name)
    if name in fields.IDENTIFIERS:
        return mask_identifier(value)
    if name == "birth_date":
        return date_long(value) if value else ""
    if name == "sex":
        return str(person.get_sex_display()) if value else ""
    return country_name(value) if name == "nationality" else str(value or "")


def hanging_on(*ids: int) -> dict[str, tuple[int, int]]:
    """How many rows of each model hang on each of two records, in one question."""
    keys = [key for root in (Person, Alumnus) for key in keys_to(root) if not key.primary_key]
    columns = [(key.model, key.column) for key in keys] + [(ConsentEntry, "person")]
    part = sql.SQL(
        "SELECT {}, count(*) FILTER (WHERE {c} = %s), count(*) FILTER (WHERE {c} = %s) FROM {} WHERE {c} IN (%s, %s)"
    )
    parts = [
        part.format(
            sql.Literal(model._meta.label), sql.Identifier(model._meta.db_table), c=sql.Identifier(column or "")
        )
        for model, column in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts).as_string(cursor.connection), [*ids, *ids] * len(columns))
        return {label: (one, two) for label, one, two in cursor}


def _warnings(comparison: Comparison) -> Iterator[str]:
    first, second = comparison.first.person, comparison.second.person
    if comparison.numbers_differ:
        yield _("İki kayıtta farklı kimlik numaraları var: iki ayrı kişi olabilirler.")
    if first.birth_date and second.birth_date and first.birth_date != second.birth_date:
        yield _("Doğum tarihleri farklı.")
    if first.sex and second.sex and first.sex != second.sex:
        yield _("Cinsiyetleri farklı.")
    if fold(first.given_names) != fold(second.given_names):
        yield _("Adları farklı.")
    if len(_names_shown(comparison)) > 1:
        yield _("Kayıtlardan biri rehberde daha az kişiye görünüyor; birleşince de öyle kalır.")
    yield from _about_accounts(comparison)
    pair = pair_of(comparison.first.pk, comparison.second.pk)
    if pair is not None and pair.state == DECIDED:
        yield _("Bu iki kayıt için daha önce «aynı kişi değil» denmiş.")


def _names_shown(comparison: Comparison) -> set[str]:
    keys = (comparison.first.pk, comparison.second.pk)
    return set(Membership.objects.filter(alumnus__in=keys).values_list("name_shown", flat=True))


def _about_accounts(comparison: Comparison) -> Iterator[str]:
    users = {one.person.user for one in (comparison.first, comparison.second)} - {None}
    if len(users) < 2:
        return
    yield _("İki kaydın da hesabı var. Seçtiğiniz hesap kayda bağlı kalır; öteki boşta kalır, sahibine bildirilir.")
    if Appointment.objects.in_force().filter(user__in=[user for user in users if user]).exists():
        yield _("Hesaplardan birinin süren bir görevi var; kayıt öteki hesaba bağlansa da görev o hesapta kalır.")
