"""The two addresses of a sign-in by OpenID Connect: out to the provider, and back from it."""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

from mik.accounts.oidc.tokens import checked_claims, had_second_factor


class OpenIdAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Talks to the server. ``state`` is what this browser was sent away with."""

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.state: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """The server's own description; it must be the server that was asked (Discovery 1.0, section 4.3)."""
        config: dict[str, Any] = super().openid_config
        server = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if str(config.get("issuer", "")).rstrip("/") != server.rstrip("/"):
            raise OAuth2Error("the description names another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = checked_claims(
            str(kwargs["response"].get("id_token", "")),
            keys=self._get(self.openid_config["jwks_uri"]),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=self.state.get("nonce", ""),
        )
        if app.settings["has_nonce"] and not self.state.get("nonce"):
            raise OAuth2Error("a sign-in that was not begun here")
        if had_second_factor(claims, app.settings.get("second_factor", ())):
            self.state["second_factor"] = True
        return self.get_provider().sociallogin_from_response(request, claims | self._told(claims, token.token))

    def _told(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        """Address and whether it is verified, asked of the server where the token does not say."""
        url = self.openid_config.get("userinfo_endpoint")
        if not url or claims.get("email"):
            return {}
        told = self._get(url, headers={"Authorization": f"Bearer {access_token}"})
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo is about somebody else")
        return {key: told[key] for key in ("email", "email_verified") if key in told}

    @staticmethod
    def _get(url: str, **kwargs: Any) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, **kwargs)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
            return found


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]  # allauth ships no types
    """Hands the state to the adapter, which needs it to check what came back."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """A provider that is not configured is no address of ours."""
    try:
        answer: HttpResponse = view.adapter_view(OpenIdAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
