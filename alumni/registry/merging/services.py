"""Merging two records and taking it back. Each happens wholly or not at all, whatever dies in the middle."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.merging import engine, fields
from alumni.registry.merging.fields import MergeRefused
from alumni.registry.merging.models import Merge
from alumni.registry.merging.pairs import answered_by, reopened_by
from alumni.registry.merging.permissions import may_merge, may_merge_all, may_unmerge
from alumni.registry.merging.telling import tell_askers, tell_reopened, tell_unlinked
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.context import acting
from mik.common.hooks import Merging
from mik.common.merging import images
from mik.common.merging.undoing import GONE, LOST, TAKEN, Leftover
from mik.people.models import Person

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unmerged:
    """A merge taken back. ``leftovers``: what stayed as it is today, for people to look at."""

    merge: Merge
    alumnus: Alumnus
    leftovers: tuple[Leftover, ...]


@transaction.atomic
def merge_records(
    *, winner: Alumnus, loser: Alumnus, choices: Mapping[str, str], by: User, role: str = "", pair_id: int | None = None
) -> Merge:
    """The loser's record goes into the winner's, with everything that hangs on it in whatever room.

    ``choices``: by name of the field (``fields.PERSON_FIELDS``) whose value stays, "winner" or "loser"; the rule of
    ``fields`` decides the others. MergeRefused says why it cannot be; PermissionDenied to whom it is not given.
    """
    fields.check_choices(choices)
    winner, loser = _locked(winner.pk, loser.pk)
    if not may_merge(by, winner, loser):
        raise PermissionDenied
    _check_numbers(winner, loser, choices, by)
    chosen = fields.sides(winner, loser, choices)
    merging = fields.merging_of(winner, loser, chosen, by_id=by.pk, at=timezone.now())
    name = loser.person.full_name
    with acting(user_id=by.pk, role=role):
        book = _unite(merging, fields.outcome_of(winner, loser, chosen), fields.record_of(winner, loser))
        engine.add(book, tell_unlinked(winner, loser, chosen) + tell_askers(answered_by(merging)))
        return Merge.objects.create(
            winner_id=merging.winner_id,
            into_id=merging.winner_id,
            loser_id=merging.loser_id,
            loser_name=name,
            by=by,
            at=merging.at,
            role=role,
            pair_id=pair_id,
            images=json.dumps(images.to_json(book)),
            touched=images.counts(book),
        )


def _unite(merging: Merging, person: dict[str, Any], record: dict[str, Any]) -> images.Book:
    """A room that forgot to say what becomes of two of its rows costs the merge, not a page that breaks."""
    try:
        return engine.unite(merging, person, record)
    except IntegrityError as problem:
        constraint = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", "")
        logger.error("A merge was refused by the constraint %s.", constraint)  # the error itself holds values
        message = _("Bu iki kayıt birleştirilemiyor: birinde, ötekiyle yan yana duramayan bir bilgi var.")
        raise MergeRefused(message) from None


def _locked(winner_id: int, loser_id: int) -> tuple[Alumnus, Alumnus]:
    """Both records, locked in the order of their numbers; who merges one of them at this moment is waited for."""
    if winner_id == loser_id:
        raise MergeRefused(_("Bir kayıt kendisiyle birleştirilemez."))
    ids = [winner_id, loser_id]
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    found = Alumnus.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    records = {alumnus.pk: alumnus for alumnus in found.select_related("person__user")}
    if len(records) < 2:
        raise MergeRefused(_("Kayıtlardan biri artık yok; bu arada başka biri birleştirmiş olabilir."))
    return records[winner_id], records[loser_id]


def _check_numbers(winner: Alumnus, loser: Alumnus, choices: Mapping[str, str], by: User) -> None:
    """Two different identity numbers are two people until the office says which of them is wrong."""
    for name in fields.IDENTIFIERS:
        if fields.numbers_differ(winner, loser, name):
            if not may_merge_all(by):
                raise MergeRefused(_("Bu iki kaydı yalnız Mezun Ofisi birleştirebilir."))
            if name not in choices:
                raise MergeRefused(_("İki kayıtta farklı kimlik numaraları var. Doğru olanı yazın."))


# --- Taking it back --------------------------------------------------------------------------------


@transaction.atomic
def unmerge(*, merge: Merge, by: User, role: str = "") -> Unmerged:
    """The loser's record comes back with its number and its rows; what was changed since stays as it is now.

    MergeRefused where a later merge has to be taken back first, or a person was erased since.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _check_undoable(merge)
    book = images.from_json(json.loads(merge.images or "{}"))
    if not may_unmerge(by, merge, _account_of(book, merge.loser_id)):
        raise PermissionDenied
    with acting(user_id=by.pk, role=role):
        leftovers = _put_back(book, merge, by)
        merge.undone_at, merge.undone_by = timezone.now(), by
        merge.leftovers = [{"label": o.label, "pk": o.pk, "why": o.why, "columns": o.columns} for o in leftovers]
        if not any(one.why in {GONE, LOST, TAKEN} for one in leftovers):
            merge.images = ""
        merge.save(update_fields=["undone_at", "undone_by", "leftovers", "images"])
        tell_reopened(reopened_by(book), leftovers)
    alumnus = Alumnus.objects.select_related("person").get(pk=merge.loser_id)
    return Unmerged(merge=merge, alumnus=alumnus, leftovers=tuple(leftovers))


def _check_undoable(merge: Merge) -> None:
    if not merge.is_in_force:
        raise MergeRefused(_("Bu birleştirme zaten geri alınmış."))
    if merge.is_forgotten:
        raise MergeRefused(_("Kişinin verileri silindiği için bu birleştirme geri alınamaz."))
    later = later_merge(merge)
    if later is not None:
        message = _("Kayıt daha sonra yeniden birleştirildi (kayıt no %(pk)s). Önce o birleştirmeyi geri alın.")
        raise MergeRefused(message % {"pk": later.loser_id})


def later_merge(merge: Merge) -> Merge | None:
    """The newest merge of the same record after this one: rows it found there would be missed."""
    same = Merge.objects.in_force().without_images().filter(winner=merge.winner_id, pk__gt=merge.pk)
    return same.order_by("-pk").first()


def _put_back(book: images.Book, merge: Merge, by: User) -> list[Leftover]:
    merging = Merging(winner_id=merge.into_id, loser_id=merge.loser_id, by_id=by.pk, at=merge.at)
    list(Person.objects.select_for_update().filter(pk=merge.winner_id).values_list("pk"))
    try:
        return engine.separate(book, merging)
    except IntegrityError:
        raise MergeRefused(_("Kayıtlar bu arada öyle değişmiş ki birleştirme geri alınamadı.")) from None


def _account_of(book: images.Book, person_id: int) -> int | None:
    removed: list[dict[str, Any]] = book[Person].removed if Person in book else []
    return next((row["user_id"] for row in removed if row["id"] == person_id), None)
