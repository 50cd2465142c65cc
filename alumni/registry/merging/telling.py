"""Who is told of a merge: the owner of the account that no longer opens the record."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from alumni.registry.merging.fields import WINNER
from alumni.registry.models import Alumnus
from mik.work.models import Notification
from mik.work.services import notify


def tell_unlinked(winner: Alumnus, loser: Alumnus, chosen: Mapping[str, str]) -> list[Notification]:
    """Where both records had an account, the other one is told in the bell, in its own language."""
    accounts = winner.person.user, loser.person.user
    if None in accounts or accounts[0] == accounts[1]:
        return []
    unlinked = accounts[1] if chosen["user"] == WINNER else accounts[0]
    assert unlinked is not None
    with override(unlinked.language):
        text = _(
            "İki mezun kaydınız birleştirildi; kaydınız artık öteki hesabınıza bağlı. Yanlışsa Mezun Ofisine yazın."
        )
    return [notify(user=unlinked, text=text)]
