"""Pages of cards for axe: addresses by role, and what must be there for them."""

from cards.printing.models import PrintBatch, PrintLine
from cards.verification.codes import token_of
from tests.browser.scenes import Scene
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.cards import application_of, card_of
from tests.factories.units import programme_of

PAGES: dict[str | None, list[str]] = {
    None: ["/dogrula/", "/dogrula/{card_token}/", "/dogrula/?kod=AAAA-2222"],
    "alumna": ["/kart/", "/kart/kayip/"],
    "coordinator": [
        "/koordinator/kartlar/",
        "/koordinator/kartlar/?sekme=etkin",
        "/koordinator/kartlar/basvuru/{card_application}/",
        "/koordinator/kartlar/{card}/",
        "/koordinator/kartlar/{card}/iptal/",
        "/koordinator/kartlar/basim/",
        "/koordinator/kartlar/basim/{card_batch}/",
    ],
}


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
    card = card_of(scene.alumnus)
    applicant = graduate(programme_of(scene.unit), given_names="İbrahim", surname="Iğdırlıoğlu-Şahinbaşoğlu")
    enrol(applicant, UserFactory.create())
    batch = PrintBatch.objects.create(created_by=scene.coordinator)
    PrintLine.objects.create(batch=batch, card=card, sequence=1)
    scene.keys |= {
        "card": card.pk,
        "card_token": token_of(card.code),
        "card_application": application_of(applicant).pk,
        "card_batch": batch.pk,
    }
