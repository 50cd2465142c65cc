"""Keeping and dropping searches."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni.directory.models import SavedSearch
from alumni.directory.saving import SearchProblem, query_of, save_search
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from mik.accounts.models import User


@require_POST
@members_only
def search_add(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    asked = QueryDict(request.POST.get("arama", "")[:1000])
    try:
        saved = save_search(user=cast(User, request.user), name=request.POST.get("isim", ""), data=asked)
        messages.success(request, _("“%(name)s” kaydedildi.") % {"name": saved.name})
    except SearchProblem as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('alumni:directory')}?{query_of(asked)}")


@require_POST
@members_only
def search_remove(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("Kayıtlı arama silindi."))
    return redirect("alumni:directory")
