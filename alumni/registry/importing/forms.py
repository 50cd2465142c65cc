"""Forms of the import wizard: the file, then which column holds what."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.importing import FIELDS, missing


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

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = filesizeformat(settings.UPLOAD_LIMIT)
            raise forms.ValidationError(_("Dosya çok büyük; en çok %(limit)s. Listeyi bölün.") % {"limit": limit})
        return file


class MappingForm(forms.Form):
    """One select a column of the file: which field it holds, or none."""

    def __init__(self, *args: Any, columns: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
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

    def clean(self) -> dict[str, Any]:
        mapping: dict[str, int] = {}
        for column in self.columns:
            field = self.cleaned_data.get(f"c{column.index}")
            if field and field in mapping:
                self.add_error(f"c{column.index}", _("“%(field)s” iki sütuna verildi.") % {"field": FIELDS[field]})
            elif field:
                mapping[field] = column.index
        for sentence in missing(mapping):
            self.add_error(None, sentence)
        return {"mapping": mapping}
