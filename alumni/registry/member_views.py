"""A member's own pages: profile, contacts, who looked."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alumni.registry import member_services as services
from alumni.registry.about.lines import language_lines, link_lines, own_lists
from alumni.registry.about.models import Photo
from alumni.registry.access_log import looks_at, told
from alumni.registry.confirming import ask_to_confirm
from alumni.registry.member_forms import FORMS, ContactForm
from alumni.registry.member_hooks import for_you, update_awaited
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from alumni.registry.profile import ICONS, completeness, contact_line, own_profile
from alumni.registry.provenance.showing import provenance_of
from alumni.registry.reminding.models import ReminderStop
from mik.accounts.models import User
from mik.people.consents.standing import asked_anew
from mik.people.models import ContactPoint

LOOKS_PER_PAGE = 30


@require_GET
@members_only
def profile(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    shown = own_profile(alumnus)
    context = {
        "profile": shown,
        "complete": completeness(shown),
        "for_you": for_you(cast(User, request.user)),
        "alumnus": alumnus,
        "confirmed_today": services.confirmed_today(alumnus),
        "update_awaited": update_awaited(alumnus),
        "photo": Photo.objects.filter(alumnus=alumnus).first(),
        "languages": language_lines(alumnus.languages.all()),
        "links": link_lines(alumnus.links.all()),
        "asked_anew": asked_anew(alumnus.person_id),
    }
    return render(request, "alumni/profile.html", context)


@require_POST
@members_only
def confirm(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    services.confirm_record(alumnus=alumnus)
    messages.success(request, _("Teşekkürler. Bilgilerinizin bugün doğru olduğunu kaydettik."))
    return redirect("alumni:profile")


@require_GET
@members_only
def edit(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    points = alumnus.person.contacts.all()
    groups = [
        {
            "kind": kind.value,
            "label": kind.label,
            "icon": ICONS[kind],
            "contacts": [contact_line(point, whole=True) for point in points if point.kind == kind],
            "add_url": reverse("alumni:contact_add", args=[kind.value]),
        }
        for kind in FORMS
        for kind in [ContactPoint.Kind(kind)]
    ]
    graduations = list(alumnus.graduations.select_related("programme__parent"))
    context = {
        "alumnus": alumnus,
        "groups": groups,
        "graduations": graduations,
        "about": own_lists(alumnus),
        "photo": Photo.objects.filter(alumnus=alumnus).first(),
        "reminders_wanted": not ReminderStop.objects.filter(alumnus=alumnus).exists(),
        "provenance": provenance_of(alumnus, graduations, user=request.user),
    }
    return render(request, "alumni/edit.html", context)


# --- Contact points -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@members_only
def contact_add(request: HttpRequest, alumnus: Alumnus, kind: str) -> HttpResponse:
    if kind not in FORMS:
        raise Http404
    return _contact_page(request, alumnus, kind, None)


@require_http_methods(["GET", "POST"])
@members_only
def contact_edit(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    contact = _own_contact(request, alumnus, pk)
    return _contact_page(request, alumnus, contact.kind, contact)


def _contact_page(request: HttpRequest, alumnus: Alumnus, kind: str, contact: ContactPoint | None) -> HttpResponse:
    form = FORMS[kind](request.POST or None, person=alumnus.person, contact=contact)
    if form.is_valid() and _saved(form):
        messages.success(request, _("Kaydedildi. Bölüm temsilciniz yeni bilgiyi tarihiyle görür."))
        return redirect("alumni:edit")
    label = ContactPoint.Kind(kind).label
    return render(request, "alumni/contact_form.html", {"form": form, "contact": contact, "label": label})


def _saved(form: ContactForm) -> bool:
    """Save; the same value sent twice at once is told like one that was there before."""
    try:
        contact = services.save_contact(person=form.person, values=form.values(), contact=form.contact)
        ask_to_confirm(contact=contact)
    except IntegrityError:
        form.add_error(None, _("Bu kayıt profilinizde zaten var; onu düzenleyebilirsiniz."))
        return False
    return True


@require_http_methods(["GET", "POST"])
@members_only
def contact_remove(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    contact = _own_contact(request, alumnus, pk)
    if request.method == "POST":
        services.remove_contact(contact=contact)
        messages.success(request, _("Silindi."))
        return redirect("alumni:edit")
    line = contact_line(contact, whole=True)
    context = {
        "what": line.detail or line.text,
        "kind": line.label,
        "back": reverse("alumni:contact_edit", args=[pk]),
    }
    return render(request, "alumni/confirm_remove.html", context)


def _own_contact(request: HttpRequest, alumnus: Alumnus, pk: int) -> ContactPoint:
    mine = ContactPoint.objects.visible_to(request.user).filter(person=alumnus.person_id)
    return get_object_or_404(mine.select_related("person"), pk=pk)


# --- Looks ----------------------------------------------------------------------------------------


@require_GET
@members_only
def access_log(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    pages = Paginator(looks_at(alumnus), LOOKS_PER_PAGE)
    page = pages.get_page(request.GET.get("sayfa"))
    return render(request, "alumni/access_log.html", {"page": page, "looks": [told(event) for event in page]})
