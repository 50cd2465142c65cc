"""The texts: what is in force, a draft in two languages with its preview, publishing with the number of people asked
again, versions and what changed between them.
"""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni import figures
from coordinator.consents.forms import TextForm
from coordinator.consents.permissions import keepers_only
from mik.accounts.models import User
from mik.common.hooks import FigureScope
from mik.common.markdown import to_html
from mik.people.consents import texts
from mik.people.consents.models import ConsentEntry, ConsentText
from mik.people.consents.purposes import NOTICE, Channel, icon_of, label_of, subjects
from mik.people.consents.texts import TextRefused
from mik.people.consents.transfers import standings


@require_safe
@keepers_only
def consent_list(request: HttpRequest) -> HttpResponse:
    """Every text with how many agree to it, what goes abroad, and how many imported people have had the notice."""
    current = {text.subject: text for text in ConsentText.objects.published().order_by("subject", "number")}
    drafts = set(ConsentText.objects.filter(published_at=None).values_list("subject", flat=True))
    given = ConsentEntry.objects.in_force().values("purpose").annotate(n=Count("person", distinct=True)).order_by()
    people = dict(given.values_list("purpose", "n"))
    today = timezone.localdate()
    scope = FigureScope(on=today, since=today.replace(month=1, day=1))
    context = {
        "rows": [_row(name, current.get(name), name in drafts, people.get(name, 0)) for name in subjects()],
        "transfers": standings(),
        "told": figures.told(scope).count(),
        "imported": figures.imported(scope).count(),
    }
    return render(request, "coordinator/consents/list.html", context)


def _row(subject: str, text: ConsentText | None, has_draft: bool, people: int) -> dict[str, Any]:
    return {
        "subject": subject,
        "label": label_of(subject),
        "icon": icon_of(subject),
        "text": text,
        "channels": ", ".join(str(Channel(code).label) for code in text.channels) if text else "",
        "has_draft": has_draft,
        "people": people,
        "is_notice": subject == NOTICE,
    }


def _known(subject: str) -> str:
    if subject not in subjects():
        raise Http404
    return subject


@require_safe
@keepers_only
def consent_subject(request: HttpRequest, subject: str) -> HttpResponse:
    versions = list(ConsentText.objects.of(_known(subject)).select_related("by"))
    context = {
        **_names(subject),
        "versions": versions,
        "text": versions[0] if versions else None,
        "has_draft": ConsentText.objects.filter(subject=subject, published_at=None).exists(),
    }
    return render(request, "coordinator/consents/subject.html", context)


def _names(subject: str) -> dict[str, Any]:
    return {"subject": subject, "topic": label_of(subject), "icon": icon_of(subject)}


@require_http_methods(["GET", "POST"])
@keepers_only
def consent_write(request: HttpRequest, subject: str) -> HttpResponse:
    draft = texts.draft_of(_known(subject))
    form = TextForm(request.POST if request.method == "POST" else None, instance=draft)
    act = request.POST.get("eylem", "")
    if request.method == "POST" and form.is_valid():
        texts.save_draft(draft=form.save(commit=False), by=cast(User, request.user))
        if act == "denetle":
            return redirect("coordinator:consent_publish", subject=subject)
        messages.success(request, _("Taslak kaydedildi; henüz kimse görmüyor."))
        return redirect(f"{reverse('coordinator:consent_write', args=[subject])}#onizleme")
    context = {
        **_names(subject),
        "form": form,
        "draft": draft,
        "html_tr": to_html(draft.body_tr),
        "html_en": to_html(draft.body_en),
    }
    return render(request, "coordinator/consents/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@keepers_only
def consent_publish(request: HttpRequest, subject: str) -> HttpResponse:
    """What would change and for how many people; only then the button."""
    draft = get_object_or_404(ConsentText, subject=_known(subject), published_at=None)
    current = ConsentText.objects.current(subject)
    if request.method == "POST":
        try:
            text = texts.publish(subject=subject, by=cast(User, request.user))
        except TextRefused as problem:
            messages.error(request, str(problem))
            return redirect("coordinator:consent_write", subject=subject)
        messages.success(request, _("Sürüm %(code)s yayımlandı.") % {"code": text.code})
        return redirect("coordinator:consent_subject", subject=subject)
    context = {
        **_names(subject),
        "draft": draft,
        "current": current,
        "affected": texts.affected(subject) if current else 0,
        "is_notice": subject == NOTICE,
        "problem": _problem(draft, current),
        **_compared(current, draft),
    }
    return render(request, "coordinator/consents/publish.html", context)


def _problem(draft: ConsentText, current: ConsentText | None) -> str:
    try:
        texts.check(draft, current)
    except TextRefused as problem:
        return str(problem)
    return ""


def _compared(before: ConsentText | None, after: ConsentText) -> dict[str, Any]:
    return {
        "diff_tr": texts.differences(before.body_tr if before else "", after.body_tr),
        "diff_en": texts.differences(before.body_en if before else "", after.body_en),
    }


@require_POST
@keepers_only
def consent_drop(request: HttpRequest, subject: str) -> HttpResponse:
    if texts.drop_draft(subject=_known(subject)):
        messages.success(request, _("Taslak silindi; yürürlükteki metin aynen duruyor."))
    return redirect("coordinator:consent_subject", subject=subject)


@require_safe
@keepers_only
def consent_version(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(ConsentText.objects.published().select_related("by"), pk=pk)
    before = ConsentText.objects.of(text.subject).filter(number__lt=text.number).first()
    context = {
        **_names(text.subject),
        "text": text,
        "before": before,
        "html_tr": to_html(text.body_tr),
        "html_en": to_html(text.body_en),
        **(_compared(before, text) if before else {}),
    }
    return render(request, "coordinator/consents/version.html", context)
