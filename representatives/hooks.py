"""What wants a representative's attention, department by department."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from alumni.registry.saved_views import Totals, totals_of
from alumni.registry.scopes import Scope, scopes_of
from mik.common import hooks
from mik.common.hooks import AttentionItem


def register() -> None:
    hooks.attention.register(graduates_wanting_attention)


def graduates_wanting_attention(user: object) -> Iterator[AttentionItem]:
    scopes = list(scopes_of(user))
    for scope in scopes:
        for item in _items(scope, totals_of(scope), named=len(scopes) > 1):
            if item.count:
                yield item


def _items(scope: Scope, totals: Totals, *, named: bool) -> Iterator[AttentionItem]:
    """With several departments each line names its own."""
    tail = f" · {scope.label}" if named else ""
    url = scope.urls["graduate_list"]
    views = totals.views
    yield AttentionItem(
        _("Ulaşılamayan mezun") + tail, views["ulasilamayan"], f"{url}?gorunum=ulasilamayan", "bad", "circle-x"
    )
    yield AttentionItem(_("Bilgisi eskimiş kayıt") + tail, views["eski"], f"{url}?gorunum=eski", "warn", "clock")
    yield AttentionItem(
        _("Mezun Ofisinin onayını bekleyen kayıt") + tail, views["onerilen"], f"{url}?gorunum=onerilen", "blue", "inbox"
    )
