"""What every page of the desk needs: its template, its context, the record asked for."""

from typing import Any

from alumni.registry.columns import with_names
from alumni.registry.merging.redirects import moved_or_404
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope


def template(scope: Scope, name: str) -> str:
    return f"{'coordinator' if scope.is_office else 'representatives'}/{name}.html"


def page_context(scope: Scope, **more: Any) -> dict[str, Any]:
    return {"scope": scope, **more}


def alumnus_or_404(scope: Scope, pk: int) -> Alumnus:
    """A record within the scope; whatever else exists does not exist here. A merged one leads to where it went."""
    alumnus = with_names(scope.alumni()).select_related("person__user", "membership").filter(pk=pk).first()
    if alumnus is None:
        moved_or_404(pk, scope.alumni())
    return alumnus
