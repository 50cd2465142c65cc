"""The office's pages of questionnaires: page by page, a new draft as JSON, a look as respondents see it."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mik.accounts.models import User
from surveys.answering.drawing import draw_all
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.permissions import survey_desk
from surveys.questionnaires.checking import Problem, problems_in
from surveys.questionnaires.content import read_content
from surveys.questionnaires.forms import ContentForm, as_text
from surveys.questionnaires.services import (
    AlreadyPublished,
    ContentProblems,
    discard_draft,
    publish_version,
    save_draft,
    start_draft,
)


def _version(request: HttpRequest, pk: int) -> QuestionnaireVersion:
    seen = QuestionnaireVersion.objects.visible_to(request.user).select_related("questionnaire")
    return get_object_or_404(seen, pk=pk)


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the desk is for who is signed in
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent in, be it nothing: a form sent in empty has errors to show."""
    return request.POST if request.method == "POST" else None


@require_safe
@survey_desk
def form_list(request: HttpRequest) -> HttpResponse:
    versions = QuestionnaireVersion.objects.visible_to(request.user).order_by("-number")
    forms = Questionnaire.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", versions.annotate(used=Count("waves")))
    )
    return render(request, "surveys/desk/form_list.html", {"questionnaires": forms})


@require_safe
@survey_desk
def form_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A version page by page, with its conditions in words."""
    version = _version(request, pk)
    problems = problems_in(version.content)
    content = None if problems else read_content(version.content)
    pages = [(page, draw_all(content, page)) for page in content.pages] if content else []
    versions = version.questionnaire.versions.visible_to(request.user).order_by("-number")
    context = {"version": version, "pages": pages, "problems": problems, "versions": versions}
    return render(request, "surveys/desk/form_detail.html", context)


@require_safe
@survey_desk
def form_preview(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page as a respondent sees it, with the questions of all conditions; nothing typed here is kept."""
    version = _version(request, pk)
    if problems_in(version.content):
        return redirect("coordinator:survey_form", pk=version.pk)
    content = read_content(version.content)
    page = next((page for page in content.pages if page.number == number), None)
    if page is None:
        raise Http404
    context = {
        "version": version,
        "page": page,
        "last_number": content.pages[-1].number,
        "questions": draw_all(content, page),
        "preview": True,
    }
    return render(request, "surveys/desk/form_preview.html", context)


@require_safe
@survey_desk
def form_download(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    response = JsonResponse(version.content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{version.questionnaire.key}-{version.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@survey_desk
def form_draft(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    draft = start_draft(questionnaire=questionnaire, by=user_of(request))
    return redirect("coordinator:survey_form_edit", pk=draft.pk)


@survey_desk
def form_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as JSON; what is wrong with it is listed with place and cure, and nothing typed is lost."""
    version = _version(request, pk)
    if version.is_published:
        return redirect("coordinator:survey_form", pk=version.pk)
    form = ContentForm(posted(request), request.FILES or None, initial={"text": as_text(version.content)})
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(version=version, content=form.cleaned_data["content"])
        except ContentProblems as error:
            problems = error.problems
            if form.cleaned_data.get("file"):  # so that it can be mended here
                form = ContentForm(initial={"text": as_text(form.cleaned_data["content"])})
        except AlreadyPublished as error:
            messages.error(request, str(error))
            return redirect("coordinator:survey_form", pk=version.pk)
        else:
            messages.success(request, _("Taslak kaydedildi."))
            return redirect("coordinator:survey_form", pk=version.pk)
    status = 422 if problems or form.errors else 200
    context = {"version": version, "form": form, "problems": problems}
    return render(request, "surveys/desk/form_edit.html", context, status=status)


@require_POST
@survey_desk
def form_publish(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    try:
        publish_version(version=version)
    except (ContentProblems, AlreadyPublished) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sürüm yayımlandı; artık değişmez."))
    return redirect("coordinator:survey_form", pk=version.pk)


@require_POST
@survey_desk
def form_discard(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    try:
        discard_draft(version=version)
    except AlreadyPublished as error:
        messages.error(request, str(error))
        return redirect("coordinator:survey_form", pk=version.pk)
    messages.success(request, _("Taslak silindi; yayımlanmış sürümler duruyor."))
    return redirect("coordinator:survey_form_list")
