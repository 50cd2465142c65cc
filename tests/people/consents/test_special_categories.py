"""Special categories (KVKK art. 6): no model asks for them, and what may come is asked apart."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import ExplicitConsent
from mik.common.turkish import fold
from mik.people.consents.words import in_force
from tests.factories.consents import published

ROOMS = {"people", "accounts", "alumni", "cards", "surveys", "organisations", "mail", "work", "coordinator", "files"}
# Race and ethnic origin, opinion, belief, dress, membership, health, sexual life, conviction, biometry (art. 6/1).
WORDS = (
    "irk", "etnik", "siyasi", "felsefi", "din", "mezhep", "inanc", "kiyafet", "kilik", "dernek", "vakif", "sendika",
    "saglik", "engel", "hastalik", "kan grubu", "cinsel", "mahkumiyet", "sabika", "biyometrik", "genetik", "parmak izi",
    "race", "ethnic", "political", "religion", "religious", "sect", "belief", "association", "union", "health",
    "disability", "illness", "blood", "sexual", "conviction", "criminal", "biometric", "genetic", "fingerprint",
)  # fmt: skip


def said_of(text: str) -> set[str]:
    folded = f" {fold(text.replace('_', ' '))} "
    return {word for word in WORDS if f" {fold(word)} " in folded}


def test_no_field_of_any_model_asks_for_one() -> None:
    found = [
        f"{model._meta.label}.{field.name}: {sorted(words)}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.local_fields
        if (words := said_of(field.name) | said_of(str(field.verbose_name)))
    ]
    assert found == []


def test_the_walk_would_find_one() -> None:
    assert said_of("blood_group") == {"blood"}
    assert said_of("Dernek üyeliği") == {"dernek"}
    assert said_of("tanındığı alan") == set()


@pytest.fixture
def accessibility() -> Iterator[str]:
    consent = ExplicitConsent("erisim", "Erişilebilirlik gereksinimi", "Etkinlik için gereken düzenleme")
    hooks.explicit_consents.register("erisim", consent)
    yield "explicit:erisim"
    hooks.explicit_consents.unregister("erisim")


@pytest.mark.django_db
def test_an_explicit_consent_stands_apart_with_its_own_text(accessibility: str, alumna: User, client: Client) -> None:
    client.force_login(alumna)
    url = reverse("alumni:consents")
    assert "Ayrı sorulan izinler" not in client.get(url).text
    published(accessibility, body="Gereksinimim yalnız bu etkinlik için kullanılsın.")
    page = client.get(url).text
    assert "Ayrı sorulan izinler" in page
    assert "checked" not in page.partition("<main")[2]
    assert not in_force(alumna.person.pk, accessibility, "")
    assert client.post(url, {"purpose": accessibility, "channel": "", "wish": "give"}).status_code == 302
    assert in_force(alumna.person.pk, accessibility, "")
    assert not in_force(alumna.person.pk, "news")
