"""Sign-in and sign-up forms."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """Without the «remember me» box: sessions last two weeks for everyone."""


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password, and the word that the information text was read (KVKK art. 10)."""

    notice = forms.BooleanField(label=_("KVKK aydınlatma metnini okudum"))
