"""What of people goes when its time is over."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Destruction

# Three years after it was taken back nobody has to prove a consent any more.
CONSENTS = timedelta(days=3 * 365)
WORDS = timedelta(0)


def due_consents(before: datetime) -> int:
    """Which those are, the database itself holds as its rule: three years, whatever is asked here."""
    from mik.people.consents import erasing

    return erasing.due()


def destroy_consents(before: datetime) -> int:
    from mik.people.consents import erasing

    return erasing.forget()


def due_words(before: datetime) -> int:
    from mik.people import search

    return search.count_unused_words()


def destroy_words(before: datetime) -> int:
    from mik.people import search

    return search.forget_words()


def register() -> None:
    hooks.destructions.add(
        Destruction(
            code="people.consents",
            model="people.ConsentEntry",
            label=_("Geri alınmış izinler"),
            keep=CONSENTS,
            due=due_consents,
            destroy=destroy_consents,
        )
    )
    hooks.destructions.add(
        Destruction(
            code="people.words",
            model="people.NameWord",
            label=_("Artık hiçbir adda geçmeyen ad sözcükleri"),
            keep=WORDS,
            due=due_words,
            destroy=destroy_words,
        )
    )
