"""The desk of those who run surveys: waves, their numbers, who was asked. Answers stand on one page of their own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.exchange.asking import WhyForm, why_page
from alumni.registry.exchange.handing import handed_out
from alumni.registry.scopes import OutOfReach, office_scope
from alumni.registry.segments import CriteriaForm
from alumni.registry.segments.models import Segment
from alumni.registry.segments.services import note_use
from mik.audit.log import log_access
from mik.organisations.models import Contact
from mik.organisations.services import add_contact
from surveys.answering.drawing import in_words
from surveys.answering.pages import course_of
from surveys.models import Invitation, QuestionnaireVersion, Response, Wave
from surveys.permissions import can_keep_contacts, can_read_answers, survey_desk
from surveys.questionnaires.views import posted, user_of
from surveys.rates import Rate
from surveys.waves import services
from surveys.waves.audience import SEGMENT, audience_in_words, count_target, criteria_of, known_target
from surveys.waves.forms import ContactForm, ContactsForm, WaveForm
from surveys.waves.lists import COLUMNS, export, line, persons_in, tabs, with_people
from surveys.waves.numbers import in_state, numbers_of, with_numbers
from surveys.waves.services import WaveProblem


def _wave(request: HttpRequest, pk: int) -> Wave:
    seen = Wave.objects.visible_to(request.user).select_related("version__questionnaire", "job", "created_by")
    return get_object_or_404(seen, pk=pk)


@require_safe
@survey_desk
def survey_list(request: HttpRequest) -> HttpResponse:
    waves = with_numbers(Wave.objects.visible_to(request.user)).select_related("version__questionnaire")
    page = Paginator(waves.order_by("-opens_on", "-pk"), 20).get_page(request.GET.get("page"))
    rows = [(wave, Rate(wave.population or 0, getattr(wave, "completed", 0))) for wave in page]
    return render(request, "surveys/desk/list.html", {"page": page, "rows": rows})


def survey_form(request: HttpRequest, wave: Wave | None) -> HttpResponse:
    versions = QuestionnaireVersion.objects.visible_to(request.user)
    before = wave.audience if wave else ""
    form = WaveForm(posted(request), instance=wave, versions=versions)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_wave(wave=wave, by=user_of(request), **_facts(before, form.cleaned_data))
        except WaveProblem as problem:
            messages.error(request, str(problem))
            return redirect("coordinator:survey_detail", pk=wave.pk) if wave else redirect("coordinator:survey_list")
        return redirect("coordinator:survey_audience", pk=saved.pk)
    context = {"form": form, "wave": wave, "has_versions": versions.published().exists()}
    return render(request, "surveys/desk/wave_form.html", context, status=422 if form.errors else 200)


def _facts(before: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Whom a wave means says nothing any more when its questionnaire is for somebody else now."""
    return cleaned if cleaned["version"].questionnaire.audience == before else {**cleaned, "criteria": {}}


@survey_desk
def survey_add(request: HttpRequest) -> HttpResponse:
    return survey_form(request, None)


@survey_desk
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    if not wave.is_draft:
        return redirect("coordinator:survey_detail", pk=wave.pk)
    return survey_form(request, wave)


@survey_desk
def survey_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the wave means, and how many of them a mail would reach."""
    wave = _wave(request, pk)
    if not wave.is_draft:
        return redirect("coordinator:survey_detail", pk=wave.pk)
    form = _audience_form(request, wave)
    if request.method == "POST" and form.is_valid():
        criteria = form.criteria if wave.is_for_employers else _criteria_in(form)
        try:
            services.save_wave(wave=wave, by=user_of(request), criteria=criteria)
        except WaveProblem as problem:
            messages.error(request, str(problem))
        return redirect("coordinator:survey_detail", pk=wave.pk)
    counted = known_target(wave)
    context = {
        "wave": wave,
        "form": form,
        "reach": counted.value,
        "counted_at": counted.at,
        "words": audience_in_words(wave),
        "may_add": can_keep_contacts(request.user),
        "save_segment_url": "" if wave.is_for_employers else _save_segment_url(request),
    }
    return render(request, "surveys/desk/audience.html", context, status=422 if form.errors else 200)


def _audience_form(request: HttpRequest, wave: Wave) -> Any:
    data = posted(request)
    if wave.is_for_employers:
        return ContactsForm(data, seen=Contact.objects.visible_to(request.user), wave=wave)
    picked = wave.criteria.get(SEGMENT)
    segments = Segment.objects.to_pick(request.user, None, picked)
    return CriteriaForm(data, criteria=criteria_of(wave), segments=segments, segment=picked)


def _save_segment_url(request: HttpRequest) -> str:
    """Where the criteria get a name; empty for who keeps no segments."""
    try:
        return office_scope(request.user).urls["segment_add"]
    except OutOfReach:
        return ""


def _criteria_in(form: CriteriaForm) -> dict[str, Any]:
    note_use(form.segment)
    return {**form.criteria.as_json(), **({SEGMENT: form.segment.pk} if form.segment else {})}


@survey_desk
def survey_contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A contact of an employer who is not known yet."""
    wave = _wave(request, pk)
    if not wave.is_for_employers or not wave.is_draft or not can_keep_contacts(request.user):
        raise Http404
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        contact = add_contact(**form.cleaned_data)
        messages.success(request, _("%(name)s eklendi.") % {"name": contact.name})
        return redirect("coordinator:survey_audience", pk=wave.pk)
    context = {"wave": wave, "form": form}
    return render(request, "surveys/desk/contact_form.html", context, status=422 if form.errors else 200)


