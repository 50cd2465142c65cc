"""Finding one graduate by a number. The number travels in the body of the request, never in an address line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.registry import numbers
from alumni.registry.columns import with_names
from alumni.registry.desk.shared import page_context, template
from alumni.registry.scopes import Scope
from mik.audit.log import log_access

TOO_MANY = 429


def graduate_by_number(request: HttpRequest, scope: Scope) -> HttpResponse:
    """To the one who bears it, or a list of the few; every use is noted, what was typed is not."""
    page = template(scope, "graduate_by_number")
    if request.method != "POST":
        return render(request, page, page_context(scope))
    if not numbers.TRIES.allows(scope.user.pk):
        return render(request, "429.html", status=TOO_MANY)
    found = numbers.find(request.POST.get("numara", ""), scope)
    log_access(
        request_or_user=request, action="list", subjects=found.keys, as_role=scope.role,
        reason=_("Numarayla arama: %(kinds)s") % {"kinds": ", ".join(found.kinds) or "—"},
    )  # fmt: skip
    if len(found.keys) == 1:
        return redirect(scope.url("graduate_detail", found.keys[0]))
    people = with_names(scope.alumni()).filter(pk__in=found.keys).in_turkish_order()
    rows = [(alumnus.person.full_name, scope.url("graduate_detail", alumnus.pk)) for alumnus in people]
    return render(request, page, page_context(scope, asked=True, rows=rows, kinds=found.kinds))
