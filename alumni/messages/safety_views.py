"""Keeping others away: blocking, the list of whom one has blocked, reporting to the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.messages import reading
from alumni.messages.blocking import block_member, unblock_member
from alumni.messages.forms import ReportForm
from alumni.messages.limits import Refused
from alumni.messages.models import Block, Conversation, Message
from alumni.messages.reporting import report
from alumni.messages.services import partner_of
from alumni.messages.views import FORM_ERRORS, found_member, side_or_404, user_of
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def conversation_block(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    side = side_or_404(request, alumnus, pk)
    partner = reading.thread_of(user_of(request), alumnus, side).partner
    return _block(request, alumnus, partner_of(side.conversation, alumnus), partner.name)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def member_block(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    other = found_member(request, alumnus, pk)
    return _block(request, alumnus, other, other.person.full_name)


def _block(request: HttpRequest, alumnus: Alumnus, other: Alumnus, name: str) -> HttpResponse:
    """Asks first; the other is told nothing."""
    if request.method == "POST":
        block_member(blocker=alumnus, blocked=other)
        messages.success(request, _("Engellediniz. Birbirinize artık yazamazsınız; kendisine haber verilmez."))
        return redirect("alumni:block_list")
    return render(request, "alumni/messages/block.html", {"name": name})


@require_safe
@members_only
def block_list(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Whom one has blocked, by the name one knew them by as long as they may be found."""
    rows = list(Block.objects.visible_to(request.user).filter(blocker=alumnus).order_by("-created_at", "-pk"))
    listed = Alumnus.objects.listed_for(request.user).filter(pk__in=[row.blocked_id for row in rows])
    names = {one.pk: one.person.full_name for one in listed.select_related("person")}
    blocks = [(row, names.get(row.blocked_id) or reading.nobody().name) for row in rows]
    return render(request, "alumni/messages/blocks.html", {"blocks": blocks})


@require_POST
@members_only
def unblock(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    mine = Block.objects.visible_to(request.user).filter(blocker=alumnus)
    unblock_member(block=get_object_or_404(mine, pk=pk))
    messages.success(request, _("Engeli kaldırdınız."))
    return redirect("alumni:block_list")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def conversation_report(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """The person, or with ``?mesaj=`` one message of theirs."""
    side = side_or_404(request, alumnus, pk)
    partner = reading.thread_of(user_of(request), alumnus, side).partner
    asked = request.GET.get("mesaj", "")
    message = None
    if asked:
        theirs = Message.objects.visible_to(request.user).filter(conversation=pk).exclude(sender=alumnus)
        message = get_object_or_404(theirs, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    about = partner_of(side.conversation, alumnus)
    return _report(request, alumnus, about, partner.name, conversation=side.conversation, message=message)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def member_report(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    about = found_member(request, alumnus, pk)
    there = Conversation.objects.visible_to(request.user).between(alumnus, about).first()
    return _report(request, alumnus, about, about.person.full_name, conversation=there)


def _report(
    request: HttpRequest,
    alumnus: Alumnus,
    about: Alumnus,
    name: str,
    *,
    conversation: Conversation | None,
    message: Message | None = None,
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent)
    if sent is not None and form.is_valid() and _reported(form, alumnus, about, conversation, message):
        messages.success(request, _("Bildiriminiz Mezun Ofisine ulaştı. Sonucunu bildirimlerinizde görürsünüz."))
        return redirect("alumni:conversation_list")
    context: dict[str, Any] = {"form": form, "name": name, "message": message}
    context["text"] = reading.said(message) if message else ""
    return render(request, "alumni/messages/report.html", context, status=200 if sent is None else FORM_ERRORS)


def _reported(
    form: ReportForm, alumnus: Alumnus, about: Alumnus, conversation: Conversation | None, message: Message | None
) -> bool:
    data = form.cleaned_data
    try:
        report(
            reporter=alumnus,
            about=about,
            reason=data["reason"],
            note=data["note"],
            conversation=conversation,
            message=message,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    if data["block"]:
        block_member(blocker=alumnus, blocked=about)
    return True
