"""The member's pages of languages, links, earlier names and the photo."""

from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.registry.about.forms import FORMS, PhotoForm
from alumni.registry.about.models import Photo
from alumni.registry.about.photos import remove_photo, set_photo
from alumni.registry.about.services import remove_about, save_about
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from mik.accounts.models import User


@require_http_methods(["GET", "POST"])
@members_only
def about_add(request: HttpRequest, alumnus: Alumnus, kind: str) -> HttpResponse:
    return _page(request, alumnus, kind, None)


@require_http_methods(["GET", "POST"])
@members_only
def about_edit(request: HttpRequest, alumnus: Alumnus, kind: str, pk: int) -> HttpResponse:
    return _page(request, alumnus, kind, _own(alumnus, kind, pk))


def _own(alumnus: Alumnus, kind: str, pk: int) -> Any:
    if kind not in FORMS:
        raise Http404
    return get_object_or_404(FORMS[kind].kind.objects.filter(alumnus=alumnus), pk=pk)


def _page(request: HttpRequest, alumnus: Alumnus, kind: str, row: Any) -> HttpResponse:
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None, alumnus=alumnus, row=row)
    if form.is_valid():
        try:
            save_about(alumnus=alumnus, kind=form.kind, values=form.cleaned_data, row=row)
        except IntegrityError:  # the same sent twice at once
            form.add_error(None, _("Bu zaten profilinizde var; onu düzenleyebilirsiniz."))
        else:
            messages.success(request, _("Kaydedildi."))
            return redirect(f"{reverse('alumni:edit')}#{kind}")
    label = form.kind._meta.verbose_name
    return render(request, "alumni/about_form.html", {"form": form, "row": row, "kind": kind, "label": label})


@require_http_methods(["GET", "POST"])
@members_only
def about_remove(request: HttpRequest, alumnus: Alumnus, kind: str, pk: int) -> HttpResponse:
    row = _own(alumnus, kind, pk)
    if request.method == "POST":
        remove_about(row=row)
        messages.success(request, _("Silindi."))
        return redirect(f"{reverse('alumni:edit')}#{kind}")
    what = getattr(row, "name", "") or (row.get_network_display() if hasattr(row, "network") else str(row))
    context = {"what": what, "kind": row._meta.verbose_name, "back": reverse("alumni:about_edit", args=[kind, pk])}
    return render(request, "alumni/confirm_remove.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def photo(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Put, replace or take away the photo; or change only its words and who sees it."""
    held = Photo.objects.filter(alumnus=alumnus).first()
    if request.method == "POST" and request.POST.get("sil") == "1":
        remove_photo(alumnus=alumnus)
        messages.success(request, _("Fotoğrafınız silindi."))
        return redirect("alumni:photo")
    initial = {"alt": held.alt, "visibility": held.visibility} if held else None
    form = PhotoForm(request.POST or None, request.FILES or None, has_photo=held is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _save_photo(request, alumnus, form.cleaned_data)
        messages.success(request, _("Fotoğrafınız kaydedildi."))
        return redirect("alumni:photo")
    return render(request, "alumni/photo.html", {"form": form, "photo": held, "alumnus": alumnus})


def _save_photo(request: HttpRequest, alumnus: Alumnus, given: dict[str, Any]) -> None:
    if given.get("square"):
        set_photo(alumnus=alumnus, square=given["square"], by=cast(User, request.user))
    kept = Photo.objects.get(alumnus=alumnus)
    kept.alt, kept.visibility = given["alt"], given["visibility"]
    kept.save()
