"""Forms of the sign-in and of one's account."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from allauth.account.forms import SetPasswordForm as AllauthSetPasswordForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from allauth.socialaccount.forms import DisconnectForm as AllauthDisconnectForm
from allauth.socialaccount.forms import SignupForm as AllauthProviderSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mik.accounts.breached import BREACHED, is_breached
from mik.accounts.models import User
from mik.accounts.zone_choices import zone_choices

NOTICE = _("KVKK aydınlatma metnini okudum")


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """Without the «remember me» box: sessions last two weeks for everyone."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Who signs in by a password that thieves have is marked in the session, and nowhere else."""
        if is_breached(self.cleaned_data["password"]):
            request.session[BREACHED] = True
        response: HttpResponse = super().login(request, redirect_url)
        return response


class PasswordWords:
    """The house says «parola»; allauth's own translation says otherwise."""

    fields: dict[str, forms.Field]
    words: ClassVar = {
        "oldpassword": _("Şimdiki parola"),
        "password1": _("Yeni parola"),
        "password2": _("Yeni parola (yeniden)"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.words.keys() & self.fields.keys():
            self.fields[name].label = self.words[name]


class ChangePasswordForm(PasswordWords, AllauthChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """A new password for the old one."""


class SetPasswordForm(PasswordWords, AllauthSetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """A first password."""


class ResetPasswordKeyForm(PasswordWords, AllauthResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """A new password by the link of a mail."""


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password, and the word that the information text was read (KVKK art. 10)."""

    notice = forms.BooleanField(label=NOTICE)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A hash costs a fifth of a second: without one, a quick answer would tell that the account is there."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


class ProviderSignupForm(AllauthProviderSignupForm):  # type: ignore[misc]  # allauth ships no types
    """The first time by a provider: the address we write to, and the same word."""

    notice = forms.BooleanField(label=NOTICE)


class DisconnectForm(AllauthDisconnectForm):  # type: ignore[misc]  # allauth ships no types
    """Take a provider away from the account; a confirmed address is a way in, for a code can be sent to it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        if not EmailAddress.objects.filter(user=self.request.user, verified=True).exists():
            raise forms.ValidationError(_("Önce bir e-posta adresinizi doğrulayın; yoksa hesabınıza giremezsiniz."))
        return cleaned


class TimeZoneForm(forms.ModelForm[User]):
    """By which clock pages and mails tell the time."""

    class Meta:
        model = User
        fields = ("time_zone",)
        labels = {"time_zone": _("Saat diliminiz")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(label=_("Saat diliminiz"), choices=zone_choices)