@require_safe
@survey_desk
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    context = {
        "wave": wave,
        "numbers": numbers_of(wave),
        "words": audience_in_words(wave),
        "reach": known_target(wave).value if wave.is_draft else None,
        "remindable": services.remindable(wave).count() if wave.is_running else 0,
        "is_sending": wave.job is not None and not wave.job.is_finished,
    }
    return render(request, "surveys/desk/detail.html", context)


# --- acts ------------------------------------------------------------------------------------------


@survey_desk
def survey_open(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    if request.method == "POST":
        return _act(request, wave, lambda: services.open_wave(wave=wave, by=user_of(request)))
    if not wave.is_draft:
        return redirect("coordinator:survey_detail", pk=wave.pk)
    return render(request, "surveys/desk/open.html", {"wave": wave, "reach": count_target(wave)})


@require_POST
@survey_desk
def survey_send(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    return _act(request, wave, lambda: services.send_remaining(wave=wave, by=user_of(request)))


@require_POST
@survey_desk
def survey_remind(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    return _act(request, wave, lambda: services.remind(wave=wave, by=user_of(request)))


def _act(request: HttpRequest, wave: Wave, act: Any) -> HttpResponse:
    """Start a job and go to it, or say why not."""
    try:
        job = act()
    except WaveProblem as problem:
        messages.error(request, str(problem))
        return redirect("coordinator:survey_detail", pk=wave.pk)
    return redirect("common:job_detail", pk=job.pk)


@survey_desk
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    if request.method == "POST":
        try:
            services.close_wave(wave=wave)
        except WaveProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Anket kapandı; artık yanıt almıyor."))
    elif wave.is_running:
        return render(request, "surveys/desk/close.html", {"wave": wave, "numbers": numbers_of(wave)})
    return redirect("coordinator:survey_detail", pk=wave.pk)


@survey_desk
def survey_delete(request: HttpRequest, pk: int) -> HttpResponse:
    wave = _wave(request, pk)
    if request.method != "POST" and wave.is_draft:
        return render(request, "surveys/desk/delete.html", {"wave": wave})
    try:
        services.delete_wave(wave=wave)
    except WaveProblem as problem:
        messages.error(request, str(problem))
        return redirect("coordinator:survey_detail", pk=wave.pk)
    messages.success(request, _("Anket silindi."))
    return redirect("coordinator:survey_list")


# --- who was asked, and single answers -------------------------------------------------------------


def _invitations(request: HttpRequest, wave: Wave, state: str) -> Any:
    seen = Invitation.objects.visible_to(request.user).filter(wave=wave)
    return with_people(in_state(seen, state))


@require_safe
@survey_desk
def survey_invitations(request: HttpRequest, pk: int) -> HttpResponse:
    wave, state = _wave(request, pk), request.GET.get("durum", "")
    page = Paginator(_invitations(request, wave, state), 50).get_page(request.GET.get("page"))
    log_access(request_or_user=request, action="list", subjects=persons_in(list(page)), reason="Anket çağrıları")
    context = {
        "wave": wave,
        "page": page,
        "rows": [line(invitation) for invitation in page],
        "tabs": tabs(state),
        "state": state,
        "may_read": can_read_answers(request.user),
    }
    return render(request, "surveys/desk/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@survey_desk
def survey_invitations_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as a table; each person on it can see that it was taken."""
    wave, state = _wave(request, pk), request.GET.get("durum", "")
    found = list(_invitations(request, wave, state))
    what = _("Anket çağrıları: %(title)s") % {"title": wave.title}
    why = WhyForm(request, COLUMNS)
    if not why.is_valid():
        back = reverse("coordinator:survey_invitations", args=[wave.pk])
        return why_page(request, why, what=what, count=len(found), back=back)
    mark = handed_out(request, subjects=persons_in(found), what=what, reason=why.reason_given)
    return export(wave, found, mark, form=why.file_format, places=why.places)


@require_safe
@survey_desk
def survey_response(request: HttpRequest, pk: int, response_pk: int) -> HttpResponse:
    """The answers of one person, for those with that duty; the look is recorded and the person can see it."""
    if not can_read_answers(request.user):
        raise Http404
    wave = _wave(request, pk)
    seen = Response.objects.visible_to(request.user).filter(invitation__wave=wave)
    found = get_object_or_404(seen, pk=response_pk)
    invitation = _invitations(request, wave, "").get(response=found)
    log_access(request_or_user=request, action="view", subjects=persons_in([invitation]), reason="Anket yanıtları")
    context = {"wave": wave, "row": line(invitation), "response": found, "answers": in_words(course_of(invitation))}
    return render(request, "surveys/desk/response.html", context)
