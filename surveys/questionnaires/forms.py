"""The JSON of a draft: pasted, or as a file."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BYTES = 500_000


class ContentForm(forms.Form):
    """``content`` is whatever the JSON holds; ``checking`` says whether it is a questionnaire."""

    file = forms.FileField(
        label=gettext_lazy("JSON dosyası"), required=False, help_text=gettext_lazy("Seçerseniz metnin yerine geçer.")
    )
    text = forms.CharField(
        label=gettext_lazy("Sorular (JSON)"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "json", "lang": "zxx"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            text = _decoded(cleaned["file"]) if cleaned.get("file") else cleaned.get("text", "")
            cleaned["content"] = _storable(json.loads(text))
        except json.JSONDecodeError as error:
            message = _(
                "JSON okunamadı: %(line)s. satır, %(column)s. sütun. Virgül, tırnak ya da ayraç eksik olabilir."
            )
            self.add_error("text", message % {"line": error.lineno, "column": error.colno})
        except (ValidationError, RecursionError, ValueError) as error:
            self.add_error("file" if cleaned.get("file") else "text", _in_words(error))
        return cleaned


def _in_words(error: Exception) -> ValidationError:
    if isinstance(error, ValidationError):
        return error
    if isinstance(error, RecursionError):
        return ValidationError(_("JSON çok derin iç içe."))
    return ValidationError(
        _("JSON’da saklanamayan bir değer var: NaN, sonsuz ya da aşırı uzun bir sayı, bozuk bir im.")
    )


def _storable(content: Any) -> Any:
    """What Python reads as JSON and PostgreSQL keeps as such. Raises ValueError for the rest."""
    kept = json.dumps(content, ensure_ascii=False, allow_nan=False)
    if "\\u0000" in kept:
        raise ValueError("NUL")
    kept.encode()  # half a pair of UTF-16 is no letter
    return content


def _decoded(upload: Any) -> str:
    if upload.size > MOST_BYTES:
        raise ValidationError(_("Dosya çok büyük; en çok 500 KB olabilir."))
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValidationError(_("Dosya UTF-8 değil; UTF-8 olarak kaydedip yeniden yükleyin.")) from None


def as_text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
