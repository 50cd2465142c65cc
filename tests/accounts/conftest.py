"""Providers on this machine, and the settings that offer them."""

from collections.abc import Iterator
from typing import Any

import pytest

from mik.accounts import offers
from tests.accounts.provider_stand_in import CLIENT, SECRET, StandIn, running


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running() as server:
        yield server


@pytest.fixture
def offered(stand_in: StandIn, settings: Any) -> StandIn:
    """All three ways are on, and lead to the stand-in."""
    made = [
        offers.linkedin(id=CLIENT, secret=SECRET),
        offers.university(
            name="KTÜ tek oturum açma", server=stand_in.url, id=CLIENT, secret=SECRET, second_factor=["mfa"]
        ),
        offers.edevlet(
            authorize=f"{stand_in.url}/authorize",
            token=f"{stand_in.url}/token",
            identity=f"{stand_in.url}/identity",
            id=CLIENT,
            secret=SECRET,
            scope="Kimlik-Dogrula;Ad-Soyad",
        ),
    ]
    on = [offer for offer in made if offer]
    settings.SIGN_IN_PROVIDERS = [offer.shown for offer in on]
    settings.SOCIALACCOUNT_PROVIDERS = offers.allauth_providers(on)
    stand_in.person = {
        "sonucKodu": "EDV09.000",
        "kullaniciBilgileri": {"kimlikNo": "10000000146", "ad": "ELİF", "soyad": "ŞAHİN"},
    }
    return stand_in
