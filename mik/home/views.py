"""The front page, the way to each role's home, and the pages every visitor may read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from coordinator.newsroom.models import Announcement
from mik.accounts.students import is_student
from mik.common.codelists import country_name
from mik.common.markdown import to_html
from mik.figures.places import province_map
from mik.figures.public import front_figures, numbers_of
from mik.home.roles import active_role, roles_of
from mik.people.consents.models import ConsentText
from mik.people.consents.purposes import NOTICE
from mik.people.consents.transfers import transfers_on
from mik.work.wanted import wanted

# Announcements on a student's first page; the rest stand in their list.
NEWEST = 5


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    numbers = numbers_of()
    places = numbers.by["province"]
    map_of = province_map(places, is_published=True, width=520) if any(places.values()) else None
    return render(
        request,
        "home/front.html",
        {"figures": front_figures(numbers), "map": map_of, "registry_office": settings.STUDENT_AFFAIRS_URL},
    )


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
    """The notice of KVKK art. 10 in force; what is held and what goes abroad come from the rooms themselves."""
    return _notice(request, ConsentText.objects.current(NOTICE))


@login_not_required
@require_safe
def notice_version(request: HttpRequest, code: str) -> HttpResponse:
    """A version by its code: what somebody was told at the time stays readable."""
    return _notice(request, get_object_or_404(ConsentText.objects.of(NOTICE), code=code))


def _notice(request: HttpRequest, text: ConsentText | None) -> HttpResponse:
    versions = list(ConsentText.objects.of(NOTICE).defer("body_tr", "body_en"))
    context = {
        "text": text,
        "body": to_html(text.body) if text else "",
        "versions": versions,
        "is_current": text is None or text == versions[0],
        "transfers": [(one, country_name(one.country)) for one in transfers_on()],
    }
    return render(request, "home/privacy.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {})
