"""The bell's page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mik.accounts.models import User
from mik.work.models import Notification
from mik.work.services import mark_read

PAGE_SIZE = 25


@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    mine = Notification.objects.visible_to(request.user)
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "work/notification_list.html", {"page": page, "unread": mine.unread().count()})


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one as read and go where it leads."""
    assert isinstance(request.user, User)
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    mark_read(user=request.user, notification=notification)
    return redirect(notification.url or "work:notification_list")


@require_POST
def notification_read_all(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    mark_read(user=request.user)
    return redirect("work:notification_list")
