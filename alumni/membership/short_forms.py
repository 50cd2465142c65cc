"""Forms of one field: the last word before sending, the code, an appeal, an answer in a dispute."""

from django import forms
from django.utils.translation import gettext_lazy

from alumni.membership.forms import StepForm


class SummaryForm(StepForm):
    """The last word before sending."""

    columns = ("note",)

    note = forms.CharField(
        label=gettext_lazy("Eklemek istediğiniz"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Kararı verecek kişi okur: hocanız, sınıf arkadaşlarınız, adınızın değişmesi gibi."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Kayıttaki adresinize bir kod gönderdiysek buraya yazın"),
        max_length=20,
        help_text=gettext_lazy("Altı rakam; on dakika geçerlidir."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8}),
    )

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isdigit())


class AppealForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Neden itiraz ediyorsunuz?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Karar verenin bilmediği ya da yanlış anladığı bir şey varsa yazın. Mezun Ofisi okur."),
        error_messages={"required": gettext_lazy("İtirazınızın nedenini yazın.")},
    )


class StatementForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Yanıtınız"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Kaydın neden sizin olduğunu yazın; karar verilene dek değiştirebilirsiniz."),
        error_messages={"required": gettext_lazy("Yanıtınızı yazın.")},
    )
