"""One record: its page, its history, its edit form, its contacts; confirming, turning down and unmasking."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.career.lines import VISIBILITY_ICONS
from alumni.career.models import Employment, FurtherStudy
from alumni.membership.proposing import claim_url, join_confirmed
from alumni.registry import services, states
from alumni.registry.about.lines import own_lists
from alumni.registry.about.models import Photo
from alumni.registry.columns import with_columns
from alumni.registry.confirming import confirm_contact
from alumni.registry.deaths.services import death_of
from alumni.registry.desk.noticing import notice_state
from alumni.registry.desk.shared import alumnus_or_404, page_context, template
from alumni.registry.duplicates import likely_duplicates, sought_of
from alumni.registry.editing import GraduateEdit
from alumni.registry.forms import DeadContactForm, ReasonForm
from alumni.registry.history import history_of
from alumni.registry.merging.ids import merged_into
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.profile import address_text, phone_text
from alumni.registry.provenance.showing import provenance_of
from alumni.registry.scopes import OutOfReach, Scope, representative_scope
from mik.accounts.models import Appointment, User
from mik.audit.context import acting
from mik.audit.log import log_access
from mik.common import hooks
from mik.common.codelists import country_name, place_name
from mik.common.hooks import TimelineEntry
from mik.people.models import ContactPoint
from mik.units.models import Unit

RECENT = 6


def graduate_detail(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    log_access(request_or_user=request, action="view", subjects=[pk], as_role=scope.role)
    return render(request, template(scope, "graduate_detail"), _record(scope, alumnus))


def own_record_as_representative(request: HttpRequest, alumnus: Alumnus, **more: Any) -> HttpResponse:
    """The representative's page of a member's own record, for the member: of the department of the last diploma."""
    last = alumnus.graduations.select_related("programme__parent").first()
    if last is None:
        raise Http404
    scope = _scope_over(last, cast(User, request.user))
    context = _record(scope, alumnus) | {"may_change": False, "duplicates": [], "unmask_form": None} | more
    return render(request, template(scope, "graduate_detail"), context)


def _scope_over(graduation: Graduation, owner: User) -> Scope:
    """That of today's representative; where there is none, as if there were one."""
    unit = graduation.programme.department
    terms = Appointment.objects.in_force().representatives().filter(unit=unit, levels__contains=[graduation.level])
    term = terms.select_related("user").first()
    with suppress(OutOfReach):
        return representative_scope(term.user if term else None, unit.pk)
    programmes = Unit.objects.programmes().filter(parent=unit)
    return Scope(user=owner, unit=unit, programme_ids=frozenset(programmes.values_list("pk", flat=True)))


def _record(scope: Scope, alumnus: Alumnus, **more: Any) -> dict[str, Any]:
    pk = alumnus.pk
    row: Any = with_columns(scope.alumni().filter(pk=pk), scope).get()
    proposed = alumnus.state == Alumnus.State.PROPOSED
    graduations = list(scope.graduations().filter(alumnus=pk).select_related("programme__parent__parent"))
    return page_context(
        scope,
        alumnus=alumnus,
        person=alumnus.person,
        row=row,
        pill=states.PILLS[row.pill_state],
        membership=getattr(alumnus, "membership", None),
        graduations=graduations,
        place=place_name(row.country or "", row.province or ""),
        nationality=country_name(alumnus.person.nationality),
        contacts=contact_lines(scope, pk),
        employments=Employment.objects.visible_to(scope.user).filter(alumnus=pk).select_related("employer"),
        studies=FurtherStudy.objects.visible_to(scope.user).filter(alumnus=pk),
        timeline=timeline_of(pk, scope),
        history=history_of(alumnus=alumnus, scope=scope)[:RECENT],
        duplicates=likely_duplicates(sought=sought_of(alumnus), scope=scope, besides=pk) if proposed else [],
        may_change=scope.may_change(alumnus),
        death=death_of(pk),
        about=own_lists(alumnus),
        photo=Photo.objects.filter(alumnus=pk).first(),
        provenance=provenance_of(alumnus, graduations, user=scope.user, scope=scope),
        notice=notice_state(alumnus, scope),
        may_invite=not proposed and alumnus.person.user_id is None,
        invite_url=scope.url("invitation_add", pk),
        claim_url=claim_url(alumnus, scope) if proposed else "",
        merged=[(merge, scope.url("merge_detail", merge.pk)) for merge in merged_into(pk)],
        unmask_form=ReasonForm(prefix="maske") if scope.is_office else None,
        urls={name: scope.url(f"graduate_{name}", pk) for name in _NAMES if scope.is_office or name in _SHARED},
        **more,
    )


@dataclass(frozen=True)
class ContactLine:
    """A contact point as the record page shows it."""

    contact: ContactPoint
    text: str
    icon: str
    visibility_icon: str
    url: str
    dead_form: DeadContactForm


CONTACT_ICONS = {"email": "mail", "phone": "phone", "address": "map-pin", "web": "globe"}


def contact_lines(scope: Scope, person_id: int) -> list[ContactLine]:
    contacts = ContactPoint.objects.visible_to(scope.user).filter(person=person_id).select_related("dead_by")
    return [
        ContactLine(
            contact=contact,
            text=contact_text(contact),
            icon=CONTACT_ICONS[contact.kind],
            visibility_icon=VISIBILITY_ICONS[contact.visibility],
            url=scope.url("contact_mark", person_id, contact.pk),
            dead_form=DeadContactForm(kind=contact.kind, auto_id=f"neden-{contact.pk}-%s"),
        )
        for contact in contacts
    ]


