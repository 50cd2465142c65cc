"""What is asked about a graduate across departments."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.units.models import FOUNDED, Kind, Unit


class DepartmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """«Makine Mühendisliği, Mühendislik Fakültesi»: the same name occurs in several faculties."""

    def label_from_instance(self, obj: Unit) -> str:
        return ", ".join(unit.label for unit in (obj, obj.parent) if unit)


class MergeRequestForm(forms.Form):
    unit = DepartmentChoice(label=_("Hangi bölüm"), queryset=Unit.objects.none(), empty_label=_("Bölüm seçin"))
    name = forms.CharField(
        label=_("O bölümde bilinen adı"),
        max_length=240,
        help_text=_("Soyadı değişmiş olabilir; bildiğiniz adı yazın."),
    )
    year = forms.IntegerField(label=_("Mezuniyet yılı"), required=False, min_value=FOUNDED)
    note = forms.CharField(
        label=_("Not"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Neden aynı kişi olduğunu düşündüğünüz. Kişisel bilgi yazmanız gerekmez."),
    )

    def __init__(self, *args: Any, scope: Scope, alumnus: Alumnus, **options: Any) -> None:
        super().__init__(*args, **options)
        departments = Unit.objects.filter(kind=Kind.DEPARTMENT, successor=None).select_related("parent")
        own = scope.unit.pk if scope.unit else 0
        field = self.fields["unit"]
        assert isinstance(field, DepartmentChoice)
        field.queryset = departments.exclude(pk=own).in_turkish_order()
        self.fields["name"].initial = alumnus.person.full_name
        self.fields["year"].max_value = timezone.localdate().year  # type: ignore[attr-defined]
