"""The rules' conditions, asked of an Alumnus. ``graduations`` are those the asker may see; the night sees all."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Collate, ExtractMonth, ExtractYear, Lower, StrIndex, Substr, Upper
from django.utils import timezone

from alumni.registry.health.models import HealthFinding
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.states import is_proposed
from mik.common.identifiers import valid_tckn
from mik.common.turkish import TR, Folded
from mik.people.deaths import living
from mik.people.models import ContactPoint, Person
from mik.units.models import FOUNDED, Level

YOUNGEST = 16
SHARED_BY = 5
PATIENCE = timedelta(days=30)
FIRST_DEGREES = (Level.ASSOCIATE, Level.BACHELOR)
BATCH = 5000
# Slips of the finger in the domains people use most, each with the domain meant. A verified address is never one.
SLIPS = {
    **dict.fromkeys(
        ("gmial.com", "gmai.com", "gmal.com", "gmil.com", "gnail.com", "gmail.con", "gmail.co", "gmail.cm",
         "gmaill.com", "gamil.com", "gmeil.com", "gmail.comm", "gmsil.com"), "gmail.com"),
    **dict.fromkeys(
        ("hotmial.com", "hotmal.com", "hotmai.com", "hotmil.com", "hotmail.con", "hotmail.co", "hotmaill.com",
         "hotnail.com", "homtail.com", "hormail.com"), "hotmail.com"),
    **dict.fromkeys(("yaho.com", "yahho.com", "yahoo.con", "yhaoo.com", "yahoo.cm"), "yahoo.com"),
    **dict.fromkeys(("outlok.com", "outlook.con", "outloook.com", "outlook.co", "oulook.com"), "outlook.com"),
    **dict.fromkeys(("ktu.edu.t", "ktu.edu.rt", "ktü.edu.tr"), "ktu.edu.tr"),
    **dict.fromkeys(("icloud.con", "iclod.com", "icloud.co"), "icloud.com"),
}  # fmt: skip
# A Turkish mobile number whose 90 was left out: +5xx xxx xx xx.
HALF_TURKISH = r"^\+5[0-9]{9}$"


def _theirs(graduations: GraduationQuerySet) -> GraduationQuerySet:
    return graduations.filter(alumnus=OuterRef("pk")).order_by()


def _birth_year() -> ExtractYear:
    return ExtractYear(F("alumnus__person__birth_date"))


# --- Graduations -----------------------------------------------------------------------------------


def born_after(graduations: GraduationQuerySet) -> Q:
    dated = Q(graduated_on__lte=F("alumnus__person__birth_date"))
    undated = Q(graduated_on__isnull=True, year__lte=_birth_year())
    return Q(Exists(_theirs(graduations).filter(dated | undated)))


def too_young(graduations: GraduationQuerySet) -> Q:
    """Certainly younger: the year they would have turned sixteen had not come."""
    early = Q(year__lt=_birth_year() + YOUNGEST) & Q(year__gt=_birth_year())
    return Q(Exists(_theirs(graduations).filter(early)))


def two_first_degrees(graduations: GraduationQuerySet) -> Q:
    first = _theirs(graduations).filter(level__in=FIRST_DEGREES, graduated_on__isnull=False)
    month = ExtractMonth("graduated_on")
    another = (
        graduations.filter(
            alumnus=OuterRef("alumnus"), level__in=FIRST_DEGREES, year=OuterRef("year"), pk__gt=OuterRef("pk")
        )
        .order_by()
        .annotate(month=month)
        .filter(month=OuterRef("month"))
    )
    return Q(Exists(first.annotate(month=month).filter(Exists(another))))


def impossible_year(graduations: GraduationQuerySet) -> Q:
    """Before the university, or still to come."""
    today = timezone.localdate()
    outside = Q(year__lt=FOUNDED) | Q(year__gt=today.year) | Q(graduated_on__gt=today)
    return Q(Exists(_theirs(graduations).filter(outside)))


def outside_programme(graduations: GraduationQuerySet) -> Q:
    """Before the programme or its department opened, or after the year in which it closed."""
    outside = Q()
    for unit in ("programme", "programme__parent"):
        outside |= Q(**{f"{unit}__opened_on__year__gt": F("year")}) | Q(**{f"{unit}__closed_on__year__lt": F("year")})
    return Q(Exists(_theirs(graduations).filter(outside)))


def no_graduation(graduations: GraduationQuerySet) -> Q:
    return ~Q(Exists(_theirs(graduations)))


# --- Contacts --------------------------------------------------------------------------------------


def _living(**conditions: object) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.alive().filter(**conditions).order_by()


def _shared(kind: str) -> Any:
    def condition(graduations: GraduationQuerySet) -> Q:
        same = _living(kind=kind, normalised=OuterRef("normalised")).values("normalised")
        many = same.annotate(people=Count("person", distinct=True)).filter(people__gte=SHARED_BY)
        return Q(Exists(_living(kind=kind, person=OuterRef("pk")).filter(Exists(many.values("normalised")))))

    return condition


shared_email, shared_phone = _shared("email"), _shared("phone")


def sharing(kind: str) -> Any:
    """All who share one, found by grouping: the same records as the condition, without asking of each."""

    def found(alumni: AlumnusQuerySet) -> AlumnusQuerySet:
        grouped = _living(kind=kind).values("normalised").annotate(people=Count("person", distinct=True))
        many = grouped.filter(people__gte=SHARED_BY).values("normalised")
        return alumni.filter(pk__in=_living(kind=kind, normalised__in=many).values("person"))

    return found


def slipped() -> QuerySet[ContactPoint]:
    domain = Substr("normalised", StrIndex("normalised", Value("@")) + 1)
    return _living(kind="email", verified_at__isnull=True).annotate(domain=domain).filter(domain__in=list(SLIPS))


def mistyped_email(graduations: GraduationQuerySet) -> Q:
    return Q(Exists(slipped().filter(person=OuterRef("pk"))))


def half_turkish_phone(graduations: GraduationQuerySet) -> Q:
    return Q(Exists(_living(kind="phone", person=OuterRef("pk"), normalised__regex=HALF_TURKISH)))


def dead_primary(graduations: GraduationQuerySet) -> Q:
    """The first of its kind reaches nobody, while another would."""
    dead = ContactPoint.objects.filter(person=OuterRef("pk"), is_primary=True, dead_at__isnull=False).order_by()
    other = _living(person=OuterRef("person"), kind=OuterRef("kind"))
    return Q(Exists(dead.filter(Exists(other))))


def member_without_email(graduations: GraduationQuerySet) -> Q:
    return Q(membership__isnull=False) & living() & ~Q(Exists(_living(kind="email", person=OuterRef("pk"))))


# --- The person and the record ---------------------------------------------------------------------


def one_case_name(graduations: GraduationQuerySet) -> Q:
    """Asked by the letters, not by what the repair would do: the database cannot write a name the Turkish way."""
    return _one_case("given_names") | _one_case("surname")


def _one_case(field: str) -> Q:
    upper, lower = Upper(Collate(f"person__{field}", TR)), Lower(Collate(f"person__{field}", TR))
    name = f"person__{field}"
    capitals = Q(**{name: upper}) & ~Q(**{name: lower})
    small = Q(**{name: lower}) & ~Q(**{name: upper})
    return (capitals | small) & Q(**{f"{name}__regex": r"[^ .'’-]{2}"})


def same_former_surname(graduations: GraduationQuerySet) -> Q:
    same = Person.objects.annotate(now=Folded("surname"), before=Folded("former_surname"))
    return Q(Exists(same.filter(pk=OuterRef("pk"), before=F("now")).exclude(former_surname="")))


def long_proposed(graduations: GraduationQuerySet) -> Q:
    return is_proposed() & Q(created_at__lt=timezone.now() - PATIENCE)


def invalid_tckns(alumni: AlumnusQuerySet) -> Iterator[int]:
    """Records whose identity number bears wrong check digits: read and deciphered one by one, so only at night."""
    numbers = Person.objects.filter(pk__in=alumni.values("pk")).exclude(tckn__isnull=True).order_by()
    rows = numbers.values_list("pk", "tckn").iterator(BATCH)
    return (pk for pk, tckn in rows if tckn and not valid_tckn(tckn))


def unchanged_since_found(rule: str) -> Q:
    """Nobody has touched the person since the night: for what cannot be asked anew on a page."""
    newer = HealthFinding.objects.filter(rule=rule, alumnus=OuterRef("pk"), found_at__lt=OuterRef("person__updated_at"))
    return ~Q(Exists(newer))
