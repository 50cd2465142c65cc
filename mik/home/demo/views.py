"""One click for each role, and the post box. Mounted in the demo only; asked again here all the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mik.accounts.models import User
from mik.accounts.second_factor import prove
from mik.home.demo.accounts import PASSWORD, SIGN_INS, UNJOINED
from mik.home.demo.mailbox import find_mail, mails
from mik.home.demo.people import with_check_digits

View = Callable[..., HttpResponse]


def only_in_the_demo(view: View) -> View:
    """Open to everybody where it exists at all."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(guarded))


@only_in_the_demo
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    context = {
        "sign_ins": SIGN_INS,
        "password": PASSWORD,
        "unjoined": UNJOINED,
        "birth_date": "{2:02d}.{1:02d}.{0}".format(*UNJOINED.birth_date),
        "number": with_check_digits(UNJOINED.first_nine),
    }
    return render(request, "home/demo.html", context)


@only_in_the_demo
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Only members of the cast; anybody else's address is not found."""
    email = request.POST.get("email", "")
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None or email not in {one.email for one in SIGN_INS}:
        raise Http404
    request.session.flush()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)
    prove(request, user, "demo")  # the one click stands for every step of a sign-in
    return redirect("home:home")


@only_in_the_demo
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo_mails.html", {"mails": list(mails())})


@only_in_the_demo
@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    mail = find_mail(name)
    if mail is None:
        raise Http404
    return render(request, "home/demo_mail.html", {"mail": mail})
