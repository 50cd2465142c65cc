"""Many contacts marked as dead at once: bounced addresses, envelopes that came back, numbers that fail.

A line names a contact by itself (an e-mail, a telephone), an envelope by the number of the record printed on it.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from alumni.registry.forms import HappenedField
from alumni.registry.health.models import HealthRepair
from alumni.registry.profile import phone_text
from alumni.registry.scopes import Scope
from mik.audit.context import acting
from mik.common.identifiers import as_text, normalise_email, normalise_phone
from mik.common.tables import TableError, read_table
from mik.people.managers import ContactPointQuerySet
from mik.people.models import ContactPoint, Evidence

MARKED = "olu-iletisim"
LONGEST = 20_000
SHOWN = 50
KINDS: dict[str, str] = {
    Evidence.BOUNCED: "email",
    Evidence.RETURNED: "address",
    Evidence.NO_ANSWER: "phone",
    Evidence.WRONG_PERSON: "phone",
}


class DeadListForm(forms.Form):
    evidence = forms.ChoiceField(
        label=gettext_lazy("Ne oldu?"),
        choices=[
            (Evidence.BOUNCED.value, gettext_lazy("E-posta geri döndü (satırda e-posta adresi)")),
            (Evidence.RETURNED.value, gettext_lazy("Posta iade geldi (satırda zarftaki kayıt no)")),
            (Evidence.NO_ANSWER.value, gettext_lazy("Telefon düşmüyor (satırda telefon)")),
            (Evidence.WRONG_PERSON.value, gettext_lazy("Telefon başkasına ait (satırda telefon)")),
        ],
    )
    on = HappenedField(label=gettext_lazy("Ne zaman oldu?"), help_text=gettext_lazy("Listedekilerin hepsi için."))
    lines_text = forms.CharField(
        label=gettext_lazy("Liste"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Her satıra bir tane."),
    )
    file = forms.FileField(label=gettext_lazy("Ya da dosya"), required=False, help_text=gettext_lazy("XLSX ya da CSV."))
    note = forms.CharField(
        label=gettext_lazy("Kaynağı"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Örn. Ekim bülteni iadesi."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = [line.strip() for line in cleaned.get("lines_text", "").splitlines()]
        lines = [line for line in (*typed, *self._of_file(cleaned.get("file"))) if line]
        if not lines and not self.errors:
            raise ValidationError(gettext("Bir liste yazın ya da dosya seçin."))
        if len(lines) > LONGEST:
            raise ValidationError(gettext("Bir kerede en çok 20.000 satır işaretlenir; listeyi bölün."))
        self.lines = list(dict.fromkeys(lines))
        return cleaned

    def _of_file(self, file: "UploadedFile[bytes] | None") -> Iterator[str]:
        """The first cell of each row that can be read as what is looked for."""
        if file is None:
            return
        kind = KINDS.get(self.cleaned_data.get("evidence", ""), "email")
        try:
            with read_table(file, file.name or "") as table:
                for row in itertools.islice(table.sheets[0].rows(), LONGEST + 1):
                    cells = (as_text(cell) for cell in row.cells)
                    yield next((cell for cell in cells if read(cell, kind)), "")
        except TableError as problem:
            self.add_error("file", str(problem))

    @property
    def proof(self) -> Evidence:
        return Evidence(self.cleaned_data["evidence"])

    @property
    def text(self) -> str:
        """The whole list once more, for the page that asks."""
        return "\n".join(self.lines)


def read(line: str, kind: str) -> str:
    """What a line names, as it is stored; empty where it is nothing of this kind."""
    if kind == "email":
        return normalise_email(line)
    if kind == "phone":
        return normalise_phone(line)
    return line if line.isdecimal() and len(line) < 18 else ""


@dataclass
class Found:
    """What became of the lines of a list."""

    evidence: Evidence
    living: list[int] = field(default_factory=list)
    people: int = 0
    dead_already: int = 0
    unknown: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def some_unknown(self) -> list[str]:
        return self.unknown[:SHOWN]

    @property
    def some_unreadable(self) -> list[str]:
        return self.unreadable[:SHOWN]


def look_up(lines: Sequence[str], *, evidence: Evidence) -> Found:
    """One query, however long the list."""
    kind = KINDS[evidence]
    wanted = {line: read(line, kind) for line in lines}
    asked = {value for value in wanted.values() if value}
    column = "person" if kind == "address" else "normalised"
    rows = ContactPoint.objects.filter(kind=kind, **{f"{column}__in": asked}).order_by("pk")
    known = list(rows.values_list("pk", "person", column, "dead_at"))
    named = {str(value) for _pk, _person, value, _dead in known}
    living = [(pk, person) for pk, person, _value, dead_at in known if dead_at is None]
    return Found(
        evidence=evidence,
        living=[pk for pk, _person in living],
        people=len({person for _pk, person in living}),
        dead_already=len(known) - len(living),
        unknown=[line for line, value in wanted.items() if value and value not in named],
        unreadable=[line for line, value in wanted.items() if not value],
    )


@dataclass(frozen=True)
class Line:
    person_id: int
    name: str
    text: str
    url: str


def shown(found: Found, scope: Scope) -> list[Line]:
    """The first of those that will be marked, with their names."""
    contacts = _in_reach(found, scope).select_related("person").defer("person__tckn", "person__passport_no")
    return [
        Line(
            person_id=one.person_id,
            name=one.person.full_name,
            text=phone_text(one.value) if one.kind == "phone" else one.value or one.get_kind_display(),
            url=scope.url("graduate_detail", one.person_id),
        )
        for one in contacts.order_by("pk")[:SHOWN]
    ]


def _in_reach(found: Found, scope: Scope) -> ContactPointQuerySet:
    mine = ContactPoint.objects.visible_to(scope.user).filter(pk__in=found.living)
    return mine.filter(person__in=scope.alumni().values("pk"))


@transaction.atomic
def mark_all(found: Found, *, scope: Scope, note: str = "", on: date | None = None) -> int:
    """Mark them in one statement; a second click marks nothing. History can put all of them back."""
    with acting(user_id=scope.user.pk, role=scope.role) as context:
        contacts = ContactPoint.objects.filter(pk__in=_in_reach(found, scope).values("pk"))
        marked = contacts.bury(found.evidence, reason=note, by=scope.user, on=on)
        if marked:
            HealthRepair.objects.create(rule=MARKED, context=context.id, count=marked, by=scope.user)
    return marked


def earlier(scope: Scope) -> list[HealthRepair]:
    mine = HealthRepair.objects.visible_to(scope.user).filter(rule=MARKED)
    return list(mine.select_related("by")[:5])
