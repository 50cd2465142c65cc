"""What the directory tells the rest of the house."""

from urllib.parse import unquote_plus

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import Keep, PersonalData
from mik.people.traces import traces_of


def _forget_searches(person_id: int) -> int:
    from alumni.directory.models import SavedSearch

    return SavedSearch.objects.filter(user__person=person_id).delete()[0]


def out_of_saved_searches(person_id: int) -> int:
    """Searches others keep for this person by name; without the name there is nothing to search for."""
    from alumni.directory.models import SavedSearch

    traces = traces_of(person_id)
    others = SavedSearch.objects.exclude(user__person=person_id)
    named = [
        one.pk
        for one in (others.only("pk", "name", "query").iterator(chunk_size=1000) if traces else ())
        if traces.found_in(one.name) or traces.found_in(unquote_plus(one.query))
    ]
    return SavedSearch.objects.filter(pk__in=named).delete()[0]


def register() -> None:
    from alumni.directory.finders import find_members

    hooks.finders.register(find_members)
    hooks.traces.register(out_of_saved_searches)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.SavedSearch",
            person="user__person",
            fields=("name", "query"),
            purpose=_("Üyenin rehberde sık yaptığı aramaları yeniden bulması"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Üye silene ya da üyelik bitene dek"),
            keep=Keep.WITH_ACCOUNT,
            sees=_("Yalnız kişinin kendisi"),
            erase=_forget_searches,
        )
    )
