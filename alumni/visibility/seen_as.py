"""«See it as»: the member's own page as somebody else opens it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from alumni.visibility.audience import ANY_MEMBER, PUBLIC, Audience, classmate_of
from alumni.visibility.layer import listed


@dataclass(frozen=True)
class Eye:
    """Who looks; ``audience`` is None for the representative, whose page is another one."""

    code: str
    label: str | Promise
    icon: str
    audience: Callable[[Alumnus], Audience] | None


def _classmate(alumnus: Alumnus) -> Audience:
    return classmate_of(alumnus.graduations.values_list("programme__parent", flat=True))


EYES = (
    Eye("herkes", _("Herkes"), "globe", lambda alumnus: PUBLIC),
    Eye("bolum", _("Bölümümden bir mezun"), "graduation-cap", _classmate),
    Eye("uye", _("Başka bir üye"), "users", lambda alumnus: ANY_MEMBER),
    Eye("temsilci", _("Bölüm temsilcim"), "briefcase", None),
)
BY_CODE = {eye.code: eye for eye in EYES}


def can_find(alumnus: Alumnus, audience: Audience) -> bool:
    """Whether this audience can open the page at all."""
    return Alumnus.objects.filter(listed(audience), pk=alumnus.pk).exists()
