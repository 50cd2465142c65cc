"""Questioning a decision, answering a dispute, and saying «not me»."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alumni.membership import limits, services
from alumni.membership.contests.models import Dispute
from alumni.membership.models import Claim
from alumni.membership.notices import read_link
from alumni.membership.services import ClaimProblem
from alumni.membership.short_forms import AppealForm, StatementForm
from mik.accounts.models import User


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest) -> HttpResponse:
    """The last decision on the own claim, put before the office once."""
    user = request.user
    assert isinstance(user, User)
    claim = services.latest_claim(user)
    if claim is None or claim.state == Claim.State.DRAFT:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and limits.may_post(request):
        try:
            services.appeal(claim=claim, by=user, text=form.cleaned_data["text"])
        except ClaimProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("İtirazınız Mezun Ofisine ulaştı. Sonucu e-postayla bildireceğiz."))
        return redirect("alumni:claim_appeal" if claim.state == Claim.State.APPROVED else "alumni:claim_status")
    context = {
        "claim": claim,
        "form": form,
        "may_appeal": services.may_appeal(claim),
        "made": getattr(claim, "appeal", None),
    }
    return render(request, "alumni/claim_appeal.html", context)


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """The account on the record: what is claimed, what to answer, what became of it. Nothing of the claimant."""
    user = request.user
    assert isinstance(user, User)
    found = get_object_or_404(Dispute.objects.visible_to(user).filter(holder=user), pk=pk)
    form = StatementForm(request.POST if request.method == "POST" else None, initial={"text": found.statement})
    if request.method == "POST" and form.is_valid() and limits.may_post(request):
        try:
            services.state_case(dispute=found, text=form.cleaned_data["text"])
            messages.success(request, _("Yanıtınız Mezun Ofisine ulaştı."))
        except ClaimProblem as problem:
            messages.error(request, str(problem))
        return redirect("alumni:dispute", pk)
    return render(request, "alumni/dispute.html", {"dispute": found, "form": form})


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def disown(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail, without signing in. Opening it changes nothing; the button acts, once.

    Every token that is not ours, too old or of a claim that is gone gets one answer.
    """
    found = read_link(token)
    if found is None or not limits.may_use_link(request):
        response = render(request, "alumni/disown.html", {"state": "unknown"}, status=404)
    else:
        response = render(request, "alumni/disown.html", {"state": _disown(request, *found)})
    response["X-Robots-Tag"] = "noindex"
    return response


def _disown(request: HttpRequest, claim: Claim, record_id: int) -> str:
    if request.method == "POST":
        return "done" if services.disown(claim=claim, record_id=record_id) else "before"
    return "before" if claim.disowned_at else "ask"
