"""What a page of numbers is about, for its templates: the form, the chips, the addresses, the words beside."""

from collections.abc import Mapping
from functools import cached_property

from django.http import Http404, QueryDict
from django.utils import dateformat
from django.utils.translation import gettext as _

from alumni.numbers import growth
from alumni.numbers.audience import WHOLE, Audience
from alumni.numbers.counting import Answer, answer_of
from alumni.numbers.dimensions import DIMENSIONS
from alumni.numbers.growth import YearLine
from alumni.numbers.questions import MEASURE_WORDS, Question, QuestionForm, words_of_filters
from alumni.registry.filters import Chip
from mik.common import zones
from mik.common.turkish import lower


class Page:
    """Lazily: the addresses of a growth page need no table, and the other way round."""

    def __init__(self, data: QueryDict, audience: Audience, *, is_growth: bool = False) -> None:
        self.data, self.audience, self.is_growth = data, audience, is_growth
        self.form = QuestionForm(data, audience=audience)
        if "kitle" in self.form.errors:  # one that is gone must not come out as everybody
            raise Http404
        self.question: Question = self.form.question

    @cached_property
    def _grown(self) -> tuple[list[YearLine], Answer]:
        return growth.lines_of(self.question, self.audience)

    @property
    def lines(self) -> list[YearLine]:
        return self._grown[0]

    @cached_property
    def answer(self) -> Answer:
        return self._grown[1] if self.is_growth else answer_of(self.question, self.audience)

    @property
    def is_told(self) -> bool:
        return self.answer.numbers is not None and self.answer.numbers.is_told

    # --- Addresses ---------------------------------------------------------------------------------

    @property
    def urls(self) -> Mapping[str, str]:
        return self.audience.urls

    @property
    def here(self) -> str:
        return self.urls["growth" if self.is_growth else "table"]

    @property
    def table_url(self) -> str:
        return self.urls["table"] + self._query()

    @property
    def growth_url(self) -> str:
        return self.urls["growth"] + self._query(satir=None, sutun=None, olcu=None, sirala=None)

    @property
    def xlsx_url(self) -> str:
        return self._file("xlsx")

    @property
    def csv_url(self) -> str:
        return self._file("csv")

    def _file(self, form: str) -> str:
        return self.urls["growth_download" if self.is_growth else "download"] + self._query(bicim=form)

    @property
    def clear_url(self) -> str:
        keep = ("satir", "sutun", "olcu", "yilsonu", "kapsam")
        return self.here + self._query(**{name: None for name in self.data if name not in keep})

    @property
    def swap_url(self) -> str:
        """Rows for columns."""
        return self._query(satir=self.question.columns, sutun=self.question.rows, sirala=None)

    @property
    def extents(self) -> list[tuple[str, str, bool]]:
        """A representative's two tabs: the own department, and the university."""
        own = self.audience.department
        if own is None:
            return []
        told = not self.audience.is_exact
        return [(own.label, self.here, not told), (_("Bütün üniversite"), f"{self.here}?kapsam={WHOLE}", told)]

    def _query(self, **changes: str | None) -> str:
        data = self.data.copy()
        for name, value in changes.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value
        return f"?{data.urlencode()}" if data else ""

    # --- Words -------------------------------------------------------------------------------------

    @cached_property
    def chips(self) -> list[Chip]:
        return [Chip(f"{label}: {value}", self.here + (self._query(**{name: None}) or "?"))
                for name, label, value in words_of_filters(self.form)]  # fmt: skip

    @property
    def heading(self) -> str:
        rows = str(DIMENSIONS[self.question.rows].label)
        columns = DIMENSIONS.get(self.question.columns)
        if columns is None:
            return rows
        return _("%(rows)s × %(columns)s") % {"rows": rows, "columns": lower(str(columns.label))}

    @property
    def cell_words(self) -> str:
        return str(MEASURE_WORDS[self.question.measure if self.question.columns else "mezun"])

    @property
    def as_of(self) -> str:
        """The day of a kept cut; the moment of the count otherwise, as last night's may serve."""
        if self.question.year_end:
            return _("%(year)s sonu itibarıyla, o günden beri değişmez") % {"year": self.question.year_end}
        numbers = self.answer.numbers
        if numbers is None:
            return ""
        moment = dateformat.format(zones.local(numbers.at), "j F Y, H.i")
        return _("%(moment)s itibarıyla") % {"moment": moment}

    @property
    def notes(self) -> list[str]:
        """Below the table of a file: what was counted, when and how."""
        words = [f"{chip.label}" for chip in self.chips]
        found = [f"{self.audience.label}; {self.as_of}", *([", ".join(words)] if words else [])]
        found.append(
            _("Doğrulanmış kaydı olan mezunlar sayılır; birden çok diploması olan her hücrede ve toplamda bir kez.")
        )
        if self.is_told:
            found.append(_("Kişi sayıları en yakın beşe yuvarlanmıştır; oranlar yuvarlanmış sayılardan hesaplanır."))
        return found
