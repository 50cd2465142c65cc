"""What an export asks: form, columns, why. A hand-over asks of which department, and why."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from alumni.registry.exchange.columns import GROUPS, columns_for
from alumni.registry.exchange.models import Export
from alumni.registry.scopes import Scope
from mik.units.models import Unit


class ReasonField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "placeholder": _("Örn. Mezunlar günü daveti, 22 Kasım")})
        super().__init__(
            label=_("Gerekçe"),
            max_length=300,
            widget=widget,
            help_text=_("Ne için kullanılacağını yazın; dosyada ve mezunların sayfasında görünür."),
            **options,
        )


class ColumnsField(forms.MultipleChoiceField):
    """Which columns leave; no more than are needed."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": _("En az bir sütun seçin.")}
        super().__init__(label=_("Sütunlar"), widget=forms.CheckboxSelectMultiple, error_messages=errors, **options)


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Biçim"),
        choices=[choice for choice in Export.Form.choices if choice[0] != Export.Form.ZIP],
        widget=forms.RadioSelect,
    )
    columns = ColumnsField()
    reason = ReasonField()

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = columns_for(scope)
        field = self.fields["columns"]
        assert isinstance(field, ColumnsField)
        field.choices = [
            (str(GROUPS[group]), [(column.code, str(column.label)) for column in columns])
            for group, columns in groupby(offered, key=lambda column: column.group)
        ]

    def groups(self) -> Iterator[tuple[str, list[BoundWidget]]]:
        """The boxes under their headings."""
        field = self["columns"]
        boxes = iter(field.subwidgets)
        for label, options in field.field.choices:  # type: ignore[attr-defined]  # a choice field always has them
            yield label, list(islice(boxes, len(options)))


class HandoverForm(forms.Form):
    """``department`` is asked at the office's desk only."""

    department = forms.ModelChoiceField(
        label=_("Bölüm"), queryset=Unit.objects.departments().in_turkish_order(), empty_label=_("Bölüm seçin")
    )
    reason = ReasonField()

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].widget.attrs["placeholder"] = _("Örn. Görev süresi bitiyor, yeni temsilciye devir")
        if scope.unit:
            del self.fields["department"]
