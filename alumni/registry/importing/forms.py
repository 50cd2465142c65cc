"""Forms of the import wizard: the file, then which column holds what."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models.functions import Collate
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.importing import FIELDS, missing, ownlists
from alumni.registry.importing.desk import Desk
from alumni.registry.importing.models import ImportSource
from alumni.registry.importing.presenting import field_label
from alumni.registry.importing.reading import own_list
from alumni.registry.importing.uploads import SourceChoice
from alumni.registry.importing.winners import RULED, Winner
from mik.common.turkish import TR
from mik.units.models import Kind, Unit


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Liste dosyası"),
        help_text=gettext_lazy("XLSX ya da CSV. Başlık satırları, boş satırlar ve dipteki toplamlar sorun olmaz."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("Bir dosya seçin."),
            "empty": gettext_lazy("Dosya boş. Listeyi yeniden dışa aktarıp yükleyin."),
        },
    )

    source = forms.CharField(
        label=gettext_lazy("Nereden geldi?"),
        help_text=gettext_lazy("Aynı yerden gelen listelerin sütunları ve kuralları hatırlanır."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    is_complete = forms.BooleanField(
        label=ImportSource._meta.get_field("is_complete").verbose_name,
        help_text=ImportSource._meta.get_field("is_complete").help_text,
        required=False,
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = list(ImportSource.objects.visible_to(desk.user).filter(unit=desk.unit))
        self.usual = _("Öğrenci İşleri listesi") if desk.unit is None else _("Bölüm listesi")
        last = desk.runs.exclude(source=None).select_related("source").order_by("-pk").first()
        known = last.source if last else None
        self.fields["source"].initial = known.name if known else self.usual
        self.fields["is_complete"].initial = bool(known and known.is_complete)

    @property
    def origin(self) -> SourceChoice:
        name = " ".join(self.cleaned_data.get("source", "").split())
        return SourceChoice(name or self.usual, self.cleaned_data.get("is_complete", False))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = filesizeformat(settings.UPLOAD_LIMIT)
            raise forms.ValidationError(_("Dosya çok büyük; en çok %(limit)s. Listeyi bölün.") % {"limit": limit})
        return file


class MappingForm(forms.Form):
    """One select a column of the file: which field it holds, or none."""

    def __init__(self, *args: Any, columns: list[Any], desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.unit = columns, desk.unit
        self.fields["department"] = DepartmentField(
            queryset=Unit.objects.filter(kind=Kind.DEPARTMENT).select_related("parent").order_by(Collate("name", TR)),
            label=_("Bu liste hangi bölümün?"),
            help_text=_("Listede bölüm sütunu olmadığı için sorulur."),
            empty_label=_("Bölüm seçin"),
            required=False,
        )
        choices = [("", _("Kullanma")), *FIELDS.items()]
        for column in columns:
            self.fields[f"c{column.index}"] = forms.ChoiceField(
                label=column.header or column.letter,
                choices=choices,
                required=False,
                initial=column.field or "",
            )

    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        return [(column, self[f"c{column.index}"]) for column in self.columns]

    @property
    def fields_told(self) -> set[str]:
        """The fields the columns are said to hold, as the page shows it."""
        return {value for _column, field in self.rows() if (value := field.value())}

    @property
    def is_numberless(self) -> bool:
        return ownlists.is_numberless(self.fields_told)

    @property
    def asks_for_department(self) -> bool:
        """Only of a list without numbers that names no department, where the desk is not one department's."""
        return self.unit is None and self.is_numberless and ownlists.names_no_place(self.fields_told)

    def clean(self) -> dict[str, Any]:
        mapping: dict[str, int] = {}
        for column in self.columns:
            field = self.cleaned_data.get(f"c{column.index}")
            if field and field in mapping:
                self.add_error(f"c{column.index}", _("“%(field)s” iki sütuna verildi.") % {"field": FIELDS[field]})
            elif field:
                mapping[field] = column.index
        department = (self.cleaned_data.get("department") if self.asks_for_department else None) or None
        own = own_list(self.unit.pk if self.unit else department.pk if department else None)
        for sentence in missing(mapping, own):
            self.add_error(None, sentence)
        return {"mapping": mapping, "of_department": department}


class RulesForm(forms.Form):
    """Who wins in each field where list and registry differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in RULED:
            self.fields[name] = forms.ChoiceField(
                label=field_label(name), choices=Winner.choices, initial=Winner.HAND, required=False
            )

    @property
    def is_usual(self) -> bool:
        return all(self[name].value() in {None, "", Winner.HAND} for name in RULED)


class UnitsForm(forms.Form):
    """For each spelling of a unit that no programme was found for: which one it means."""

    def __init__(self, *args: Any, unknown: list[list[Any]], desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = [(str(one[0]), str(one[1]), str(one[2]), int(one[3])) for one in unknown]
        programmes = Unit.objects.programmes().select_related("parent__parent").order_by(Collate("name", TR), "level")
        if desk.scope.programme_ids is not None:
            programmes = programmes.filter(pk__in=desk.scope.programme_ids)
        for index in range(len(self.unknown)):
            self.fields[f"birim{index}"] = ProgrammeField(queryset=programmes, required=False, label=_("Program"))

    def rows(self) -> list[tuple[tuple[str, str, str, int], forms.BoundField]]:
        return [(one, self[f"birim{index}"]) for index, one in enumerate(self.unknown)]

    def answers(self) -> dict[tuple[str, str, str], Unit]:
        """Spelling → programme, of those that were answered."""
        chosen = [self.cleaned_data.get(f"birim{index}") for index in range(len(self.unknown))]
        return {one[:3]: unit for one, unit in zip(self.unknown, chosen, strict=True) if unit}


class DepartmentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """Departments with their faculty, since names repeat."""

    def label_from_instance(self, department: Unit) -> str:
        return f"{department.label} ({department.parent.label})" if department.parent else department.label


class ProgrammeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """Programmes with their faculty and level, since names repeat."""

    def label_from_instance(self, programme: Unit) -> str:
        faculty = programme.faculty
        return f"{programme.label} ({programme.get_level_display()}, {faculty.label if faculty else ''})"
