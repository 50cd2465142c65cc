"""A member's messages: the list, a conversation, writing first, answering, the settings."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.messages import reading, services, telling
from alumni.messages.forms import MessageForm, SettingsForm
from alumni.messages.limits import Refused
from alumni.messages.models import Conversation, MessageSettings, Side
from alumni.messages.permissions import is_suspended, may_write_first
from alumni.registry.access_log import AS_MEMBER
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.keyset import count_in_words, limited_count

FORM_ERRORS = 422
REQUESTS_SHOWN = 20


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def side_or_404(request: HttpRequest, alumnus: Alumnus, pk: int) -> Side:
    """The own side of a conversation of one's own; of a request that can be answered no more nothing is left."""
    mine = Side.objects.visible_to(request.user).filter(alumnus=alumnus)
    return get_object_or_404(mine.select_related("conversation"), conversation=pk)


@require_safe
@members_only
def conversation_list(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """What waits for an answer, then the conversations, the latest first."""
    user, words = user_of(request), request.GET.get("ara", "")[:100]
    page, found = reading.page_of(user, alumnus, words, request.GET)
    waiting = reading.requests_to(user, alumnus).select_related("conversation")[:REQUESTS_SHOWN]
    lines = reading.rows_of(user, alumnus, [*waiting, *reading.sides_by_key(page)])
    cut = len(lines) - len(page.keys)
    total = limited_count(reading.conversations_of(user, alumnus)) if found is None else found
    context = {
        "requests": [] if words else lines[:cut],
        "rows": lines[cut:],
        "page": page,
        "count": count_in_words(total),
        "words": words,
        "is_suspended": is_suspended(alumnus),
    }
    return render(request, "alumni/messages/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def conversation(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    side = side_or_404(request, alumnus, pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _sent(form, side.conversation, alumnus):
            return redirect(f"{reverse('alumni:conversation', args=[pk])}#son")
        status = FORM_ERRORS
    return _conversation_page(request, alumnus, side, form, status)


def _sent(form: MessageForm, conversation: Conversation, sender: Alumnus) -> bool:
    data = form.cleaned_data
    try:
        services.send_message(conversation=conversation, sender=sender, text=data["text"], key=data["key"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _conversation_page(
    request: HttpRequest, alumnus: Alumnus, side: Side, form: MessageForm, status: int
) -> HttpResponse:
    user = user_of(request)
    page, lines = reading.lines_of(user, alumnus, side, request.GET)
    context = {
        "thread": reading.thread_of(user, alumnus, side),
        "page": page,
        "lines": lines,
        "first_unread": next((one.message.pk for one in lines if _is_new(one, side)), None),
        "form": form,
    }
    response = render(request, "alumni/messages/conversation.html", context, status=status)
    if request.method == "GET":
        services.mark_conversation_read(side=side, user=user)
    return response


def _is_new(line: reading.Line, side: Side) -> bool:
    return not line.is_own and line.message.pk > side.read_up_to


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def message_new(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """The first message to a member whom one may find; where there is a conversation already, that."""
    to = found_member(request, alumnus, pk)
    there = Conversation.objects.visible_to(request.user).between(alumnus, to).first()
    if there is not None and there.state == Conversation.State.ACCEPTED:
        return redirect("alumni:conversation", there.pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            made = services.write_first(sender=alumnus, to=to, text=data["text"], key=data["key"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Mesajınız iletildi."))
            return redirect("alumni:conversation", made.pk)
    log_access(request_or_user=request, action="view", subjects=[to.pk], as_role=AS_MEMBER)
    context = {"to": to, "form": form, "may_write": may_write_first(alumnus, to)}
    status = FORM_ERRORS if request.method == "POST" else 200
    return render(request, "alumni/messages/new.html", context, status=status)


def found_member(request: HttpRequest, alumnus: Alumnus, pk: int) -> Alumnus:
    """Another member the user may find; one who has blocked the user looks like one who takes no messages."""
    listed = Alumnus.objects.listed_for(request.user).exclude(pk=alumnus.pk)
    return get_object_or_404(listed.select_related("person__user"), pk=pk)


@require_POST
@members_only
def request_accept(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    side = side_or_404(request, alumnus, pk)
    if services.accept(conversation=side.conversation, member=alumnus):
        messages.success(request, _("İsteği kabul ettiniz; artık yazışabilirsiniz."))
    return redirect("alumni:conversation", pk)


@require_POST
@members_only
def request_decline(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """Silently; the request is gone from the own list."""
    side = side_or_404(request, alumnus, pk)
    if not services.decline(conversation=side.conversation, member=alumnus):
        return redirect("alumni:conversation", pk)
    messages.success(request, _("İsteği reddettiniz. Karşı tarafa haber verilmez."))
    return redirect("alumni:conversation_list")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def conversation_delete(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """Asks first; the other side keeps what it has."""
    side = side_or_404(request, alumnus, pk)
    if request.method == "POST":
        services.delete_for_oneself(side=side)
        messages.success(request, _("Konuşma sizden silindi."))
        return redirect("alumni:conversation_list")
    thread = reading.thread_of(user_of(request), alumnus, side)
    return render(request, "alumni/messages/delete.html", {"thread": thread})


@require_safe
@members_only
def message_reply(request: HttpRequest, alumnus: Alumnus, token: str) -> HttpResponse:
    """Where the link of a mail leads: after sign-in, right to the conversation it is about; to its reader only."""
    side_id = telling.read_token(token)
    side = Side.objects.visible_to(request.user).filter(pk=side_id or 0).first()
    if side is None and side_id is not None:
        raise Http404
    if side is None:
        messages.info(request, _("Bağlantının süresi dolmuş; mesajlarınız burada."))
        return redirect("alumni:conversation_list")
    return redirect(f"{reverse('alumni:conversation', args=[side.conversation_id])}#yaz")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def message_settings(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Who may write, what the mail tells; below it whom one has blocked."""
    own = MessageSettings.objects.visible_to(request.user).filter(alumnus=alumnus).first()
    form = SettingsForm(
        request.POST if request.method == "POST" else None, instance=own or MessageSettings(alumnus=alumnus)
    )
    if request.method == "POST" and form.is_valid():
        _save_settings(alumnus, form.cleaned_data)
        messages.success(request, _("Mesaj ayarlarınızı kaydettik."))
        return redirect("alumni:message_settings")
    status = FORM_ERRORS if request.method == "POST" else 200
    return render(request, "alumni/messages/settings.html", {"form": form, "own": own}, status=status)


def _save_settings(alumnus: Alumnus, chosen: dict[str, Any]) -> None:
    """By its own two fields only: the office may suspend at the same moment."""
    MessageSettings.objects.update_or_create(alumnus=alumnus, defaults=chosen)


@require_safe
@members_only
def message_rules(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """What the rules are, and until when one cannot write."""
    own = MessageSettings.objects.visible_to(request.user).filter(alumnus=alumnus).first()
    return render(request, "alumni/messages/rules.html", {"own": own, "is_suspended": is_suspended(alumnus)})
