"""What of the announcements wants attention: drafts and mailings of a desk, what is new or closing for a reader."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.scopes import scopes_of
from coordinator.newsroom.desks import Desk, desk_for
from coordinator.newsroom.models import Announcement
from mik.accounts.powers import powers_of
from mik.common.hooks import AttentionItem
from mik.common.models import JobState
from mik.mail.models import Delivery, Mailing

SOON = timedelta(days=7)


def of_the_desks(user: object) -> Iterator[AttentionItem]:
    if office := desk_for(user, None):
        yield from _of_desk(office)
    for scope in scopes_of(user):
        desk = desk_for(user, scope.unit.pk) if scope.unit else None
        if desk:
            yield from _of_desk(desk)


def _of_desk(desk: Desk) -> Iterator[AttentionItem]:
    own = desk.announcements().filter(unit=desk.unit_id)
    halted = Q(mailing__state=Mailing.State.PAUSED) | Q(
        mailing__state=Mailing.State.SENDING, mailing__job__state__in=[JobState.FAILED, JobState.CANCELLED]
    )
    found = own.aggregate(drafts=Count("pk", filter=Q(state="draft")), halted=Count("pk", filter=halted))
    uncertain = Delivery.objects.filter(mailing__announcement__in=own.values("pk"), state=Delivery.State.UNCERTAIN)
    url = desk.url("announcement_list")
    sending = f"{url}?durum=gonderiliyor"
    yield AttentionItem(_("Duran e-posta gönderimi"), found["halted"], sending, "bad", "mail-warning")
    yield AttentionItem(_("Ulaşıp ulaşmadığı bilinmeyen e-posta"), uncertain.count(), url, "warn", "circle-alert")
    yield AttentionItem(_("Yarım duran duyuru taslağı"), found["drafts"], f"{url}?durum=taslak", "", "pen-line")


def of_the_reader(user: object) -> Iterator[AttentionItem]:
    """A member or a student: what appeared this week, and what one can only just apply for."""
    if not getattr(user, "is_authenticated", False) or powers_of(user).works_in_office:
        return
    today, now = timezone.localdate(), timezone.now()
    open_now = Announcement.objects.read_by(user).still_open()
    found = open_now.aggregate(
        fresh=Count("pk", filter=Q(published_at__gte=now - SOON)),
        closing=Count("pk", filter=Q(deadline__lte=today + SOON)),
    )
    url = reverse("news:announcement_list")
    yield AttentionItem(_("Son başvurusu bu hafta biten duyuru"), found["closing"], url, "warn", "hourglass")
    yield AttentionItem(_("Size uygun yeni duyuru"), found["fresh"], url, "blue", "megaphone")
