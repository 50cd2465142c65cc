"""The claimant's pages. None of them tells whether a record exists."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.membership import limits, services, steps
from alumni.membership.drafts import EDITABLE, KEPT
from alumni.membership.evidence import MOST_FILES, document_label
from alumni.membership.forms import IdentityForm, StepForm
from alumni.membership.inviting.services import carry
from alumni.membership.inviting.views import SESSION_KEY
from alumni.membership.joining import CODE_TRIES
from alumni.membership.looks import looks_at
from alumni.membership.models import Claim, ClaimEvidence, Membership
from alumni.membership.services import ClaimProblem, TooMany
from alumni.membership.short_forms import CodeForm
from alumni.membership.students.services import kept_by
from mik.accounts.models import User

View = Callable[..., HttpResponse]
TOO_MANY = 429


def not_joined(view: View) -> View:
    """Members have nothing to claim; they are led to their page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if Membership.objects.filter(user=_user(request)).exists():
            return redirect("alumni:profile")
        return view(request, *args, **options)

    return wrapped


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _too_many() -> str:
    return _("Kısa sürede çok fazla deneme yaptınız. Yazdıklarınız saklandı; birkaç dakika sonra yeniden deneyin.")


@not_joined
def start(request: HttpRequest) -> HttpResponse:
    """To the place where the person left off."""
    claim = services.latest_claim(_user(request))
    if claim is None:
        return redirect(steps.PERSON.url)
    if claim.state == Claim.State.DRAFT:
        return redirect(steps.next_open(claim).url)
    return redirect("alumni:claim_status")


@not_joined
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    return _step(request, steps.PERSON)


@not_joined
@require_http_methods(["GET", "POST"])
def graduation(request: HttpRequest) -> HttpResponse:
    return _step(request, steps.GRADUATION)


@not_joined
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    return _step(request, steps.IDENTITY)


@not_joined
@require_http_methods(["GET", "POST"])
def summary(request: HttpRequest) -> HttpResponse:
    return _step(request, steps.SUMMARY)


def _step(request: HttpRequest, step: steps.Step) -> HttpResponse:
    claim = _writable(_user(request))
    if claim is None:
        return redirect("alumni:claim_status")
    if not steps.is_open(claim, step):
        return redirect(steps.next_open(claim).url)
    if request.method != "POST":
        return _page(request, step, claim, step.form(claim=claim))
    form = step.form(request.POST, request.FILES, claim=claim)
    valid = form.is_valid()
    if not limits.may_post(request):
        return _page(request, step, claim, form, too_many=_too_many())
    return _keep(request, step, form, valid)


def _writable(user: User) -> Claim | None:
    """The claim being written, a new one (not yet stored) with what the last one said, or None: it was sent."""
    last = services.latest_claim(user)
    if last is None:
        return Claim(user=user, **kept_by(user))
    if last.state in EDITABLE:
        return last
    return None if last.is_open else Claim(user=user, **{name: getattr(last, name) for name in KEPT})


def _keep(request: HttpRequest, step: steps.Step, form: StepForm, valid: bool) -> HttpResponse:
    """What is in order is stored, even where another answer still has to be mended."""
    try:
        claim = services.start_draft(user=_user(request))
        claim = services.save_answers(claim=claim, **form.answers())
        if brought := request.session.pop(SESSION_KEY, None):
            carry(claim=claim, invitation_id=int(brought))
        if isinstance(form, IdentityForm) and form.cleaned_document:
            kind = form.cleaned_data.get("document_kind") or "diger"
            services.add_evidence(claim=claim, document=form.cleaned_document, kind=kind)
    except ClaimProblem as problem:
        messages.error(request, str(problem))
        return redirect("alumni:claim_start" if step is not steps.IDENTITY else step.url)
    if "later" in request.POST:
        return redirect("alumni:claim_status")
    if not valid:
        return _page(request, step, claim, form)
    if "add" in request.POST:
        return redirect(step.url)
    following = steps.after(step)
    return redirect(following.url) if following else _send(request, claim, form)


def _send(request: HttpRequest, claim: Claim, form: StepForm) -> HttpResponse:
    try:
        joined = services.submit_claim(claim=claim, note=claim.note)
    except TooMany as problem:
        return _page(request, steps.SUMMARY, claim, form, too_many=str(problem))
    except ClaimProblem as problem:
        messages.error(request, str(problem))
        return redirect("alumni:claim_status")
    return _welcome(request) if joined else redirect("alumni:claim_status")


