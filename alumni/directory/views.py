"""The directory and another member's page: what its owner shows to members, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alumni.directory import search
from alumni.directory.forms import DirectoryForm
from alumni.registry.access_log import AS_MEMBER
from alumni.registry.members_only import members_only
from alumni.registry.merging.redirects import moved_or_404
from alumni.registry.models import Alumnus
from alumni.registry.profile import shown_profile
from mik.audit.log import log_access
from mik.common.htmx import render_page
from mik.common.keyset import count_in_words, limited_count


@require_GET
@members_only
def directory(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    listed = Alumnus.objects.listed_for(request.user)
    form = DirectoryForm(request.GET, departments=search.departments_of(listed), years=search.years_of(listed))
    form.is_valid()
    wish = form.cleaned_data
    found = search.find(listed, words=wish.get("ad", ""), department=wish.get("bolum"), year=wish.get("yil"))
    page = search.page_of(found, listed, request.GET)
    rows = search.rows_of(page, listed)
    log_access(
        request_or_user=request,
        action="list",
        subjects=[row.alumnus.pk for row in rows if row.alumnus.pk != alumnus.pk],
        as_role=AS_MEMBER,
    )
    context = {"form": form, "page": page, "rows": rows, "alumnus": alumnus, "searched": any(wish.values())}
    context["count"] = count_in_words(limited_count(found))
    return render_page(request, "alumni/directory.html", context, partial="results")


@require_GET
@members_only
def member(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """Another member's page; the own one shows how others see it."""
    listed = Alumnus.objects.listed_for(request.user).select_related("person")
    found = listed.filter(pk=pk).first() or moved_or_404(pk, listed)
    if found.pk != alumnus.pk:
        log_access(request_or_user=request, action="view", subjects=[found.pk], as_role=AS_MEMBER)
    context = {"profile": shown_profile(found), "is_own": found.pk == alumnus.pk, "alumnus": found}
    return render(request, "alumni/member.html", context)
