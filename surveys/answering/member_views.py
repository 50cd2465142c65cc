"""A member's surveys: those that wait, and the own answers to earlier ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from surveys.answering.access import MEMBER, remember
from surveys.answering.drawing import in_words
from surveys.answering.pages import course_of
from surveys.managers import InvitationQuerySet
from surveys.models import Invitation


def own_invitations(request: HttpRequest) -> InvitationQuerySet:
    """The user's own, whatever else the user may see as somebody of the office."""
    seen = Invitation.objects.visible_to(request.user).filter(person__user=request.user.pk)
    return seen.select_related("wave__version__questionnaire", "response")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    invitations = own_invitations(request).exclude(wave__state="draft").order_by("-wave__opens_on", "-pk")
    rows = list(invitations)
    waiting = [row for row in rows if row.is_waiting]
    earlier = [row for row in rows if not row.is_waiting and hasattr(row, "response")]
    return render(request, "surveys/mine.html", {"waiting": waiting, "earlier": earlier})


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer as the member who is signed in, without the mail."""
    invitation = get_object_or_404(own_invitations(request).exclude(wave__state="draft"), pk=pk)
    response = redirect("surveys:answer")
    remember(response, kind=MEMBER, pk=invitation.pk)
    return response


@require_safe
def own_answers(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(own_invitations(request), pk=pk, response__isnull=False)
    context = {"invitation": invitation, "wave": invitation.wave, "answers": in_words(course_of(invitation))}
    return render(request, "surveys/own_answers.html", context)