def _welcome(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Hoş geldiniz! Hesabınız mezuniyet kaydınıza bağlandı."))
    return redirect("alumni:claim_welcome")


def _page(request: HttpRequest, step: steps.Step, claim: Claim, form: StepForm, *, too_many: str = "") -> HttpResponse:
    context = {
        "step": step,
        "steps": steps.labels(),
        "back": steps.before(step),
        "claim": claim,
        "form": form,
        "answers": steps.answers(claim, until=step),
        "documents": _documents(claim),
        "room_for_documents": not claim.pk or claim.evidence.count() < MOST_FILES,
        "too_many": too_many,
        "office_email": settings.OFFICE_EMAIL,
    }
    return render(request, step.template, context, status=TOO_MANY if too_many else 200)


def _documents(claim: Claim) -> list[dict[str, Any]]:
    if not claim.pk:
        return []
    rows = claim.evidence.select_related("file")
    return [{"pk": row.pk, "label": document_label(row.file.name), "file": row.file} for row in rows]


@not_joined
def status(request: HttpRequest) -> HttpResponse:
    """What became of the claim. While it waits the page is the same for everybody."""
    claim = services.latest_claim(_user(request))
    return _status(request, claim, CodeForm()) if claim else redirect("alumni:claim_start")


def _status(request: HttpRequest, claim: Claim, form: CodeForm, *, too_many: str = "") -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "answers": steps.answers(claim, until=steps.SUMMARY),
        "tries_left": CODE_TRIES - claim.code_tries,
        "looks": looks_at(claim),
        "next_step": steps.next_open(claim),
        "may_appeal": services.may_appeal(claim),
        "appeal": getattr(claim, "appeal", None),
        "dispute": getattr(claim, "dispute", None),
        "too_many": too_many,
        "office_email": settings.OFFICE_EMAIL,
    }
    return render(request, "alumni/claim_status.html", context, status=TOO_MANY if too_many else 200)


@not_joined
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    claim = get_object_or_404(_waiting(request))
    form = CodeForm(request.POST)
    if not limits.may_post(request):
        return _status(request, claim, form, too_many=_too_many())
    if not form.is_valid():
        return _status(request, claim, form)
    try:
        if services.enter_code(claim=claim, code=form.cleaned_data["code"]):
            return _welcome(request)
    except ClaimProblem as problem:
        messages.error(request, str(problem))
        return redirect("alumni:claim_status")
    claim.refresh_from_db()
    form.add_error("code", _("Kod doğru değil ya da süresi dolmuş."))
    return _status(request, claim, form)


@not_joined
@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    claim = get_object_or_404(_waiting(request))
    if not limits.may_post(request):
        return _status(request, claim, CodeForm(), too_many=_too_many())
    try:
        services.renew_code(claim=claim)
    except TooMany as problem:
        return _status(request, claim, CodeForm(), too_many=str(problem))
    except ClaimProblem as problem:
        messages.error(request, str(problem))
        return redirect("alumni:claim_status")
    messages.info(request, _("Gönderebileceğimiz bir adres varsa yeni kod yola çıktı; birkaç dakika içinde gelir."))
    return redirect("alumni:claim_status")


def _waiting(request: HttpRequest) -> Any:
    return Claim.objects.visible_to(request.user).filter(user=_user(request)).waiting()


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The first screen after joining: what one has now, and where to ask for what the platform does not give."""
    if not Membership.objects.filter(user=_user(request)).exists():
        return redirect("alumni:claim_start")
    return render(request, "alumni/welcome.html", {"registry_office": settings.STUDENT_AFFAIRS_URL})


@not_joined
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    claim = services.latest_claim(_user(request))
    if claim is None or not claim.is_open:
        return redirect("alumni:claim_start")
    if request.method != "POST":
        return render(request, "alumni/claim_withdraw.html", {"claim": claim})
    try:
        services.withdraw_claim(claim=claim)
    except ClaimProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Başvurunuz geri çekildi; gönderdiğiniz belgeler silindi."))
    return redirect("alumni:claim_status")


@not_joined
@require_POST
def document_remove(request: HttpRequest, pk: int) -> HttpResponse:
    own = ClaimEvidence.objects.visible_to(request.user).filter(claim__user=_user(request))
    evidence = get_object_or_404(own.select_related("claim", "file"), pk=pk)
    try:
        services.remove_evidence(evidence=evidence)
    except ClaimProblem as problem:
        messages.error(request, str(problem))
        return redirect("alumni:claim_status")
    messages.success(request, _("Belge silindi."))
    return redirect(steps.IDENTITY.url)
