"""The front page, the way to each role's home, and the pages every visitor may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coordinator.newsroom.models import Announcement
from mik.accounts.students import is_student
from mik.figures.places import province_map
from mik.figures.public import front_figures, numbers_of
from mik.home.roles import active_role, roles_of
from mik.work.wanted import wanted

# Announcements on a student's first page; the rest stand in their list.
NEWEST = 5


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    numbers = numbers_of()
    places = numbers.by["province"]
    map_of = province_map(places, is_published=True, width=520) if any(places.values()) else None
    return render(request, "home/front.html", {"figures": front_figures(numbers), "map": map_of})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the home of the role used last; somebody without any role is on the way to joining."""
    role = active_role(roles_of(request.user), path="", remembered=request.session.get("role", ""))
    return redirect(role.url if role else "alumni:claim_start")


@require_safe
def student(request: HttpRequest) -> HttpResponse:
    """What the platform holds for students; seen by students only."""
    if not is_student(request.user):
        raise Http404
    open_now = Announcement.objects.read_by(request.user).still_open().select_related("unit")
    context = {"attention": wanted(request.user), "announcements": open_now.order_by("-published_at", "-pk")[:NEWEST]}
    return render(request, "home/student.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The information text of KVKK art. 10; what is held comes from the rooms themselves."""
    return render(request, "home/privacy.html", {})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {})
