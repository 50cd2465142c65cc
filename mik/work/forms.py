"""The page of choices: a row of radio buttons for each kind that can be chosen, and the reader's clock."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from mik.common.hooks.notices import Channel
from mik.work.choices import Choice

LABELS = {
    Channel.NOW: _("Hemen e-posta"),
    Channel.WEEKLY: _("Haftalık özet"),
    Channel.NEVER: _("E-posta yok"),
}
REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones of the world by region, cities readable."""
    names = sorted(name for name in available_timezones() if name.partition("/")[0] in REGIONS)
    return [(region, [(name, _city(name)) for name in names if name.startswith(f"{region}/")]) for region in REGIONS]


def _city(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")


class ChoicesForm(forms.Form):
    """``rows``: what the page shows; each kind has a field named after its code, with a dot made a dash."""

    zone = forms.ChoiceField(
        label=_("Saat diliminiz"),
        choices=zones,
        help_text=_("Haftalık özet, bu saate göre pazartesi sabahı saat 8'den sonra gelir."),
    )

    def __init__(self, *args: Any, rows: Sequence[Choice], zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = [row for row in rows if row.kind.choices]
        self.fields["zone"].initial = zone
        for row in self.rows:
            self.fields[self.name_of(row)] = forms.ChoiceField(
                label=row.kind.label,
                help_text=row.kind.about,
                choices=[(channel.value, LABELS[channel]) for channel in row.kind.choices],
                widget=forms.RadioSelect,
                initial=row.channel.value,
            )

    @staticmethod
    def name_of(row: Choice) -> str:
        return row.kind.code.replace(".", "-")

    def choices(self) -> list[forms.BoundField]:
        return [self[self.name_of(row)] for row in self.rows]

    def channels(self) -> dict[str, str]:
        """What was chosen, by the code of the kind."""
        return {row.kind.code: self.cleaned_data[self.name_of(row)] for row in self.rows}
