"""Confirming contacts: the link in the mail, asking for another mail, and the own word about a telephone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alumni.registry.confirming import BrokenLink, ask_to_confirm, confirm_contact, read_token
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from mik.people.models import ContactPoint


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads the mail may say that it arrived. Only a POST changes anything."""
    try:
        contact = read_token(token)
    except BrokenLink:
        return _page(request, {"broken": True}, status=404)
    if request.method == "POST":
        confirm_contact(contact=contact)
    return _page(request, {"confirmed": request.method == "POST"})


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "alumni/contact_confirm.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@members_only
def contact_ask(request: HttpRequest, alumnus: Alumnus, pk: int) -> HttpResponse:
    """Another mail to an e-mail address; of a telephone the owner's word is enough."""
    mine = ContactPoint.objects.visible_to(request.user).filter(person=alumnus.person_id)
    contact = get_object_or_404(mine.filter(kind__in=["email", "phone"]).select_related("person__user"), pk=pk)
    if contact.kind == ContactPoint.Kind.PHONE:
        confirm_contact(contact=contact)
        messages.success(request, _("Numaranın size ulaştığını kaydettik."))
    elif ask_to_confirm(contact=contact):
        messages.success(request, _("Adrese bir doğrulama e-postası gönderdik; içindeki bağlantıyı açın."))
    else:
        messages.info(request, _("Bu adrese az önce yazmıştık. Gelen kutunuza bakın ya da yarın yeniden deneyin."))
    return redirect("alumni:edit")
