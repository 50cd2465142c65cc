"""Where this house leaves allauth's path."""

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LogoutView as AllauthLogoutView
from allauth.mfa.webauthn.views import RemoveWebAuthnView as AllauthRemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mik.accounts import second_factor as factors
from mik.accounts.forms import TimeZoneForm
from mik.accounts.models import User


class LogoutView(AllauthLogoutView):  # type: ignore[misc]  # allauth ships no types
    """Also gives up a sign-up under way. allauth does so for new addresses only, and what stays tells of an account."""

    def logout(self) -> None:
        super().logout()
        self.request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)


logout = LogoutView.as_view()


class RemovePasskeyView(AllauthRemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """allauth asks its adapter before an authenticator app is taken away, but not before a passkey is."""

    def form_valid(self, form: object) -> HttpResponse:
        if factors.is_last_factor_in_office(self.get_object()):
            raise PermissionDenied(factors.NEEDED_IN_OFFICE)
        answer: HttpResponse = super().form_valid(form)
        return answer


remove_passkey = RemovePasskeyView.as_view()


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why somebody in office goes no further, and the two ways on; for whoever has nothing to prove, the way back."""
    target = get_next_redirect_url(request) or reverse("home:home")
    if not factors.is_required_of(request.user) or factors.was_proved(request):
        return redirect(target)
    context = {"has_factor": bool(factors.factors_of(request.user)), "next": target}
    return render(request, "account/second_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def time_zone(request: HttpRequest) -> HttpResponse:
    user = get_object_or_404(User, pk=request.user.pk or 0)
    form = TimeZoneForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saatler artık seçtiğiniz saat diliminde gösteriliyor."))
        return redirect("accounts:time_zone")
    return render(
        request, "account/time_zone.html", {"form": form, "now": timezone.now()}, status=422 if form.errors else 200
    )


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own session on another device; the one in use ends by signing out. Twice is as once."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    session.end()
    messages.success(request, _("Oturum kapatıldı."))
    return redirect("usersessions_list")
