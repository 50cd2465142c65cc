"""Where this house leaves allauth's path."""

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.views import LogoutView as AllauthLogoutView


class LogoutView(AllauthLogoutView):  # type: ignore[misc]  # allauth ships no types
    """Also gives up a sign-up under way. allauth does so for new addresses only, and what stays tells of an account."""

    def logout(self) -> None:
        super().logout()
        self.request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)


logout = LogoutView.as_view()
