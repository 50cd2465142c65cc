"""Out to the gate, and back from it with a code; then the code for a token, and the token for name and number.

The gate answers ``{"sonucKodu": "EDV09.000", "kullaniciBilgileri": {"kimlikNo": …, "ad": …, "soyad": …}}``; every
other code is a refusal. Nothing of an answer goes into a log or an error page.
"""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse

from mik.accounts.identities import sealed
from mik.accounts.offers import EDEVLET
from mik.accounts.oidc.views import CallbackView
from mik.common.identifiers import valid_tckn

DONE = "EDV09.000"
# The gate's number of the resource «who is it», and the part of it that is asked for.
RESOURCE, PART = "1", "Ad-Soyad"


class EDevletAdapter(OAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Talks to the gate. ``state`` is what this browser was sent away with."""

    provider_id = EDEVLET
    scope_delimiter = ";"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.state: dict[str, Any] = {}

    @property
    def authorize_url(self) -> str:
        return self._setting("authorize_url")

    @property
    def access_token_url(self) -> str:
        return self._setting("token_url")

    def _setting(self, name: str) -> str:
        return str(self.get_provider().app.settings[name])

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        asked = {"accessToken": token.token, "clientId": app.client_id, "resourceId": RESOURCE, "kapsam": PART}
        with get_adapter().get_requests_session() as session:
            answer = session.post(self._setting("identity_url"), data=asked)
            answer.raise_for_status()
            person = _told(answer.json())
        # The state may wait in the session until the visitor has typed an address: closed to whoever reads sessions.
        self.state["identity"] = sealed(person)
        return self.get_provider().sociallogin_from_response(request, person)


def _told(answer: Any) -> dict[str, str]:
    """Identity number, given names and surname; OAuth2Error for a refusal or half an answer."""
    person = answer.get("kullaniciBilgileri") if isinstance(answer, dict) else None
    if not isinstance(person, dict) or answer.get("sonucKodu") != DONE:
        raise OAuth2Error("the gate refused")
    told = {ours: str(person.get(theirs) or "") for ours, theirs in NAMES.items()}
    if not valid_tckn(told["tckn"]):
        raise OAuth2Error("the gate told no identity number")
    return told


NAMES = {"tckn": "kimlikNo", "given_names": "ad", "surname": "soyad"}


@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def login(request: HttpRequest) -> HttpResponse:
    return _answer(OAuth2LoginView, request)


@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def callback(request: HttpRequest) -> HttpResponse:
    return _answer(CallbackView, request)


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    """A gate that is not configured is no address of ours."""
    try:
        answer: HttpResponse = view.adapter_view(EDevletAdapter(request))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
