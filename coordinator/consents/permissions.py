"""Who keeps the texts, the papers and the transfers: heads of the office, and staff with the duty."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from mik.accounts.powers import powers_of
from mik.people.consents.managers import CONSENTS


def may_keep_consents(user: Any) -> bool:
    return powers_of(user).has_duty(CONSENTS)


def keepers_only(view: Any) -> Any:
    """404 for everybody else, as for a page that is not there."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_consents(request.user):
            raise Http404
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return checked
