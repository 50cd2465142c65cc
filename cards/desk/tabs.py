"""The lists of the desk: what waits, which cards are valid, lost or over; filters, search, pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.managers import REGISTRY
from alumni.registry.models import Graduation
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.printing.models import PrintLine
from mik.accounts.powers import powers_of
from mik.people.models import Person
from mik.units.models import Unit

PER_PAGE = 25
WAITING, ACTIVE, LOST, ENDED, ALL = "bekleyen", "etkin", "kayip", "biten", "tumu"


class CardFilter(forms.Form):
    """What every list may be narrowed by."""

    q = forms.CharField(
        label=gettext_lazy("Ad ya da kart no"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "placeholder": gettext_lazy("Örn. Şahin")}),
    )
    birim = forms.ModelChoiceField(
        label=gettext_lazy("Bölüm"),
        queryset=Unit.objects.departments().in_turkish_order(),
        required=False,
        empty_label=gettext_lazy("Tüm bölümler"),
    )
    baski = forms.ChoiceField(
        label=gettext_lazy("Basım"),
        required=False,
        choices=[
            ("", gettext_lazy("Hepsi")),
            ("yok", gettext_lazy("Basılmamış")),
            ("var", gettext_lazy("Bir partide")),
        ],
    )
    kitle = forms.ModelChoiceField(
        label=gettext_lazy("Kayıtlı kitle"),
        queryset=Segment.objects.none(),
        required=False,
        empty_label=gettext_lazy("Herkes"),
    )

    def __init__(self, data: QueryDict | None, *, user: Any) -> None:
        """A segment tells who lives where: offered to those who read the registry, if there is one.

        One that is asked for and not offered is an error: left out, it would list everybody.
        """
        super().__init__(data)
        segments = Segment.objects.to_pick(user, None) if powers_of(user).has_duty(REGISTRY) else Segment.objects.none()
        if (data and data.get("kitle")) or segments.exists():
            self.fields["kitle"].queryset = segments  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            del self.fields["kitle"]


@dataclass(frozen=True)
class Tab:
    code: str
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


class CardList:
    """Everything the list page shows; rows, counts, bulk actions and exports start from the same query sets."""

    def __init__(self, *, user: Any, data: QueryDict) -> None:
        self.user, self.data = user, data
        asked = data.get("sekme", WAITING)
        self.tab = asked if asked in {WAITING, ACTIVE, LOST, ENDED, ALL} else WAITING
        self.form = CardFilter(data or None, user=user)
        if self.is_queue:
            del self.form.fields["baski"]
        self.asked: dict[str, Any] = self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def is_queue(self) -> bool:
        return self.tab == WAITING

    # --- What is in which list ---------------------------------------------------------------------

    def _cards(self, tab: str) -> QuerySet[Card]:
        cards, today = Card.objects.visible_to(self.user), timezone.localdate()
        if tab == ACTIVE:
            return cards.valid()
        if tab == LOST:
            return cards.filter(state=Card.State.LOST)
        if tab == ENDED:
            over = Q(state__in=[Card.State.REPLACED, Card.State.REVOKED])
            return cards.filter(over | Q(state=Card.State.ACTIVE, valid_until__lt=today))
        return cards

    @property
    def _queue(self) -> QuerySet[CardApplication]:
        return CardApplication.objects.visible_to(self.user).waiting()

    @cached_property
    def tabs(self) -> list[Tab]:
        base = reverse("coordinator:card_list")
        labels = {
            WAITING: _("Bekleyen başvurular"),
            ACTIVE: _("Geçerli kartlar"),
            LOST: _("Kayıp"),
            ENDED: _("Sona eren"),
            ALL: _("Tümü"),
        }
        counts = {code: self._cards(code).count() for code in labels if code != WAITING}
        counts[WAITING] = self._queue.count()
        return [
            Tab(code, label, counts[code], f"{base}?sekme={code}", code == self.tab) for code, label in labels.items()
        ]

    # --- Narrowed ----------------------------------------------------------------------------------

    @cached_property
    def results(self) -> "QuerySet[Any]":
        """Applications, the oldest first, or cards, the newest first."""
        if self.is_queue:
            found: QuerySet[Any] = self._queue.order_by("submitted_at", "pk")
        else:
            found = self._cards(self.tab).order_by("-issued_at", "-pk")
        if self.data and not self.form.is_valid():
            return found.none()
        return self._printed(self._of_segment(self._of_unit(self._named(found))))

    def _named(self, found: "QuerySet[Any]") -> "QuerySet[Any]":
        words = self.asked.get("q", "").strip()
        digits = "".join(words.split())
        if digits.isascii() and digits.isdigit():
            return found.none() if self.is_queue else found.filter(number__startswith=digits)
        return found.filter(alumnus__in=Person.objects.named(words).values("pk")) if words else found

    def _of_unit(self, found: "QuerySet[Any]") -> "QuerySet[Any]":
        unit = self.asked.get("birim")
        if unit is None:
            return found
        return found.filter(Exists(Graduation.objects.filter(alumnus=OuterRef("alumnus"), programme__parent=unit)))

    def _of_segment(self, found: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.segment is None:
            return found
        return found.filter(alumnus__in=persons_of(self.segment, self.user).values("pk"))

    @property
    def segment(self) -> Segment | None:
        return self.asked.get("kitle")

    def _printed(self, found: "QuerySet[Any]") -> "QuerySet[Any]":
        asked = self.asked.get("baski")
        if not asked:
            return found
        in_batch = Exists(PrintLine.objects.filter(card=OuterRef("pk")))
        return found.filter(in_batch if asked == "var" else ~in_batch)

    # --- The page ----------------------------------------------------------------------------------

    @cached_property
    def page(self) -> "Page[Any]":
        rows = self.results.select_related("alumnus__person").defer(
            "alumnus__person__tckn", "alumnus__person__passport_no"
        )
        if not self.is_queue:
            rows = rows.annotate(in_batch=Exists(PrintLine.objects.filter(card=OuterRef("pk"))))
        return Paginator(rows, PER_PAGE).get_page(self.data.get("sayfa"))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def graduations(self) -> dict[int, Graduation]:
        """The last diploma of each person on this page."""
        people = [row.alumnus_id for row in self.page.object_list]
        rows = Graduation.objects.filter(alumnus__in=people).select_related("programme__parent").order_by("year", "pk")
        return {row.alumnus_id: row for row in rows}

    @cached_property
    def chips(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        labels = dict(self.form.fields["baski"].choices) if "baski" in self.form.fields else {}  # type: ignore[attr-defined]  # a ChoiceField
        for name, value in self.asked.items():
            if value:
                rest = self.data.copy()
                rest.pop(name, None)
                rest.pop("sayfa", None)
                yield Chip(_in_words(name, value, labels), f"?{rest.urlencode()}")

    @property
    def clear_url(self) -> str:
        return f"{reverse('coordinator:card_list')}?sekme={self.tab}"

    @property
    def query(self) -> str:
        """This list in an address or a hidden field."""
        data = self.data.copy()
        data.pop("sayfa", None)
        return data.urlencode()


def _in_words(name: str, value: Any, labels: dict[Any, Any]) -> str:
    if name == "q":
        return f"“{value}”"
    if name == "kitle":
        return _("Kitle: %(name)s") % {"name": value}
    return str(value.label if isinstance(value, Unit) else labels.get(value, value))
