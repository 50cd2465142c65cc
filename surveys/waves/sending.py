"""The two long works of a wave: inviting and reminding. Killed at any point, they neither skip nor double anybody.

An invitation's mark and its mail are written in one transaction, with the row locked; whoever runs the job again
finds the mark. Consent and address are asked anew for each chunk.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from mik.accounts.powers import powers_of
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.turkish import number
from mik.mail.services import send_mail
from mik.work.services import notify_all
from surveys.answering.access import make_token
from surveys.managers import RUN, InvitationQuerySet
from surveys.models import Invitation, Wave
from surveys.waves.reaching import Letter, letters_for
from surveys.waves.services import INVITE_JOB, REMIND_JOB, remindable

CHUNK = 50
TILES = (
    Tile("sent", gettext_lazy("Gönderilen"), "ok", "send"),
    Tile("no_consent", gettext_lazy("İzni yok"), "", "ban"),
    Tile("no_address", gettext_lazy("E-postası yok"), "", "mail-x"),
    Tile("opted_out", gettext_lazy("İstemiyor"), "", "user-x"),
)


def may_send(user: Any, params: dict[str, Any]) -> bool:
    return powers_of(user).has_duty(RUN)


@job_handler(INVITE_JOB, title=gettext_lazy("Anket çağrıları"), may_run=may_send, resumable=True, tiles=TILES)
def invite(job: RunningJob) -> dict[str, Any]:
    """To everybody of the target population who has got nothing yet and can be written to."""
    wave = _wave(job)
    waiting = Invitation.objects.filter(wave=wave, sent_at__isnull=True, unsent="", opted_out_at__isnull=True)
    return _run(job, wave, waiting, _invited, "surveys/invitation")


@job_handler(REMIND_JOB, title=gettext_lazy("Anket hatırlatmaları"), may_run=may_send, resumable=True, tiles=TILES)
def remind(job: RunningJob) -> dict[str, Any]:
    """To those who were asked, have not finished, and are due."""
    wave = _wave(job)
    return _run(job, wave, remindable(wave), _reminded, "surveys/reminder")


def _wave(job: RunningJob) -> Wave:
    return Wave.objects.select_related("version__questionnaire").get(pk=job.params["wave"])


Mark = Callable[[Invitation], None]


def _run(job: RunningJob, wave: Wave, waiting: InvitationQuerySet, mark: Mark, template: str) -> dict[str, Any]:
    counters = {tile.key: int(job.counters.get(tile.key, 0)) for tile in TILES}
    handled, last = sum(counters.values()), 0
    total = handled + waiting.count()
    while chunk := _chunk(wave, waiting, last, mark, template, counters):
        last, handled = chunk[-1], handled + len(chunk)
        note = _("%(n)s kişiye bakıldı") % {"n": number(handled)}
        job.checkpoint(done=handled, total=max(total, handled), counters=counters, note=note)
    return {
        "message": _("%(n)s e-posta sıraya kondu.") % {"n": number(counters["sent"])},
        "url": reverse("coordinator:survey_detail", args=[wave.pk]),
        "url_label": _("Ankete dön"),
    }


@transaction.atomic
def _chunk(
    wave: Wave, waiting: InvitationQuerySet, last: int, mark: Mark, template: str, counters: dict[str, int]
) -> list[int]:
    """Deal with the next few; returns their numbers, none when all are through."""
    wave.refresh_from_db(fields=["state", "closes_on", "closed_at"])
    if not wave.is_running:
        raise JobError(_("Anket kapandı; kalanlara gönderilmedi."))
    rows = waiting.filter(pk__gt=last).order_by("pk").select_for_update(of=["self"])[:CHUNK]
    found: Sequence[Invitation] = list(rows.select_related("person", "contact__organisation"))
    letters = letters_for(found)
    for invitation in found:
        letter = letters[invitation.pk]
        if letter.unsent:
            counters[letter.unsent] += 1
            if invitation.sent_at is None:
                invitation.unsent = letter.unsent
        else:
            counters["sent"] += 1
            mark(invitation)
            _write(wave, invitation, letter, template)
    Invitation.objects.bulk_update(found, ["sent_at", "unsent", "reminders", "last_reminded_at"])
    _tell_members(wave, found)
    return [invitation.pk for invitation in found]


def _tell_members(wave: Wave, invitations: Sequence[Invitation]) -> None:
    """Who has an account finds the invitation in the inbox, once, whatever becomes of the mail."""
    users = {one.person.user_id for one in invitations if one.person is not None} - {None}
    notify_all(
        user_ids=[user_id for user_id in users if user_id is not None],
        kind="surveys.invitation",
        text=gettext_noop("Sizi bir ankete davet ediyoruz: %(title)s"),
        params={"title": wave.title[:120]},
        url=reverse("surveys:mine"),
        target=wave.pk,
        key=f"survey:{wave.pk}",
    )


def _invited(invitation: Invitation) -> None:
    invitation.sent_at = timezone.now()


def _reminded(invitation: Invitation) -> None:
    invitation.reminders += 1
    invitation.last_reminded_at = timezone.now()


def _write(wave: Wave, invitation: Invitation, letter: Letter, template: str) -> None:
    """One mail with a link that only this mail holds."""
    link = settings.BASE_URL + reverse("surveys:arrive", args=[make_token(invitation)])
    with translation.override(invitation.language):
        context = {
            "name": letter.name,
            "title": wave.title,
            "wave": wave,
            "link": link,
            "organisation": invitation.contact.organisation.name if invitation.contact else "",
            "unsubscribe": letter.unsubscribe,
        }
        send_mail(
            to=letter.address,
            template=template,
            context=context,
            language=invitation.language,
            unsubscribe=letter.unsubscribe,
        )
