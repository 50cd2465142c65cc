"""One person's consents at the desk: how they stand, every word, and entering a paper somebody signed."""

import io
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.registry.member_consents import context_of
from alumni.registry.models import Alumnus
from coordinator.consents.forms import PaperForm
from coordinator.consents.permissions import keepers_only
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.files.services import delete_file, store_file
from mik.people.consents.erasing import PAPER
from mik.people.consents.models import Act, ConsentEntry, How
from mik.people.consents.standing import lines_of
from mik.people.consents.whence import Whence
from mik.people.consents.words import ConsentRefused, give, withdraw


@require_http_methods(["GET", "POST"])
@keepers_only
def consent_person(request: HttpRequest, pk: int) -> HttpResponse:
    alumnus = get_object_or_404(Alumnus.objects.visible_to(request.user).select_related("person"), pk=pk)
    if request.method == "POST" and alumnus.person.user_id == cast(User, request.user).pk:
        raise PermissionDenied  # nobody enters papers of the own
    lines = lines_of(alumnus.pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent, lines=lines)
    if request.method == "POST" and form.is_valid() and _entered(request, alumnus, form):
        return redirect("coordinator:consent_person", pk=pk)
    log_access(request_or_user=request, action="view", subjects=[pk])
    context = {"alumnus": alumnus, "form": form, **context_of(pk, alumnus.person.user_id)}
    return render(request, "coordinator/consents/person.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, alumnus: Alumnus, form: PaperForm) -> bool:
    try:
        entry = enter_paper(alumnus=alumnus, form=form, by=cast(User, request.user))
    except ConsentRefused as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Belge kaydedildi.") if entry else _("Zaten böyle kayıtlı; bir şey değişmedi."))
    return True


@transaction.atomic
def enter_paper(*, alumnus: Alumnus, form: PaperForm, by: User) -> ConsentEntry | None:
    """The word on the paper, with the paper; a paper that tells nothing new is not kept."""
    document = form.cleaned_data["document"]
    file = store_file(
        upload=io.BytesIO(document.content),
        purpose=PAPER,
        by=by,
        name=f"izin-belgesi.{document.extension}",
        media_type=document.media_type,
    )
    whence = Whence(how=How.PAPER, language="tr", by_id=by.pk, document=file.pk, said_at=form.said_at)
    say = give if form.cleaned_data["act"] == Act.GIVEN else withdraw
    entry = say(person_id=alumnus.pk, purpose=form.purpose, channel=form.channel, whence=whence)
    if entry is None:
        delete_file(file=file)
    return entry
