"""How healthy a record is: each thing asked of it stands here once, and the measures say which of these they need.

Lists, figures, pages and the nightly totals all ask with these conditions, so no two of them can differ.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.career.models import Employment
from alumni.registry import states
from alumni.registry.health.models import HealthFinding
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.people.models import Source

Moment = datetime | None
Condition = Q | Exists


@dataclass(frozen=True)
class Field:
    """Something a record has or lacks; ``has(moment)`` is asked of an Alumnus, as it stood then (now)."""

    code: str
    label: str | Promise
    has: Callable[[Moment], Condition]


def _living(**conditions: object) -> Callable[[Moment], Condition]:
    return lambda moment: Exists(states.living(moment).filter(person=OuterRef("pk"), **conditions))


def _graduation(condition: Q | None = None) -> Callable[[Moment], Condition]:
    theirs = Graduation.objects.filter(condition or Q(), alumnus=OuterRef("pk"))
    return lambda moment: Exists(theirs)


def _place_or_job(moment: Moment) -> Condition:
    """Somewhere to live, or a job that is not over."""
    home = states.living(moment).filter(person=OuterRef("pk"), kind="address", country__gt="")
    job = Employment.objects.filter(alumnus=OuterRef("pk"), ends__isnull=True)
    return Q(Exists(home)) | Q(Exists(job))


FIELDS: dict[str, Field] = {
    one.code: one
    for one in (
        Field("contact", _("Yaşayan e-posta ya da telefon"), states.reachable),
        Field("email", _("Yaşayan e-posta"), _living(kind="email")),
        Field("phone", _("Yaşayan telefon"), _living(kind="phone")),
        Field("confirmed", _("Son 12 ayda doğrulama"), states.confirmed_lately),
        Field("birth_date", _("Doğum tarihi"), lambda moment: Q(person__birth_date__isnull=False)),
        Field("graduation", _("Program ve mezuniyet yılı"), _graduation()),
        Field("place_or_job", _("Yaşadığı yer ya da iş"), _place_or_job),
        Field(
            "identifier",
            _("T.C. kimlik ya da pasaport no"),
            lambda moment: Q(person__tckn_hash__isnull=False) | Q(person__passport_hash__isnull=False),
        ),
        Field(
            "official",
            _("Resmî listeden ya da diploma no ile mezuniyet"),
            _graduation(Q(source=Source.IMPORT) | ~Q(diploma_no="")),
        ),
    )
}


@dataclass(frozen=True)
class Measure:
    """A share of the confirmed records: those that have all of ``needs``."""

    code: str
    label: str | Promise
    definition: str | Promise
    needs: tuple[str, ...]

    def condition(self, moment: Moment = None) -> Q:
        asked = Q()
        for code in self.needs:
            asked &= Q(FIELDS[code].has(moment))
        return asked


_REACHABLE, _FRESH = ("contact",), ("contact", "confirmed")
_COMPLETE = ("birth_date", "graduation", "contact", "place_or_job")
_VERIFIED = ("identifier", "official")
MEASURES: dict[str, Measure] = {
    one.code: one
    for one in (
        Measure("reachable", _("Ulaşılabilen"), _("Çalışan bir e-posta adresi ya da telefonu var."), _REACHABLE),
        Measure("fresh", _("Güncel"), _("Ulaşılabiliyor ve bilgileri son 12 ayda doğrulandı."), _FRESH),
        Measure(
            "complete",
            _("Eksiksiz"),
            _("Ad ve soyadının yanında doğum tarihi, programı ve mezuniyet yılı, yaşayan bir e-postası ya da telefonu, "
              "yaşadığı yer ya da işi biliniyor."),
            _COMPLETE,
        ),
        Measure(
            "verified",
            _("Doğrulanmış"),
            _("Kimlik ya da pasaport numarası var; mezuniyeti Öğrenci İşleri listesinden ya da diploma numarasıyla "
              "biliniyor."),
            _VERIFIED,
        ),
        Measure(
            "sound",
            _("Sağlam"),
            _("Ulaşılabilen, güncel, eksiksiz ve doğrulanmış: dördü birden."),
            tuple(dict.fromkeys((*_FRESH, *_COMPLETE, *_VERIFIED))),
        ),
    )
}  # fmt: skip
PARTS = ("reachable", "fresh", "complete", "verified")


# --- All of them at once ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """How many of the confirmed records are what, and how many lack which field."""

    registered: int
    members: int
    wanting: int
    counts: Mapping[str, int]
    lacking: Mapping[str, int]

    def share(self, code: str) -> float | None:
        """In per cent; None where there is no record."""
        return 100 * self.counts[code] / self.registered if self.registered else None


COLUMNS = ("alumnus_id", "member", "wanting", *FIELDS)


def facts(alumni: AlumnusQuerySet) -> tuple[str, tuple[Any, ...]]:
    """A CTE ``facts``: one row a confirmed record of a living person, each thing asked once, as true or false."""
    findings = HealthFinding.objects.open().filter(alumnus=OuterRef("pk"))
    asked: dict[str, Any] = {code: field.has(None) for code, field in FIELDS.items()}
    known = {f"is_{code}": condition for code, condition in asked.items()}
    known = {"is_member": Q(membership__isnull=False), "is_wanting": Exists(findings), **known}
    rows = alumni.living().filter(state=Alumnus.State.CONFIRMED).order_by().annotate(**known).values("pk", *known)
    sql, params = rows.query.sql_with_params()
    return f"facts ({', '.join(COLUMNS)}) AS MATERIALIZED ({sql})", params


def counted() -> str:
    """The columns of Totals over ``facts``, in this order: registered, members, wanting, measures, lacking."""
    measures = [f"count(*) FILTER (WHERE {' AND '.join(one.needs)})" for one in MEASURES.values()]
    lacking = [f"'{code}', count(*) FILTER (WHERE NOT {code})" for code in FIELDS]
    return ", ".join(
        [
            "count(*)",
            "count(*) FILTER (WHERE member)",
            "count(*) FILTER (WHERE wanting)",
            *measures,
            f"jsonb_build_object({', '.join(lacking)})",
        ]
    )


def totals_of(alumni: AlumnusQuerySet) -> Totals:
    """The measures of these records as they are now, in one query. Django's connection leaves jsonb to its reader."""
    cte, params = facts(alumni)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {cte} SELECT {counted()} FROM facts", params)  # noqa: S608  (all of it is ours)
        registered, members, wanting, *counts, lacking = cursor.fetchone()
    return Totals(registered, members, wanting, dict(zip(MEASURES, counts, strict=True)), json.loads(lacking))
