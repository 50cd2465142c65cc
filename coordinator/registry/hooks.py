"""What of the registry wants the office's attention."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.alerts import many_looks_today, recent_exports
from alumni.registry.managers import REGISTRY
from alumni.registry.orphans import departments_without_representative
from alumni.registry.scopes import office_scope
from alumni.registry.states import is_proposed
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem


def register() -> None:
    hooks.attention.register(registry_wanting_attention)


def registry_wanting_attention(user: object) -> Iterator[AttentionItem]:
    if not powers_of(user).has_duty(REGISTRY):
        return
    for item in _items(user):
        if item.count:
            yield item


def _items(user: object) -> Iterator[AttentionItem]:
    graduates, looks = reverse("coordinator:graduate_list"), reverse("coordinator:graduate_access")
    proposed = office_scope(user).alumni().filter(is_proposed()).count()
    yield AttentionItem(
        _("Onayınızı bekleyen önerilen kayıt"), proposed, f"{graduates}?gorunum=onerilen", "blue", "inbox"
    )
    yield AttentionItem(
        _("Bugün çok sayıda iletişim bilgisine bakan temsilci"), len(many_looks_today()), looks, "bad", "triangle-alert"
    )
    exports = recent_exports().exclude(user=getattr(user, "pk", None)).count()
    yield AttentionItem(_("Son yedi günde dışa aktarma"), exports, looks, "warn", "download")
    yield AttentionItem(
        _("Temsilcisi olmayan bölüm"),
        departments_without_representative().count(),
        f"{graduates}?gorunum=ofisin",
        "warn",
        "users",
    )
