"""The page of choices: a row of radio buttons for each kind that can be chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mik.common.hooks.notices import Channel
from mik.work.choices import Choice

LABELS = {
    Channel.NOW: _("Hemen e-posta"),
    Channel.WEEKLY: _("Haftalık özet"),
    Channel.NEVER: _("E-posta yok"),
}


class ChoicesForm(forms.Form):
    """``rows``: what the page shows; each kind has a field named after its code, with a dot made a dash."""

    def __init__(self, *args: Any, rows: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = [row for row in rows if row.kind.choices]
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