def contact_text(contact: ContactPoint) -> str:
    """The value, or the place where no street is known."""
    if contact.kind == ContactPoint.Kind.ADDRESS:
        place = place_name(contact.country, contact.province)
        return ", ".join(part for part in (address_text(contact), place) if part)
    return phone_text(contact.value) if contact.kind == ContactPoint.Kind.PHONE else contact.value


_SHARED = ("detail", "edit", "history", "death")
_NAMES = (*_SHARED, "confirm", "reject", "unmask")


def timeline_of(person_id: int, scope: Scope) -> list[TimelineEntry]:
    """What every room knows of the person, newest first."""
    entries: Iterable[TimelineEntry] = (entry for tell in hooks.timeline for entry in tell(person_id, scope.user))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def graduate_history(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    log_access(request_or_user=request, action="view", subjects=[pk], as_role=scope.role)
    context = page_context(
        scope,
        alumnus=alumnus,
        person=alumnus.person,
        history=history_of(alumnus=alumnus, scope=scope),
        detail_url=scope.url("graduate_detail", pk),
    )
    return render(request, template(scope, "graduate_history"), context)


# --- Editing ---------------------------------------------------------------------------------------


def graduate_edit(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    if not scope.may_change(alumnus):
        raise PermissionDenied
    edit = GraduateEdit(alumnus=alumnus, scope=scope, data=request.POST if request.method == "POST" else None)
    if request.method != "POST":
        log_access(request_or_user=request, action="view", subjects=[pk], as_role=scope.role)
        return _edit_page(request, scope, edit)
    if not edit.is_valid():
        return _edit_page(request, scope, edit, status=422)
    try:
        services.edit_graduate(edit=edit, scope=scope, version=edit.version)
    except services.StaleRecord:
        meanwhile = history_of(alumnus=alumnus, scope=scope, since=edit.version_form.cleaned_data["mark"])
        return _edit_page(request, scope, edit.reopened(), stale=True, meanwhile=meanwhile, status=409)
    except ValidationError as problem:
        edit.person_form.add_error(None, problem)
        return _edit_page(request, scope, edit, status=422)
    messages.success(request, _("%(name)s kaydı güncellendi.") % {"name": edit.person_form.instance.full_name})
    return redirect(scope.url("graduate_detail", pk))


def _edit_page(
    request: HttpRequest, scope: Scope, edit: GraduateEdit, *, status: int = 200, **more: Any
) -> HttpResponse:
    detail_url = scope.url("graduate_detail", edit.alumnus.pk)
    name = scope.alumni().get(pk=edit.alumnus.pk).person.full_name
    context = page_context(scope, edit=edit, detail_url=detail_url, name=name, **more)
    return render(request, template(scope, "graduate_edit"), context, status=status)


def contact_mark(request: HttpRequest, scope: Scope, pk: int, contact_pk: int) -> HttpResponse:
    """POST: this contact reaches nobody any more (with a reason), or it does after all."""
    alumnus = alumnus_or_404(scope, pk)
    if not scope.may_change(alumnus):
        raise PermissionDenied
    contact = ContactPoint.objects.visible_to(scope.user).filter(person=pk, pk=contact_pk).first()
    if contact is None:
        raise Http404
    form = DeadContactForm(request.POST, kind=contact.kind)
    if request.POST.get("ulasildi") == "1" and contact.kind == ContactPoint.Kind.PHONE:
        with acting(user_id=scope.user.pk, role=scope.role):
            confirm_contact(contact=contact)
        messages.success(request, _("Numaranın ulaştığı kaydedildi."))
    elif request.POST.get("canli") == "1":
        services.mark_contact(contact=contact, scope=scope)
        messages.success(request, _("İletişim bilgisi yeniden kullanılabilir."))
    elif form.is_valid():
        services.mark_contact(contact=contact, scope=scope, **form.cleaned_data)
        messages.success(request, _("İletişim bilgisi ulaşılamıyor olarak işaretlendi; ona artık yazılmaz."))
    else:
        messages.error(request, " ".join(str(one) for found in form.errors.values() for one in found))
    return redirect(scope.url("graduate_detail", pk))


# --- The office only -------------------------------------------------------------------------------


def graduate_confirm(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    try:
        services.confirm_graduate(alumnus=alumnus, scope=scope)
        joined = join_confirmed(alumnus=alumnus, by=scope.user)
        messages.success(
            request, _("Kayıt doğrulandı; başvuranın hesabı bağlandı.") if joined else _("Kayıt doğrulandı.")
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(scope.url("graduate_detail", pk))


def graduate_reject(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    try:
        services.reject_graduate(alumnus=alumnus, scope=scope)
    except ProtectedError:
        messages.error(request, _("Bu kayda başka bilgiler bağlı; silinemez."))
        return redirect(scope.url("graduate_detail", pk))
    messages.success(request, _("Önerilen kayıt silindi."))
    return redirect(scope.urls["graduate_list"] + "?gorunum=onerilen")


def graduate_unmask(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """POST with a reason: the identity number, on this one answer and in no address line."""
    alumnus = alumnus_or_404(scope, pk)
    if not scope.is_office:
        raise Http404
    form = ReasonForm(request.POST, prefix="maske")
    if not form.is_valid():
        return render(
            request, template(scope, "graduate_detail"), {**_record(scope, alumnus), "unmask_form": form}, status=422
        )
    reason = form.cleaned_data["reason"]
    log_access(request_or_user=request, action="unmask", subjects=[pk], reason=reason, as_role=scope.role)
    person = alumnus.person
    shown = {"tckn": person.tckn, "passport": person.passport_no}
    return render(request, template(scope, "graduate_detail"), _record(scope, alumnus, unmasked=shown))
