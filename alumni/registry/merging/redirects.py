"""Old addresses of a merged record lead to the one that holds its rows now, for whoever may see that one."""

from collections.abc import Callable
from typing import NoReturn

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.merging.ids import survivor_of


class RecordMoved(Http404):
    """The record asked for was merged into another one, which this user may see. Unheeded, it is a 404."""

    def __init__(self, old: int, new: int) -> None:
        super().__init__()
        self.old, self.new = old, new


def moved_or_404(pk: int, seen: AlumnusQuerySet) -> NoReturn:
    """For a record not found among those seen: where it went, if that one is seen."""
    survivor = survivor_of(pk)
    if survivor is not None and seen.filter(pk=survivor).exists():
        raise RecordMoved(pk, survivor)
    raise Http404


class FollowMerges:
    """Answers RecordMoved with the same page of the record that stayed; what was sent to the old one is not done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, RecordMoved) or match is None:
            return None
        if request.method in {"GET", "HEAD"}:
            kwargs = {name: exception.new if name != "unit_id" and value == exception.old else value
                      for name, value in match.kwargs.items()}  # fmt: skip
            query = request.META.get("QUERY_STRING", "")
            return redirect(reverse(match.view_name, kwargs=kwargs) + (f"?{query}" if query else ""))
        messages.error(request, _("Bu kayıt bir başkasıyla birleştirilmiş; istediğiniz yapılmadı. Kalan kayıt burada."))
        where = {"unit_id": match.kwargs["unit_id"]} if "unit_id" in match.kwargs else {}
        return redirect(reverse(f"{match.namespace}:graduate_detail", kwargs={**where, "pk": exception.new}))
