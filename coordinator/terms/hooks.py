"""What of the terms of office wants attention: of the registrar, the office and the vice-rector."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.terms.succession import HORIZONS, ending_within, headed_until, standing_terms
from mik.accounts.models import Appointment
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.common.turkish import date_long


def register() -> None:
    hooks.attention.register(terms_wanting_attention)


def terms_wanting_attention(user: object) -> Iterator[AttentionItem]:
    powers = powers_of(user)
    if powers.is_office or powers.is_vice_rector:
        terms = standing_terms(user)
        yield from _coordinator(terms)
        yield from _ending(terms, f"{reverse('coordinator:terms')}?bitis={HORIZONS[-1]}#gorevler")
    elif powers.is_registrar:
        terms = standing_terms(user)
        yield from _coordinator(terms, reverse("coordinator:appointment_add"))
        yield from _ending(terms, f"{reverse('coordinator:appointment_list')}?durum=bitiyor")


def _coordinator(terms: list[Appointment], url: str = "") -> Iterator[AttentionItem]:
    until, url = headed_until(terms), url or reverse("coordinator:terms")
    if until is None:
        yield AttentionItem(_("Bugün görevde koordinatör yok"), 1, url, "bad", "circle-alert")
    elif until <= timezone.localdate() + timedelta(days=HORIZONS[-1]):
        label = _("%(day)s gününden sonra koordinatör yok") % {"day": date_long(until)}
        yield AttentionItem(label, 1, url, "warn", "hourglass")


def _ending(terms: list[Appointment], url: str) -> Iterator[AttentionItem]:
    ending = ending_within(HORIZONS[-1], terms)
    if ending:
        label = _("90 gün içinde bitecek, yerine kayıt olmayan görev")
        tone = "bad" if ending_within(HORIZONS[0], terms) else "warn"
        yield AttentionItem(label, len(ending), url, tone, "hourglass")
