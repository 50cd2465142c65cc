"""Two records of one person: their addresses."""

from collections import defaultdict
from collections.abc import Iterable

from mik.common.hooks import Merging
from mik.common.merging.moving import replace
from mik.people.models import ContactPoint, Visibility

# From the narrowest circle to the widest.
_CIRCLES: list[str] = list(Visibility.values)


# What says that a contact reaches nobody any more; it goes together.
DEATH = ("dead_at", "dead_evidence", "dead_reason", "dead_by")


def unite_contacts(merging: Merging) -> None:
    """The same address twice becomes one, shown to the narrower circle; each kind keeps one primary."""
    rows = list(ContactPoint.objects.filter(person__in=merging.ids).order_by("pk"))
    own = {(row.kind, row.normalised): row for row in rows if row.person_id == merging.winner_id}
    twins = {
        row.pk: own[row.kind, row.normalised]
        for row in rows
        if row.person_id == merging.loser_id and (row.kind, row.normalised) in own
    }
    for row in rows:
        if row.pk in twins:
            _absorb(twins[row.pk], row)
    replace(ContactPoint, {pk: twin.pk for pk, twin in twins.items()})
    left = [row for row in rows if row.pk not in twins]
    _one_primary_each(left, merging)
    # Whoever stops being first goes before who starts: the constraint looks at each row.
    left.sort(key=lambda row: row.is_primary)
    for primary in (False, True):
        some = [row for row in left if row.is_primary is primary]
        ContactPoint.objects.bulk_update(some, ["visibility", "verified_at", "is_primary", *DEATH])


def _absorb(kept: ContactPoint, gone: ContactPoint) -> None:
    """Who is shown it: fewer. A dead address is dead on both, unless it was verified later."""
    kept.visibility = min(kept.visibility, gone.visibility, key=_CIRCLES.index)
    kept.is_primary = kept.is_primary or gone.is_primary
    verified = [row.verified_at for row in (kept, gone) if row.verified_at]
    dead = [(row.dead_at, row) for row in (kept, gone) if row.dead_at]
    kept.verified_at = max(verified, default=None)
    if dead:
        died, proof = max(dead, key=lambda pair: pair[0])
        if kept.verified_at is not None and kept.verified_at > died:
            kept.revive()
        else:
            for name in DEATH:
                setattr(kept, name, getattr(proof, name))


def _one_primary_each(rows: Iterable[ContactPoint], merging: Merging) -> None:
    """The winner's where it still reaches somebody, else the loser's that does."""
    primaries = defaultdict(list)
    for row in rows:
        if row.is_primary:
            primaries[row.kind].append(row)
    for some in primaries.values():
        some.sort(key=lambda row: (row.dead_at is not None, row.person_id != merging.winner_id, row.pk))
        for row in some[1:]:
            row.is_primary = False
