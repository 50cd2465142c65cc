"""What the rows of one page of the directory show, by one query; no more than each member shows to the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from alumni.directory.filters import homes, present_jobs
from alumni.registry.about.models import Photo
from alumni.registry.models import Alumnus, Graduation
from alumni.visibility import layer
from alumni.visibility.audience import Audience
from mik.common.arrays import AnyOf
from mik.common.codelists import place_name
from mik.people.models import full_name
from mik.units.models import in_language


@dataclass(frozen=True)
class Row:
    """One member of the list. ``diplomas``: «Makine Mühendisliği, 2014», or the half of it that is shown."""

    pk: int
    name: str
    initials: str
    diplomas: list[str]
    title: str
    employer: str
    place: str
    is_mentor: bool
    photo: str = ""


def rows_of(keys: Sequence[int], audience: Audience) -> list[Row]:
    """In the order of the keys; who is not listed for this audience is left out."""
    members = Alumnus.objects.filter(AnyOf("pk", keys)).filter(layer.listed(audience))
    found = {member["pk"]: _row(member) for member in _with_what_they_show(members, audience)} if keys else {}
    return [found[key] for key in keys if key in found]


def _with_what_they_show(members: "QuerySet[Alumnus]", audience: Audience) -> Any:
    return members.annotate(
        shows_programme=layer.shows(audience, layer.PROGRAMME),
        shows_year=layer.shows(audience, layer.YEAR),
        is_mentor=layer.shows(audience, layer.MENTOR),
        diplomas=ArraySubquery(_diplomas()),
        job=ArraySubquery(_main_job(audience)),
        home=ArraySubquery(_home(audience)),
        photo_file=Subquery(layer.shown(Photo.objects.filter(alumnus=OuterRef("pk")), audience).values("small")[:1]),
    ).values(
        "pk", "person__given_names", "person__surname", "shows_programme", "shows_year", "is_mentor",
        "diplomas", "job", "home", "photo_file",
    )  # fmt: skip


def _diplomas() -> "QuerySet[Graduation, Any]":
    held = Graduation.objects.filter(alumnus=OuterRef("pk")).order_by("-year", "id")
    names = {"name": "programme__name", "name_en": "programme__name_en", "of": "programme__parent__name_en"}
    return held.values(json=JSONObject(**names, year="year"))


def _main_job(audience: Audience) -> "QuerySet[Any, Any]":
    """The primary job; else nothing is said, since which of several counts is the owner's word."""
    main = present_jobs(audience).filter(alumnus=OuterRef("pk"), is_primary=True)
    return main.values(json=JSONObject(title="title", employer="employer__name"))[:1]


def _home(audience: Audience) -> "QuerySet[Any, Any]":
    first = homes(audience).filter(person=OuterRef("pk")).order_by("-is_primary", "id")
    return first.values(json=JSONObject(country="country", province="province"))


def _row(member: dict[str, Any]) -> Row:
    job: dict[str, str] = next(iter(member["job"]), {})
    places = (place_name(home["country"], home["province"]) for home in member["home"])
    given, surname = member["person__given_names"], member["person__surname"]
    return Row(
        pk=member["pk"],
        name=full_name(given, surname),
        initials=given[:1] + surname[:1],
        diplomas=list(_lines(member)),
        title=job.get("title", ""),
        employer=job.get("employer", ""),
        place=next((place for place in places if place), ""),
        is_mentor=member["is_mentor"],
        photo=str(member["photo_file"] or ""),
    )


def _lines(member: dict[str, Any]) -> list[str]:
    lines = []
    for diploma in member["diplomas"]:
        programme = in_language(diploma["name"], diploma["name_en"] or diploma["of"] or "")
        parts = [programme if member["shows_programme"] else "", str(diploma["year"]) if member["shows_year"] else ""]
        lines.append(", ".join(part for part in parts if part))
    return [line for line in dict.fromkeys(lines) if line]
