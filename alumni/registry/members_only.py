"""The door to the members' pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from alumni.registry.member_services import member_record
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.accounts.students import is_student

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Alumnus, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def members_only(view: MemberView[P]) -> View[P]:
    """Hand the view the own record; who has not joined is led to joining, and finds nothing below a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        alumnus = member_record(cast(User, request.user))
        if alumnus is not None:
            return view(request, alumnus, *args, **kwargs)
        if request.method != "GET" or args or kwargs:
            raise Http404
        return redirect("home:home" if is_student(request.user) else "alumni:claim_start")

    return wrapped
