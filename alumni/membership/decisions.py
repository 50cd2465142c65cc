"""The views of one claim, shared by the representatives' and the office's desks; the queue is in ``queue``."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.membership import services
from alumni.membership.candidates import Candidate
from alumni.membership.contests.told import contest_of
from alumni.membership.control import confirmed_addresses
from alumni.membership.decision_forms import (
    APPROVE,
    DETACH,
    DISPUTE,
    HOLD,
    KEEP,
    MORE,
    TRANSFER,
    DecisionForm,
    RecordSearchForm,
)
from alumni.membership.desks import Desk, open_seal, seal
from alumni.membership.evidence import document_label
from alumni.membership.looks import log_look
from alumni.membership.matching import declaration
from alumni.membership.models import Claim, ClaimEvidence
from alumni.membership.proposing import proposed_record
from alumni.membership.services import AlreadyDecided, ClaimProblem
from mik.audit.models import Action
from mik.people.models import ContactPoint

NEW = "yeni"
MOST_SIMILAR = 5
MOST_FOUND = 10


# --- one claim -------------------------------------------------------------------------------------


def claim_detail(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    claim = (
        desk.claims()
        .select_related(
            "unit", "user", "alumnus", "decided_by", "barcode_checked_by", "invitation__contact", "dispute", "appeal"
        )
        .filter(pk=pk)
        .first()
    )
    if request.method == "POST" and "decision_form" in request.POST:
        return _decide(request, desk, pk, claim)
    if claim is None:
        raise Http404
    return _show(request, desk, claim)


def _decide(request: HttpRequest, desk: Desk, pk: int, claim: Claim | None) -> HttpResponse:
    """A claim that was on this screen and is gone now was decided by somebody else: say so."""
    seen = open_seal(request.POST.get("seen", ""), pk)
    if seen is None:
        raise Http404
    if claim is None:
        messages.warning(
            request, _("Bu başvuruya bu arada başkası karar verdi, başvuru ofise geçti ya da geri çekildi.")
        )
        return redirect(desk.list_url)
    record = _posted_record(request, desk, claim)
    form = DecisionForm(request.POST, desk=desk, claim=claim, record=record)
    if not form.is_valid():
        return _show(request, desk, claim, form)
    try:
        with transaction.atomic():
            _carry_out(desk, claim, form.cleaned_data, record, {"seen": seen})
    except AlreadyDecided as problem:
        messages.warning(request, str(problem))
        return redirect(desk.list_url)
    except ClaimProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, desk, claim, form)
    return _onwards(request, desk, claim, form.cleaned_data["decision"])


def _posted_record(request: HttpRequest, desk: Desk, claim: Claim) -> Candidate | None:
    """The record the decision is about, as it stood on the page; None means a new one."""
    asked = request.POST.get("record", NEW)
    if asked == NEW:
        return None
    record = desk.record(claim, int(asked)) if asked.isdecimal() else None
    if record is None:
        raise Http404
    return record


def _carry_out(
    desk: Desk, claim: Claim, answers: dict[str, Any], record: Candidate | None, how: dict[str, Any]
) -> None:
    decision, reason = answers["decision"], answers["reason"]
    if answers.get("barcode_checked"):
        services.note_barcode(claim=claim, by=desk.user, **how)
    if decision in {KEEP, TRANSFER}:
        end = services.keep_record if decision == KEEP else services.transfer_record
        return end(dispute=claim.dispute, by=desk.user, reason=reason, **how)
    if decision in {HOLD, DETACH}:
        settle = services.uphold_tie if decision == HOLD else services.detach_account
        return settle(claim=claim, by=desk.user, reason=reason)
    if decision == DISPUTE:
        assert record is not None
        services.pass_on_as_dispute(claim=claim, by=desk.user, record=record.alumnus, **how)
        return None
    how |= {"claim": claim, "by": desk.user, "as_role": desk.role}
    if decision == MORE:
        services.ask_for_more(reason=reason, **how)
    elif decision != APPROVE:
        services.refuse_claim(reason=reason, **how)
    elif record:
        services.approve_claim(record=record.alumnus, **how)
    else:
        services.approve_with_new_record(programme=answers["programme"], year=answers["year"], **how)
    return None


def _onwards(request: HttpRequest, desk: Desk, claim: Claim, decision: str) -> HttpResponse:
    """On to the next one waiting."""
    done = {
        APPROVE: _("%(name)s onaylandı; hesabı kayda bağlandı."),
        MORE: _("%(name)s için ek bilgi istendi."),
        DISPUTE: _("%(name)s: anlaşmazlık ofise geçti; iki tarafa da yazıldı."),
        TRANSFER: _("Kayıt %(name)s hesabına geçti; önceki hesaba gerekçesi yazıldı."),
        KEEP: _("Kayıt bağlı olduğu hesapta kaldı; %(name)s gerekçesini öğrendi."),
        HOLD: _("%(name)s: hesap kayda bağlı kaldı."),
        DETACH: _("%(name)s hesabı kayıttan ayrıldı; gerekçe gönderildi."),
    }.get(decision, _("%(name)s reddedildi; gerekçe gönderildi."))
    messages.success(request, done % {"name": claim.full_name})
    following = desk.claims().waiting().filter(submitted_at__gt=claim.submitted_at).first()
    return redirect(desk.url("claim_detail", following.pk) if following else desk.list_url)


def _show(request: HttpRequest, desk: Desk, claim: Claim, form: DecisionForm | None = None) -> HttpResponse:
    found = desk.candidates(claim)
    record = _chosen(request, desk, claim, found)
    search = RecordSearchForm(request.POST if "search" in request.POST else None)
    results = _search(desk, claim, search)
    others = [c for c in found if not record or c.alumnus.pk != record.alumnus.pk][:MOST_SIMILAR]
    shown = [c.alumnus.pk for c in (record, *others, *results) if c]
    log_look(request, claim, as_role=desk.role, subjects=shown)
    form = form or DecisionForm(desk=desk, claim=claim, record=record)
    context = {
        "desk": desk,
        "claim": claim,
        "record": record,
        "lines": record.lines if record else declaration(claim),
        "strength": record.strength if record else None,
        "others": [(other, f"?kayit={other.alumnus.pk}") for other in others],
        "results": [(other, f"?kayit={other.alumnus.pk}") for other in results],
        "search": search,
        "form": form,
        "decisions": [(code, label, note, form["decision"].value() == code) for code, label, note in form.decisions],
        "decidable": bool(form.decisions),
        "is_open": claim.state in {Claim.State.SUBMITTED, Claim.State.MORE},
        "contest": contest_of(claim, desk),
        "invited": claim.invitation,
        "proposed": proposed_record(claim) is not None,
        "seen": seal(claim),
        "documents": _documents(desk, claim),
        "address": _address(claim, record),
        "rivals": _rivals(desk, claim, record),
        "office_email": settings.OFFICE_EMAIL,
        "decision_url": _here(desk, claim, request),
        **_neighbours(desk, claim),
    }
    return render(request, "alumni/decision_detail.html", context)


def _here(desk: Desk, claim: Claim, request: HttpRequest) -> str:
    """The form posts to the same record that is on the screen, so that an error shows it again."""
    kept = request.GET.get("kayit", "")
    return desk.url("claim_detail", claim.pk) + (f"?kayit={kept}" if kept.isdecimal() or kept == NEW else "")


def _chosen(request: HttpRequest, desk: Desk, claim: Claim, found: list[Candidate]) -> Candidate | None:
    """The record beside the claim: the one asked for, the one it was tied to, else the likeliest in sight."""
    asked = request.GET.get("kayit", "")
    if asked == NEW or (not asked and proposed_record(claim)):
        return None
    if asked.isdecimal():
        record = desk.record(claim, int(asked))
        if record is None:
            raise Http404
        return record
    named = claim.state == Claim.State.APPROVED or claim.invitation_id or hasattr(claim, "dispute")
    if named and claim.alumnus_id:
        return desk.record(claim, claim.alumnus_id) or desk.likeliest(claim, found)
    return desk.likeliest(claim, found)


def _search(desk: Desk, claim: Claim, form: RecordSearchForm) -> list[Candidate]:
    if not form.is_bound or not form.is_valid():
        return []
    named = desk.records().named(form.cleaned_data["name"]).in_turkish_order()
    return desk.rated(claim, list(named.values_list("pk", flat=True)[:MOST_FOUND]))


def _documents(desk: Desk, claim: Claim) -> list[dict[str, Any]]:
    rows = ClaimEvidence.objects.visible_to(desk.user).filter(claim=claim).select_related("file")
    return [
        {
            "label": document_label(row.file.name),
            "file": row.file,
            "kind": row.file.name.rsplit(".", 1)[-1].upper(),
            "url": desk.url("claim_evidence", claim.pk, row.pk),
        }
        for row in rows
    ]


def _address(claim: Claim, record: Candidate | None) -> dict[str, Any]:
    """What the confirmed address of the account says beside those on the record."""
    contacts = record.alumnus.person.contacts.all() if record else []
    held = {c.normalised for c in contacts if c.kind == ContactPoint.Kind.EMAIL}
    if held & confirmed_addresses(claim.user):
        note = _("kütükteki adreslerden biri")
    else:
        note = _("kütükte başka adres var") if held else _("kütükte adres yok")
    return {"email": claim.user.email, "note": note}


def _rivals(desk: Desk, claim: Claim, record: Candidate | None) -> int:
    """How many other claims wait for the same record."""
    if record is None:
        return 0
    return desk.claims().waiting().filter(alumnus=record.alumnus).exclude(pk=claim.pk).count()


def _neighbours(desk: Desk, claim: Claim) -> dict[str, Any]:
    waiting = list(desk.claims().waiting().values_list("pk", flat=True))
    place = waiting.index(claim.pk) if claim.pk in waiting else None
    if place is None:
        return {"position": ""}
    position = ngettext("%(n)s bekleyen başvuru", "%(n)s bekleyenden %(place)s.", len(waiting))
    urls = {pk: desk.url("claim_detail", pk) for pk in waiting[max(place - 1, 0) : place + 2]}
    return {
        "position": position % {"n": len(waiting), "place": place + 1},
        "previous_url": urls[waiting[place - 1]] if place else "",
        "next_url": urls[waiting[place + 1]] if place + 1 < len(waiting) else "",
    }


# --- documents -------------------------------------------------------------------------------------


def claim_evidence(request: HttpRequest, desk: Desk, pk: int, evidence: int) -> HttpResponse:
    """Record the look, then hand over to the download, which asks again who may read the file."""
    rows = ClaimEvidence.objects.visible_to(desk.user).filter(claim__in=desk.claims().values("pk"), claim=pk)
    row = rows.select_related("claim").filter(pk=evidence).first()
    if row is None:
        raise Http404
    subjects = desk.records().filter(pk=row.claim.alumnus_id).values_list("pk", flat=True)
    log_look(request, row.claim, as_role=desk.role, subjects=subjects, action=Action.DOWNLOAD)
    return redirect(reverse("files:download", args=[row.file_id]))
