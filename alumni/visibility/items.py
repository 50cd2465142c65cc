"""Everything a member decides about: each item with who sees it now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.career.models import CareerEntry, Employment, FurtherStudy
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from alumni.registry.models import Alumnus
from alumni.registry.profile import contact_line
from mik.people.models import ContactPoint


@dataclass(frozen=True)
class Item:
    """One value with its own choice; ``key`` names it in the form and is nobody else's business."""

    key: str
    label: str
    detail: str
    icon: str
    choice: str


@dataclass(frozen=True)
class Group:
    label: str
    items: list[Item]


@dataclass(frozen=True)
class RowsOf:
    """Rows that each carry a ``visibility``: those of a member, and how one is told."""

    code: str
    label: str | Promise
    of: "Callable[[Alumnus], QuerySet[Any]]"
    tell: Callable[[Any], tuple[str, str, str]]


# Columns of the membership: what each is called and how it looks.
OF_RECORD: tuple[tuple[str, str | Promise, str], ...] = (
    ("name_shown", gettext_lazy("Adım soyadım"), "user"),
    ("programme_shown", gettext_lazy("Bölümüm ve düzeyim"), "graduation-cap"),
    ("year_shown", gettext_lazy("Mezuniyet yılım"), "calendar-days"),
    ("mentor_shown", gettext_lazy("Mentor olmak istediğim"), "heart-handshake"),
)


def _contact(point: ContactPoint) -> tuple[str, str, str]:
    line = contact_line(point, whole=False)
    return line.label, line.text, line.icon


def _job(job: Employment) -> tuple[str, str, str]:
    return job.title, job.employer.name, "briefcase"


def _study(study: FurtherStudy) -> tuple[str, str, str]:
    return study.programme, study.institution, "book-open"


def _language(skill: LanguageSkill) -> tuple[str, str, str]:
    return skill.name, str(skill.get_level_display()), "languages"


def _link(link: SocialLink) -> tuple[str, str, str]:
    return str(link.get_network_display()), link.url.removeprefix("https://"), "link"


def _former_name(name: FormerName) -> tuple[str, str, str]:
    return str(name), str(name.get_reason_display()), "user"


def _photo(photo: Photo) -> tuple[str, str, str]:
    return _("Fotoğrafım"), photo.alt, "image"


def _career(entries: "QuerySet[Any]") -> "QuerySet[CareerEntry]":
    return entries.select_related("employer")


ROWS: tuple[RowsOf, ...] = (
    RowsOf("foto", gettext_lazy("Fotoğraf"), lambda alumnus: Photo.objects.filter(alumnus=alumnus.pk), _photo),
    RowsOf("iletisim", gettext_lazy("İletişim"), lambda alumnus: alumnus.person.contacts.all(), _contact),
    RowsOf("is", gettext_lazy("İşlerim"), lambda alumnus: _career(alumnus.employments.all()), _job),
    RowsOf("ogrenim", gettext_lazy("Öğrenimim"), lambda alumnus: alumnus.studies.all(), _study),
    RowsOf("dil", gettext_lazy("Dillerim"), lambda alumnus: alumnus.languages.all(), _language),
    RowsOf("baglanti", gettext_lazy("Bağlantılarım"), lambda alumnus: alumnus.links.all(), _link),
    RowsOf("ad", gettext_lazy("Önceki adlarım"), lambda alumnus: alumnus.former_names.all(), _former_name),
)


def groups_of(alumnus: Alumnus) -> list[Group]:
    """In the order of the page; kinds of which there is nothing are left out."""
    groups = [Group(_("Kaydım"), list(_record_items(alumnus)))]
    groups += [Group(str(kind.label), list(_row_items(kind, kind.of(alumnus)))) for kind in ROWS]
    return [group for group in groups if group.items]


def _record_items(alumnus: Alumnus) -> Iterator[Item]:
    details = {"name_shown": alumnus.person.full_name, "mentor_shown": _("Yalnız ben: mentor olmak istemiyorum")}
    for name, label, icon in OF_RECORD:
        yield Item(name, str(label), details.get(name, ""), icon, getattr(alumnus.membership, name))


def _row_items(kind: RowsOf, rows: Iterable[Any]) -> Iterator[Item]:
    for row in rows:
        label, detail, icon = kind.tell(row)
        yield Item(f"{kind.code}-{row.pk}", label, detail, icon, row.visibility)
