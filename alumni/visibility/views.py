"""Who sees what of a member: the choices on one page, and the member's page through others' eyes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from alumni.registry.desk.records import own_record_as_representative
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from alumni.visibility import services
from alumni.visibility.forms import ChoicesForm
from alumni.visibility.items import groups_of
from alumni.visibility.page import shown_page
from alumni.visibility.seen_as import BY_CODE, EYES, can_find
from mik.common.turkish import number


@require_http_methods(["GET", "POST"])
@members_only
def choices(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    form = ChoicesForm(request.POST if request.method == "POST" else None, groups=groups_of(alumnus))
    if request.method == "POST" and request.POST.get("hepsi") == "gizle":
        return _saved(request, services.hide_everything(alumnus=alumnus))
    if form.is_valid():
        return _saved(request, services.save_choices(alumnus=alumnus, chosen=form.chosen()))
    return render(request, "alumni/visibility.html", {"form": form, "eyes": EYES})


def _saved(request: HttpRequest, changed: int) -> HttpResponse:
    said = ngettext("%(n)s seçim değişti.", "%(n)s seçim değişti.", changed) % {"n": number(changed)}
    messages.success(request, said if changed else _("Her şey zaten seçtiğiniz gibi."))
    return redirect("alumni:visibility")


@require_GET
@members_only
def seen_as(request: HttpRequest, alumnus: Alumnus, who: str) -> HttpResponse:
    """The real page, with nothing added but the line that says whose eyes these are."""
    eye = BY_CODE.get(who)
    if eye is None:
        raise Http404
    context = {"eyes": EYES, "eye": eye, "preview": True}
    if eye.audience is None:
        return own_record_as_representative(request, alumnus, **context)
    audience = eye.audience(alumnus)
    if not can_find(alumnus, audience):
        return render(request, "alumni/not_shown.html", context | {"alumnus": alumnus})
    return shown_page(request, alumnus, audience, **context)
