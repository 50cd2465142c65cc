"""The directory and another member's page: what its owner shows to the reader, and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alumni.directory.chips import chips_of
from alumni.directory.classmates import classes_of
from alumni.directory.models import SavedSearch
from alumni.directory.places import places_of
from alumni.directory.saving import query_of
from alumni.directory.search import DirectoryList
from alumni.registry.access_log import AS_MEMBER
from alumni.registry.member_services import member_record
from alumni.registry.members_only import members_only
from alumni.registry.merging.redirects import moved_or_404
from alumni.registry.models import Alumnus
from alumni.visibility.audience import audience_of
from alumni.visibility.layer import listed
from alumni.visibility.page import shown_page
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.htmx import render_page
from mik.people.models import Visibility


@require_GET
@members_only
def directory(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    members = DirectoryList(audience=audience_of(request.user), data=request.GET)
    log_access(
        request_or_user=request,
        action="list",
        subjects=[row.pk for row in members.rows if row.pk != alumnus.pk],
        as_role=AS_MEMBER,
    )
    context = {
        "members": members,
        "chips": list(chips_of(members)),
        "searches": SavedSearch.objects.visible_to(request.user),
        "arama": query_of(request.GET),
        "is_hidden": alumnus.membership.name_shown == Visibility.NOBODY,
    }
    return render_page(request, "alumni/directory.html", context, partial="results")


@require_GET
@members_only
def classmates(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    classes = classes_of(alumnus, audience_of(request.user))
    seen = [row.pk for one in classes for row in one.rows]
    log_access(request_or_user=request, action="list", subjects=seen, as_role=AS_MEMBER)
    return render(request, "alumni/classmates.html", {"classes": classes})


@require_GET
@members_only
def directory_map(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    return render(request, "alumni/directory_map.html", {"places": places_of(audience_of(request.user))})


@login_not_required
@require_GET
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's page, to whom it is shown. Visitors are asked to sign in whether or not there is such a member."""
    audience = audience_of(request.user)
    seen = Alumnus.objects.filter(listed(audience))
    found = seen.select_related("person", "membership").filter(pk=pk).first()
    if found is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = found or moved_or_404(pk, seen)
    own = member_record(request.user) if isinstance(request.user, User) else None
    is_own = own is not None and own.pk == found.pk
    if audience.is_member and not is_own:  # what everybody may see is no look to tell of
        log_access(request_or_user=request, action="view", subjects=[found.pk], as_role=AS_MEMBER)
    return shown_page(request, found, audience, is_own=is_own)
