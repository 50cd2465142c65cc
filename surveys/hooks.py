"""What the surveys tell the rest of the house: personal data, what wants attention, what happened."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.segments.uses import Use, uses
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem, MailedBy, NotificationKind, PersonalData, TimelineEntry
from surveys.answering.drawing import in_words
from surveys.answering.pages import course_of
from surveys.finders import find_surveys
from surveys.managers import RUN
from surveys.merging import unite_invitations
from surveys.models import Answer, Invitation, Response, Wave

PURPOSE = gettext_lazy("Mezunların ve işverenlerin görüşünü almak, istihdamı izlemek")
BASIS = gettext_lazy("KVKK m. 5/1: açık rıza; m. 5/2-f: meşru menfaat")
KEPT = gettext_lazy("Silme isteğine kadar; toplu sonuçlar kimseyi tanıtmadan kalır")
SEEN = gettext_lazy("Kişinin kendisi; tek tek yanıtları yalnız bu işi verilmiş personel ve Mezun Ofisi")
SOON = timedelta(days=7)


def surveys_open_to(user: Any, targets: Collection[str]) -> set[str]:
    """Waves that still ask this user."""
    ids = [int(one) for one in targets if one.isdecimal()]
    mine = Invitation.objects.filter(person__user=user, wave__in=ids, wave__state=Wave.State.OPEN)
    return {str(pk) for pk in mine.values_list("wave", flat=True)}


def waves_asking(segment_id: int, user: Any) -> Iterator[Use]:
    """Waves that ask a saved segment; one that was opened has its population and needs it no more."""
    for wave in Wave.objects.visible_to(user).filter(criteria__segment=segment_id):
        url = reverse("coordinator:survey_detail", args=[wave.pk])
        yield Use(_("Anket"), wave.title, url, holds=wave.is_draft)


# --- personal data ---------------------------------------------------------------------------------


def export_invitations(person_id: int) -> Iterable[dict[str, Any]]:
    for invitation in Invitation.objects.filter(person=person_id).select_related("wave").order_by("pk"):
        yield {
            "survey": invitation.wave.title,
            "graduation_year": invitation.graduation_year,
            "sent_at": invitation.sent_at,
            "reminders": invitation.reminders,
            "opted_out_at": invitation.opted_out_at,
        }


def export_responses(person_id: int) -> Iterable[dict[str, Any]]:
    found = Response.objects.filter(invitation__person=person_id).select_related("invitation__wave").order_by("pk")
    for response in found:
        yield {
            "survey": response.invitation.wave.title,
            "started_at": response.started_at,
            "completed_at": response.completed_at,
            "language": response.language,
        }


def export_answers(person_id: int) -> Iterable[dict[str, Any]]:
    """Questions and answers in words, survey by survey."""
    invitations = Invitation.objects.filter(person=person_id, response__isnull=False).order_by("pk")
    for invitation in invitations.select_related("wave__version", "response"):
        for said in in_words(course_of(invitation)):
            yield {"survey": invitation.wave.title, "question": said.text, "answer": said.lines}


def erase_answers(person_id: int) -> int:
    return Answer.objects.filter(response__invitation__person=person_id).delete()[0]


def erase_responses(person_id: int) -> int:
    return Response.objects.filter(invitation__person=person_id).delete()[0]


def erase_invitations(person_id: int) -> int:
    """The population of the wave stays the number it was."""
    return Invitation.objects.filter(person=person_id).delete()[0]


def _declare_personal_data() -> None:
    entries: list[tuple[str, str, tuple[str, ...], Any, Any]] = [
        ("surveys.Answer", "response__invitation__person", ("option", "row", "number", "date", "text"),
         export_answers, erase_answers),
        ("surveys.Response", "invitation__person", ("language",), export_responses, erase_responses),
        ("surveys.Invitation", "person", ("graduation_year", "language", "unsent"),
         export_invitations, erase_invitations),
    ]  # fmt: skip
    for model, person, fields, export, erase in entries:
        hooks.personal_data.add(
            PersonalData(
                model=model,
                person=person,
                fields=fields,
                purpose=PURPOSE,
                legal_basis=BASIS,
                retention=KEPT,
                sees=SEEN,
                export=export,
                erase=erase,
                merge=unite_invitations if model == "surveys.Invitation" else None,
            )
        )


# --- what wants attention --------------------------------------------------------------------------


def attention(user: Any) -> Iterator[AttentionItem]:
    """A survey that waits for one's own answer; for who runs surveys: what to open, what closes soon."""
    if not getattr(user, "is_authenticated", False):
        return
    yield from _own(user)
    if powers_of(user).has_duty(RUN):
        yield from _desk()


def _own(user: Any) -> Iterator[AttentionItem]:
    waiting = Invitation.objects.filter(person__user=user).waiting()
    if count := waiting.count():
        yield AttentionItem(_("Sizi bekleyen anket"), count, reverse("surveys:mine"), "blue", "clipboard-list")


def _desk() -> Iterator[AttentionItem]:
    today = timezone.localdate()
    url = reverse("coordinator:survey_list")
    if due := Wave.objects.filter(state=Wave.State.DRAFT, opens_on__lte=today).count():
        yield AttentionItem(_("Açılış günü gelen anket"), due, url, "warn", "clipboard-list")
    if closing := Wave.objects.running().filter(closes_on__lt=today + SOON).count():
        yield AttentionItem(_("Bu hafta kapanacak anket"), closing, url, "", "hourglass")


# --- what happened ---------------------------------------------------------------------------------


def timeline(person_id: int, user: Any) -> Iterable[TimelineEntry]:
    """That somebody answered a survey, for who runs surveys and for the person; never what was answered."""
    seen = Invitation.objects.visible_to(user).filter(person=person_id, response__completed_at__isnull=False)
    for invitation in seen.select_related("wave", "response"):
        at = invitation.response.completed_at
        assert at is not None  # filtered
        yield TimelineEntry(at, _("Anketi yanıtladı"), invitation.wave.title, "clipboard-check")


def register() -> None:
    hooks.duties.declare("surveys.run", gettext_lazy("Anketleri yürütmek"))
    hooks.duties.declare("surveys.answers", gettext_lazy("Tek tek anket yanıtlarını görmek"))
    _declare_personal_data()
    hooks.notification_kinds.add(
        NotificationKind(
            code="surveys.invitation",
            label=gettext_lazy("Anketler"),
            about=gettext_lazy("Bir ankete davet edildiğinizde. Davet e-postası, verdiğiniz izne bağlıdır."),
            mailed_by=MailedBy.CONSENT,
            reachable=surveys_open_to,
        )
    )
    hooks.attention.register(attention)
    hooks.timeline.register(timeline)
    hooks.finders.register(find_surveys)
    uses.register(waves_asking)
