"""Keeping a search of the directory under a name."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from alumni.directory.filters import DirectoryFilter
from alumni.directory.models import SavedSearch
from mik.accounts.models import User

# More would be a list to search in itself.
MOST_SAVED = 20


class SearchProblem(Exception):
    """Why a search was not kept; the text may be shown."""


def query_of(data: QueryDict) -> str:
    """What is searched for, without a place in the list or anything that is no filter."""
    kept = QueryDict(mutable=True)
    for name in DirectoryFilter.base_filters:
        if value := data.get(name, "").strip():
            kept[name] = value[:120]
    return kept.urlencode()


@transaction.atomic
def save_search(*, user: User, name: str, data: QueryDict) -> SavedSearch:
    """Under a name the user has already, the search is exchanged. Raises SearchProblem."""
    User.objects.select_for_update().get(pk=user.pk)
    name, query = " ".join(name.split())[:60], query_of(data)
    if not name:
        raise SearchProblem(_("Aramaya bir ad verin."))
    if not query or len(query) > 500:
        raise SearchProblem(_("Önce bir şey arayın ya da süzün; sonra aramayı kaydedin."))
    own = SavedSearch.objects.visible_to(user)
    if not own.filter(name=name).exists() and own.count() >= MOST_SAVED:
        raise SearchProblem(_("En çok %(n)s arama kaydedilir; önce birini silin.") % {"n": MOST_SAVED})
    saved, _new = SavedSearch.objects.update_or_create(user=user, name=name, defaults={"query": query})
    return saved
