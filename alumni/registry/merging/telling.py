"""Who is told of a merge: the owner of the account that no longer opens the record, whoever asked about the two."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.duplicates.services import outcome
from alumni.registry.merging.fields import WINNER
from alumni.registry.models import Alumnus
from mik.common.merging.undoing import USED, Leftover
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
    return [notify(user=unlinked, kind="records.merged", text=text)]


def tell_askers(questions: Iterable[MergeRequest]) -> list[Notification]:
    """The same sentence as for any other outcome: it must not tell what the other department has."""
    return [_tell(question, outcome) for question in questions]


def tell_reopened(questions: Iterable[MergeRequest], leftovers: Iterable[Leftover]) -> None:
    """A merge is taken back, and with it the word that the question is over. Who has read that is told otherwise; for
    anybody else it was taken back unread.
    """
    label = Notification._meta.label
    read = Notification.objects.filter(pk__in=[one.pk for one in leftovers if (one.label, one.why) == (label, USED)])
    readers = dict(read.values_list("user_id", "url"))
    for question in questions:
        if readers.get(question.asked_by_id or 0) == _url(question):
            _tell(question, _reopened)


def _reopened() -> str:
    return _("Sorunuz yeniden açıldı; Mezun Ofisi bir daha bakıyor. Sonuçlandığında haber vereceğiz.")


def _tell(question: MergeRequest, text: Callable[[], str]) -> Notification:
    assert question.asked_by is not None
    with override(question.asked_by.language):
        return notify(user=question.asked_by, kind="records.questions", text=text(), url=_url(question))


def _url(question: MergeRequest) -> str:
    return reverse("representatives:merge_request_list", args=[question.asking_unit_id])
