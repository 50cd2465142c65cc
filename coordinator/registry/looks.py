"""Looks at personal data that the office reads: exports, downloads of exports, identity numbers shown."""

from django.db.models import OuterRef, QuerySet, Subquery

from alumni.registry.managers import REGISTRY
from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.models import AccessEvent, Action


def looks_to_show(user: object) -> QuerySet[AccessEvent]:
    """The office's part of the log of looks, each with the name of who looked."""
    if not powers_of(user).has_duty(REGISTRY):
        return AccessEvent.objects.none()
    who = User.objects.filter(pk=OuterRef("user_id")).values("name")[:1]
    return AccessEvent.objects.filter(action__in=[Action.EXPORT, Action.UNMASK]).annotate(who=Subquery(who))
