"""The personal link: a cookie at once, no token in any address, header or log; nobody else's answers."""

import io
import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.common.access_log import AccessLogger
from mik.common.log_masks import MaskTokens, masked
from surveys.answering.access import COOKIE, hash_of, make_token
from surveys.models import Invitation, Link, Wave
from tests.factories.surveys import InvitationFactory, WaveFactory
from tests.surveys.conftest import Respondent

pytestmark = pytest.mark.django_db


def address(invitation: Invitation) -> tuple[str, str]:
    token = make_token(invitation)
    return reverse("surveys:arrive", args=[token]), token


def test_the_token_is_gone_at_once(wave: Wave) -> None:
    url, token = address(InvitationFactory.create(wave=wave))
    client = Client()
    answer = client.get(url)
    assert (answer.status_code, answer["Location"]) == (302, "/anket/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/anket/", "")
    page = client.get("/anket/", follow=True)
    assert page.status_code == 200
    assert token not in cookie.value + page.content.decode() + str(page.headers) + str(answer.headers["Location"])


def test_only_the_keyed_hash_is_kept(wave: Wave) -> None:
    _url, token = address(InvitationFactory.create(wave=wave))
    assert len(token) >= 22  # 128 bits and more in base64
    assert bytes(Link.objects.get().token_hash) == hash_of(token)
    assert hash_of(token) != token.encode()


def test_the_pages_themselves_keep_the_policy_that_lets_forms_be_sent(respondent: Respondent) -> None:
    """``no-referrer`` there would make browsers send ``Origin: null``, which the CSRF check refuses."""
    page = respondent.client.get("/anket/sayfa/1/")
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_an_unknown_token_tells_nothing(wave: Wave, client: Client) -> None:
    answers = [client.get(f"/anket/{token}/") for token in ("x", "A" * 32, "benim-degil")]
    assert {(a.status_code, a["Location"], COOKIE in a.cookies) for a in answers} == {(302, "/anket/baglanti/", False)}
    page = client.get("/anket/baglanti/")
    assert (page.status_code, "Bu bağlantıyla bir anket açılamadı" in page.content.decode()) == (200, True)
    assert client.get("/anket/")["Location"] == "/anket/baglanti/"
    assert client.post("/anket/sayfa/1/", {"do": "next"})["Location"] == "/anket/baglanti/"


def test_a_forged_or_old_cookie_is_none(wave: Wave, respondent: Respondent, client: Client) -> None:
    good = respondent.client.cookies[COOKIE].value
    for forged in (f"l{respondent.invitation.pk}", good.replace("l", "m", 1), good[:-2] + "xx", ""):
        client.cookies[COOKIE] = forged
        assert client.get("/anket/")["Location"] == "/anket/baglanti/"


def test_the_cookie_holds_the_survey_of_the_last_link(wave: Wave, respondent: Respondent) -> None:
    other = WaveFactory.create(title_tr="Öbür anket", version=wave.version)
    url, _token = address(InvitationFactory.create(wave=other, person=respondent.invitation.person))
    respondent.client.get(url)
    assert "Öbür anket" in respondent.client.get("/anket/sayfa/1/").content.decode()


def test_a_form_of_another_survey_is_refused(respondent: Respondent) -> None:
    """Two links opened in one browser: what was typed for the one is not saved as the other's."""
    first = respondent.client.get("/anket/sayfa/1/").content.decode()
    other = InvitationFactory.create(wave=respondent.invitation.wave)
    Respondent(other, respondent.client).arrive()
    fields = {"invitation": respondent.invitation.pk, "do": "next", "shown": "activity", "q-activity": "study"}
    assert f'name="invitation" value="{respondent.invitation.pk}"' in first
    refused = respondent.client.post("/anket/sayfa/1/", fields)
    assert (refused.status_code, "başka bir anket açıldı" in refused.content.decode()) == (409, True)
    assert respondent.client.post("/anket/yazmayin/", {**fields, "do": "leave"}).status_code == 409
    assert Invitation.objects.filter(response__isnull=True, opted_out_at__isnull=True).count() == 2
    respondent.arrive()
    assert respondent.client.post("/anket/sayfa/1/", fields).url == "/anket/sayfa/3/"
    assert respondent.answers() == {"activity": ["study"]}


