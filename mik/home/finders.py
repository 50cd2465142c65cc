"""The platform's own pages in the search across everything: what stands in the menus of the user's roles."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mik.accounts.powers import powers_of
from mik.common.hooks.finders import PAGES, Group, Hit
from mik.common.keyset import count_in_words
from mik.common.turkish import fold
from mik.home.menus import navigation
from mik.home.roles import roles_of


def find_pages(user: Any, words: str, most: int) -> Iterator[Group]:
    said = fold(words).split()
    found = [page for page in _pages(user) if all(word in fold(f"{page.label} {page.detail}") for word in said)]
    yield Group(
        label=_("Sayfalar"), hits=found[:most], count=count_in_words(len(found)), place=PAGES, icon="layout-dashboard"
    )


def _pages(user: Any) -> list[Hit]:
    menus = [
        Hit(entry.label, entry.url, role.area)
        for role in roles_of(user)
        for entry in navigation(role, powers_of(user), "")
    ]
    public = [
        Hit(_("Rakamlarla mezunlarımız"), reverse("figures:public")),
        Hit(_("KVKK aydınlatma metni"), reverse("home:privacy")),
        Hit(_("Erişilebilirlik"), reverse("home:accessibility")),
    ]
    return list({page.url: page for page in [*menus, *public]}.values())
