"""The background work: making the copy of somebody's data, and erasing somebody."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.rights.copying import write_copy
from alumni.rights.erasing import ErasureProblem, erase_person, kept_of
from alumni.rights.models import RightsRequest
from alumni.rights.permissions import can_answer, can_erase
from alumni.rights.services import ERASE_JOB, OWN_DATA_JOB
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.files.services import FileProblem
from mik.mail.services import send_mail
from mik.work.services import notify

State = RightsRequest.State


def may_copy(user: Any, params: dict[str, Any]) -> bool:
    """The own copy; the office's, for somebody who has no account to fetch it with."""
    request = RightsRequest.objects.visible_to(user).filter(pk=params["request"]).select_related("person").first()
    if request is None:
        return False
    if RightsRequest.objects.own(user).filter(pk=request.pk).exists():
        return True
    return can_answer(user) and not (request.person and request.person.user_id)


def _request(job: RunningJob) -> RightsRequest:
    found = RightsRequest.objects.visible_to(job.owner).select_related("person", "user", "file")
    request = found.filter(pk=job.params["request"]).first()
    if request is None:
        raise JobError(_("Başvuru artık yok."))
    return request


@job_handler(
    OWN_DATA_JOB,
    title=gettext_lazy("Verilerinizin örneği hazırlanıyor"),
    may_run=may_copy,
    resumable=True,
    tiles=[
        Tile("rows", gettext_lazy("Kayıt"), "ok", "list"),
        Tile("files", gettext_lazy("Fotoğraf ve belge"), "blue", "image"),
    ],
)
def copy_data(job: RunningJob) -> dict[str, Any]:
    """``params``: request. Made anew where a worker died; the copy that was there is not made twice."""
    request = _request(job)
    if request.file is not None and request.state == State.ANSWERED:
        return _ready(request)
    try:
        write_copy(request=request, job=job)
    except FileProblem as problem:
        raise JobError(str(problem)) from None
    return _ready(request)


def _ready(request: RightsRequest) -> dict[str, Any]:
    message = _("Dosya hazır. Yedi gün boyunca indirilebilir, sonra silinir.")
    return {"message": message, "file": str(request.file_id)}


@job_handler(
    ERASE_JOB,
    title=gettext_lazy("Kişisel verilerin silinmesi"),
    may_run=lambda user, params: can_erase(user),
    resumable=True,
    tiles=[Tile("rows", gettext_lazy("Silinen ya da boşaltılan"), "ok", "trash-2")],
)
def erase(job: RunningJob) -> dict[str, Any]:
    """``params``: request. All or nothing: killed half-way, it begins anew; finished, it finds nothing to do."""
    request = _request(job)
    if not request.is_open:
        return _erased(request)
    job.checkpoint(done=0, total=2, note=_("Kişinin geçtiği her yer aranıyor"))
    try:
        count = _erase_and_answer(request, job.owner)
    except ErasureProblem as problem:
        raise JobError(str(problem)) from None
    job.checkpoint(done=2, total=2, counters={"rows": count}, note=_("Silindi; yanıt kişiye gönderiliyor"))
    return _erased(request)


def _erased(request: RightsRequest) -> dict[str, Any]:
    return {
        "message": _("%(n)s tamamlandı. Yanıt kişiye gönderildi.") % {"n": request.number},
        "url": reverse("coordinator:rights_detail", args=[request.pk]),
        "url_label": _("Başvuruya dön"),
    }


@transaction.atomic
def _erase_and_answer(request: RightsRequest, by: Any) -> int:
    """The answer is written before, while there is still somebody to write to, and goes out with the erasure."""
    held = RightsRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if not held.is_open or held.person is None:
        return 0
    address, language, person = held.address or "", held.language, held.person
    with translation.override(language):
        answer = erasure_answer(person.pk)
    counts = erase_person(person=person, request=held, by=by)
    now = timezone.now()
    RightsRequest.objects.filter(pk=held.pk).update(
        state=State.ANSWERED, answer=answer, answered_at=now, answered_by=by.pk
    )
    if address:
        context = {"request": held, "answer": answer, "name": "", "kind": held.get_kind_display(), "refused": False}
        send_mail(to=address, template="rights/answer", context=context, language=language)
    if by.pk != held.owner_id and held.owner is not None:
        notify(user=held.owner, text=_("%(n)s: silme tamamlandı.") % {"n": held.number})
    return sum(counts.values())


def erasure_answer(person_id: int) -> str:
    """What is told of an erasure: that it was done, what stays and why; no value of the person."""
    kept = [f"• {what}: {why}" for what, why in kept_of(person_id)]
    return "\n".join(
        [
            _("Kişisel verileriniz isteğiniz üzerine silindi. Hesabınız kapatıldı; bu, aldığınız son e-postadır."),
            *([_("Kanun gereği saklanması zorunlu olanlar ve nedenleri:")] if kept else []),
            *kept,
            _("Yedeklerdeki kopyalar yedek süresi dolunca silinir; bir yedek geri yüklenirse silme yeniden uygulanır."),
        ]
    )
