"""Sign-in by others: who is let in, who is not, and that nobody takes over an account by it.

Each impostor below gets as far as a code of the real server; what is wrong is in the answer.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.accounts.identities import (
    forget_identities,
    forget_providers,
    identity_by_edevlet,
    record_proof,
    signed_in_by_university,
)
from mik.accounts.models import SignInProof, User
from mik.accounts.offers import allauth_providers, edevlet, linkedin, university
from mik.mail.models import OutgoingMail
from tests.accounts.provider_stand_in import STRANGER, StandIn, query
from tests.factories.accounts import UserFactory, represent

pytestmark = pytest.mark.django_db

UNIVERSITY = "/hesap/oidc/university/login/"
EDEVLET = "/hesap/edevlet/login/"
ADDRESS = "ogretim.uyesi@ktu.example"


def come_back(client: Client, server: StandIn, way: str = UNIVERSITY, **changed: str) -> Any:
    """Out to the provider, a yes there, and back; ``changed`` is what an impostor alters on the way."""
    away = client.post(way + changed.pop("asked", ""))
    assert away.status_code == 302, away.content[:200]
    return client.get(way + "callback/" + query({**server.approve(away["Location"]), **changed}))


def connected(email: str = ADDRESS, provider: str = "university", uid: str = "kisi-1") -> User:
    user = UserFactory.create(email=email)
    SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    return user


def without_password(user: User) -> User:
    """So that nothing is asked again before the account is changed."""
    user.set_unusable_password()
    user.save()
    return user


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- Off by default -----------------------------------------------------------------------------


def test_nothing_is_offered_unless_configured(settings: Any) -> None:
    assert (settings.SIGN_IN_PROVIDERS, settings.SOCIALACCOUNT_PROVIDERS) == ([], {})
    for way in (UNIVERSITY, EDEVLET, "/hesap/oidc/linkedin/login/"):
        assert [Client().post(way).status_code, Client().get(way + "callback/").status_code] == [404, 404]
    assert "ile gir<" not in Client().get(reverse("account_login")).content.decode()


def test_half_a_configuration_stops_the_start() -> None:
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured, match="LINKEDIN_CLIENT_SECRET"):
        linkedin(id="x", secret="")
    with pytest.raises(ImproperlyConfigured, match="UNIVERSITY_OIDC_SERVER"):
        university(name="KTÜ", server="", id="x", secret="y", second_factor=[])
    nothing = edevlet(authorize="", token="", identity="", id="", secret="", scope="")
    assert (nothing, allauth_providers([])) == (None, {})


def test_what_goes_abroad_names_its_receiver(offered: StandIn, settings: Any) -> None:
    told = [(one.id, str(one.country), one.is_abroad) for one in settings.SIGN_IN_PROVIDERS]
    assert told == [("linkedin", "İrlanda", True), ("university", "Türkiye", False), ("edevlet", "Türkiye", False)]
    page = Client().get("/hesap/oidc/linkedin/login/").content.decode()
    assert "LinkedIn Ireland Unlimited Company (İrlanda)" in page
    assert "yurt dışına aktarılmasıdır" in page


# --- The university -------------------------------------------------------------------------------


def test_whoever_is_connected_is_let_in(offered: StandIn) -> None:
    user, client = connected(), Client()
    answer = come_back(client, offered)
    assert (answer.status_code, answer["Location"]) == (302, "/panel/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert signed_in_by_university(user)
    account = SocialAccount.objects.get(user=user)
    assert account.extra_data == {}  # of what the token tells, nothing is kept
    assert "code_verifier" in offered.asked["/token"]  # PKCE


IMPOSTORS: dict[str, dict[str, Any]] = {
    "another server": {"iss": "https://baska.example"},
    "for another party": {"aud": "baska-istemci"},
    "for us and another, made for the other": {"aud": ["mezun", "baska"], "azp": "baska"},
    "of another sign-in": {"nonce": "baska"},
    "without a nonce": {"nonce": None},
    "too old": {"exp": 1_600_000_000, "iat": 1_599_999_000},
    "of nobody": {"sub": None},
}


@pytest.mark.parametrize("wrong", IMPOSTORS)
def test_a_token_that_is_not_ours_lets_nobody_in(wrong: str, offered: StandIn) -> None:
    connected()
    offered.said, client = IMPOSTORS[wrong], Client()
    answer = come_back(client, offered)
    assert (answer.status_code, is_signed_in(client)) == (401, False)
    assert SignInProof.objects.count() == 0


def test_a_token_signed_by_a_stranger_lets_nobody_in(offered: StandIn) -> None:
    connected()
    for change in ({"key": STRANGER}, {"algorithm": "HS256"}):
        for name, value in change.items():
            setattr(offered, name, value)
        client = Client()
        assert (come_back(client, offered).status_code, is_signed_in(client)) == (401, False)


def test_a_description_of_another_issuer_is_not_believed(offered: StandIn) -> None:
    offered.issuer = "https://baska.example"
    assert Client().post(UNIVERSITY).status_code == 401


def test_an_answer_nobody_asked_for_lets_nobody_in(offered: StandIn) -> None:
    """A wrong state, one of another browser, and a code sent twice."""
    connected()
    client, other = Client(), Client()
    assert come_back(client, offered, state="baska").status_code == 401
    away = other.post(UNIVERSITY)
    stolen = query(offered.approve(away["Location"]))
    assert client.get(UNIVERSITY + "callback/" + stolen).status_code == 401
    assert other.get(UNIVERSITY + "callback/" + stolen).status_code == 302
    assert Client().get(UNIVERSITY + "callback/" + stolen).status_code == 401
    assert not is_signed_in(client)


def test_the_visitor_cannot_write_into_the_question(offered: StandIn) -> None:
    away = Client().post(UNIVERSITY + "?scope=admin&auth_params=nonce%3Dbenim%26acr_values%3D0")
    assert "nonce=benim" not in away["Location"]
    assert "admin" not in away["Location"]


def test_userinfo_about_somebody_else_is_not_believed(offered: StandIn) -> None:
    connected()
    offered.said, offered.userinfo = {"email": None, "email_verified": None}, {"sub": "kisi-2", "email": "x@y.example"}
    client = Client()
    assert (come_back(client, offered).status_code, is_signed_in(client)) == (401, False)


@pytest.mark.parametrize("verified", [True, False, "false", None])
def test_no_word_of_a_provider_opens_an_account_that_is_there(verified: Any, offered: StandIn) -> None:
    """Not even for a verified address: whoever owns both signs in first, and connects."""
    owner = UserFactory.create(email=ADDRESS)
    offered.said, client = {"email_verified": verified}, Client()
    answer = come_back(client, offered)
    assert answer["Location"] == reverse("socialaccount_signup")
    client.post(answer["Location"], {"email": ADDRESS, "notice": "on"})
    assert not is_signed_in(client)
    assert (SocialAccount.objects.count(), User.objects.filter(email__iexact=ADDRESS).count()) == (0, 1)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [owner.email]


def test_the_first_time_asks_for_an_address_and_the_notice(offered: StandIn) -> None:
    client = Client()
    page = come_back(client, offered)["Location"]
    refused = client.post(page, {"email": ADDRESS})
    assert "notice" in refused.context["form"].errors
    client.post(page, {"email": ADDRESS, "notice": "on"})
    user = User.objects.get(email=ADDRESS)
    assert is_signed_in(client)
    assert (user.has_usable_password(), user.name) == (False, "")
    assert EmailAddress.objects.get(user=user).verified


def test_an_address_that_is_not_verified_gets_a_code_first(offered: StandIn) -> None:
    offered.said, client = {"email_verified": "false"}, Client()
    page = come_back(client, offered)["Location"]
    answer = client.post(page, {"email": ADDRESS, "notice": "on"})
    assert (answer["Location"], is_signed_in(client)) == (reverse("account_email_verification_sent"), False)


def test_the_universitys_second_factor_counts_where_its_token_says_so(
    offered: StandIn, department: Any, registrar: User
) -> None:
    user = connected()
    represent(user, department, by=registrar)
    for said, status in (({"amr": ["pwd"]}, 302), ({"amr": ["pwd", "mfa"]}, 200), ({"acr": "mfa"}, 200)):
        offered.said, client = said, Client()
        come_back(client, offered)
        assert client.get("/hesap/2fa/").status_code == status


# --- LinkedIn ---------------------------------------------------------------------------------------


def test_linkedin_has_no_nonce_and_is_tied_by_its_state(offered: StandIn, settings: Any) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = offered.url
    user, client = connected(provider="linkedin"), Client()
    way = "/hesap/oidc/linkedin/login/"
    assert "nonce" not in client.post(way)["Location"]
    assert come_back(client, offered, way)["Location"] == "/panel/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not signed_in_by_university(user)


# --- e-Devlet ---------------------------------------------------------------------------------------


def test_edevlet_tells_number_and_name_for_half_an_hour(offered: StandIn, client_for: Callable[..., Client]) -> None:
    user = without_password(UserFactory.create())
    client = client_for(user)
    answer = come_back(client, offered, EDEVLET, asked="?process=connect&next=/mezun/")
    assert answer["Location"] == "/mezun/"
    identity = identity_by_edevlet(user)
    assert identity is not None
    assert (identity.tckn, identity.given_names, identity.surname) == ("10000000146", "ELİF", "ŞAHİN")
    assert "10000000146" not in repr(identity)
    assert offered.asked["/identity"] == {
        "accessToken": "gecici",
        "clientId": "mezun",
        "resourceId": "1",
        "kapsam": "Ad-Soyad",
    }
    assert "10000000146" not in SocialAccount.objects.get(user=user).uid
    assert identity_by_edevlet(UserFactory.create()) is None


@pytest.mark.parametrize(
    "person",
    [
        {"sonucKodu": "EDV09.001", "kullaniciBilgileri": {"kimlikNo": "10000000146"}},
        {"sonucKodu": "EDV09.000"},
        {"sonucKodu": "EDV09.000", "kullaniciBilgileri": {"kimlikNo": "10000000147", "ad": "A", "soyad": "B"}},
        [],
    ],
)
def test_edevlet_that_tells_no_identity_lets_nobody_in(person: Any, offered: StandIn) -> None:
    offered.person, client = person, Client()
    assert (come_back(client, offered, EDEVLET).status_code, is_signed_in(client)) == (401, False)
    assert come_back(Client(), offered, EDEVLET, state="baska").status_code == 401


def test_edevlet_tells_no_address_so_the_visitor_is_asked(offered: StandIn) -> None:
    client = Client()
    page = come_back(client, offered, EDEVLET)["Location"]
    assert page == reverse("socialaccount_signup")
    assert "10000000146" not in str(dict(client.session))  # sealed while it waits
    answer = client.post(page, {"email": "elif@ornek.example", "notice": "on"})
    assert answer["Location"] == reverse("account_email_verification_sent")


# --- Connecting and taking away -----------------------------------------------------------------------


def test_what_is_connected_to_somebody_else_stays_there(offered: StandIn, client_for: Callable[..., Client]) -> None:
    connected("sahibi@ornek.example")
    user = UserFactory.create()
    client = client_for(user)
    come_back(client, offered, asked="?process=connect")
    assert not SocialAccount.objects.filter(user=user).exists()


def test_one_takes_a_connection_away_and_is_told_by_mail(offered: StandIn, client_for: Callable[..., Client]) -> None:
    user = without_password(connected())
    client = client_for(user)
    url, account = reverse("socialaccount_connections"), SocialAccount.objects.get(user=user)
    EmailAddress.objects.filter(user=user).update(verified=False)
    assert "doğrulayın" in client.post(url, {"account": account.pk}).content.decode()
    EmailAddress.objects.filter(user=user).update(verified=True)
    assert client.post(url, {"account": account.pk}).status_code == 302
    assert not SocialAccount.objects.filter(user=user).exists()
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["Hesabınızdan bir giriş yolu kaldırıldı"]


def test_nobody_takes_away_what_is_another_accounts(offered: StandIn, client_for: Callable[..., Client]) -> None:
    connected()
    client = client_for(UserFactory.create())
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.count() == 1


# --- Forgotten --------------------------------------------------------------------------------------


def test_an_identity_is_deleted_after_half_an_hour(offered: StandIn, client_for: Callable[..., Client]) -> None:
    user = without_password(UserFactory.create())
    come_back(client_for(user), offered, EDEVLET, asked="?process=connect")
    assert forget_identities() == 0
    SignInProof.objects.update(proved_at=timezone.now() - timedelta(minutes=31))
    assert identity_by_edevlet(user) is None
    assert [forget_identities(), forget_identities()] == [1, 0]
    assert SignInProof.objects.get().identity is None


def test_erasure_takes_the_providers_with_it(alumna: User) -> None:
    SocialAccount.objects.create(user=alumna, provider="linkedin", uid="kisi-9")
    record_proof(user=alumna, provider="linkedin", subject="kisi-9", state={})
    assert [forget_providers(alumna.person.pk), forget_providers(alumna.person.pk)] == [2, 0]
