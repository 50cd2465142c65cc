"""What the directory tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData


def _forget_searches(person_id: int) -> int:
    from alumni.directory.models import SavedSearch

    return SavedSearch.objects.filter(user__person=person_id).delete()[0]


def register() -> None:
    from alumni.directory.finders import find_members

    hooks.finders.register(find_members)
    hooks.personal_data.add(
        PersonalData(
            model="alumni.SavedSearch",
            person="user__person",
            fields=("name", "query"),
            purpose=_("Üyenin rehberde sık yaptığı aramaları yeniden bulması"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Üye silene ya da üyelik bitene dek"),
            erase=_forget_searches,
        )
    )