def test_a_link_opened_in_somebody_elses_browser_leads_to_no_account(
    wave: Wave, alumna: User, client_for: Callable[[User | None], Client]
) -> None:
    guest = Respondent(InvitationFactory.create(wave=wave), client_for(alumna))
    guest.arrive()
    guest.send(1, activity="study")
    assert "bağlantı sizi kaldığınız" in guest.client.get("/anket/sayfa/3/").content.decode()
    guest.send(3, words="Bitti")
    assert "Yanıtlarımı gör" not in guest.client.get("/anket/tesekkurler/").content.decode()


def test_nobody_reads_somebody_elses_answers(wave: Wave, respondent: Respondent) -> None:
    respondent.send(1, activity="study")
    respondent.send(3, "later", words="Bana özel")
    other = Respondent(InvitationFactory.create(wave=wave))
    other.arrive()
    assert "Bana özel" not in other.client.get("/anket/", follow=True).content.decode()
    assert other.answers() == {}


def test_asking_for_the_link_changes_nothing(wave: Wave, client: Client) -> None:
    """Mail programs and scanners open links before people do."""
    invitation = InvitationFactory.create(wave=wave)
    url, _token = address(invitation)
    client.get(url, follow=True)
    assert client.post(url).status_code == 405
    invitation.refresh_from_db()
    assert (hasattr(invitation, "response"), invitation.opted_out_at) == (False, None)


def test_a_link_opens_in_the_language_of_its_mail(wave: Wave, client: Client) -> None:
    url, _token = address(InvitationFactory.create(wave=wave, language="en"))
    assert client.get(url).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    assert settings.LANGUAGE_COOKIE_NAME not in client.get(url).cookies


# --- logs ------------------------------------------------------------------------------------------


def test_no_log_of_django_holds_a_token(wave: Wave, client: Client) -> None:
    """404 and 405 are logged with the address; the handler of the settings masks it."""
    _url, token = address(InvitationFactory.create(wave=wave))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskTokens())
    django_log = logging.getLogger("django")
    django_log.addHandler(handler)
    try:
        client.get(f"/anket/{token}/yok/")
        client.post(f"/anket/{token}/")
    finally:
        django_log.removeHandler(handler)
    assert (token in stream.getvalue(), stream.getvalue().count("/anket/…")) == (False, 2)
    handlers: Any = settings.LOGGING["handlers"]
    assert handlers["console"]["filters"] == ["mask_tokens"]


def test_an_error_with_its_traceback_is_masked() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskTokens())
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError("/anket/" + "A" * 32)
    except ValueError:
        log.exception("Internal Server Error: %s", "/anket/" + "B" * 32 + "/")
    assert ("A" * 32 in stream.getvalue(), "B" * 32 in stream.getvalue()) == (False, False)


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("GET /anket/abcdefghijklmnopqrstuvwxyz012345/ HTTP/1.1", "GET /anket/…/ HTTP/1.1"),
        ("next=%2Fanket%2Fabcdefghijklmnopqrstuvwxyz012345%2F", "next=%2Fanket%2F…%2F"),
        ("/e-posta/ayril/WzEsInN1cnZleXMiXQ:1abcde:sig_-x/", "/e-posta/ayril/…/"),
        ("/dogrula/1abcDEF0123456789abcdef/", "/dogrula/…/"),
        ("/anket/sayfa/2/", "/anket/sayfa/2/"),
        ("/koordinator/anketler/12/", "/koordinator/anketler/12/"),
        ("/mezun/duzenle/iletisim/ekle/phone/", "/mezun/duzenle/iletisim/ekle/phone/"),
    ],
)
def test_what_is_masked(line: str, clean: str) -> None:
    assert masked(line) == clean


def test_gunicorns_access_log_is_masked_in_every_part() -> None:
    token = "T" * 32
    logger = AccessLogger.__new__(AccessLogger)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/anket/{token}/", "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": f"/anket/{token}/", "QUERY_STRING": "", "HTTP_REFERER": f"http://localhost/anket/{token}/",
    }  # fmt: skip
    response = SimpleNamespace(status="302 Found", sent=0, headers=[("Location", "/anket/")])
    request = SimpleNamespace(headers=[("referer", f"http://localhost/anket/{token}/")])
    took = SimpleNamespace(seconds=0, microseconds=1)
    atoms = logger.atoms(response, request, environ, took)
    assert token not in str(atoms)
    assert atoms["r"] == "GET /anket/…/ HTTP/1.1"
