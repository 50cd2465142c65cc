"""Who runs surveys and who may read single answers (design/access.md, row «survey answers (confidential)»)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from mik.accounts.powers import powers_of
from mik.organisations.models import CONTACTS
from surveys.managers import ANSWERS, RUN

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def can_run_surveys(user: Any) -> bool:
    return powers_of(user).has_duty(RUN)


def can_read_answers(user: Any) -> bool:
    """Single answers, each look recorded: the heads of the office, and staff with that very duty."""
    return powers_of(user).has_duty(ANSWERS)


def can_keep_contacts(user: Any) -> bool:
    """See and add the contacts of organisations."""
    return powers_of(user).has_duty(CONTACTS)


def survey_desk(view: "View[P]") -> "View[P]":
    """A page of those who run surveys; to everybody else it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not can_run_surveys(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
