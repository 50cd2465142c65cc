"""What of people goes when its time is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mik.audit.erasure import redact_gone
from mik.common import hooks
from mik.common.hooks import Destruction

# Three years after it was taken back nobody has to prove a consent any more.
CONSENTS = timedelta(days=3 * 365)
WORDS = timedelta(0)
CHUNK = 500


def due_consents(before: datetime) -> int:
    from mik.people.models import Consent

    return Consent.objects.filter(withdrawn_at__lt=before).count()


def destroy_consents(before: datetime) -> int:
    """Chunk by chunk, out of the rows and out of their history."""
    from mik.people.models import Consent

    gone = 0
    while ids := list(Consent.objects.filter(withdrawn_at__lt=before).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            Consent.objects.filter(pk__in=ids).delete()
            redact_gone(table=Consent._meta.db_table, ids=ids)
        gone += len(ids)
    return gone


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
            model="people.Consent",
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
