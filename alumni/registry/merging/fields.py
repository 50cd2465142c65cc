"""Field by field: which of two values stays. What is filled beats what is empty, a confirmed record a proposed one,
the record confirmed later the other; else the winner's own value stays.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alumni.registry.models import Alumnus
from mik.common.hooks import Merging
from mik.common.turkish import fold
from mik.people.models import Person

WINNER, LOSER = "winner", "loser"
# Choices of a person, and the columns that go together.
PERSON_FIELDS: dict[str, tuple[str, ...]] = {
    "given_names": ("given_names",),
    "surname": ("surname",),
    "former_surname": ("former_surname",),
    "birth_date": ("birth_date",),
    "sex": ("sex",),
    "nationality": ("nationality",),
    "tckn": ("tckn", "tckn_hash"),
    "passport_no": ("passport_no", "passport_hash"),
    "user": ("user_id",),
}
IDENTIFIERS = ("tckn", "passport_no")
_NEVER = datetime.min.replace(tzinfo=UTC)


class MergeRefused(ValidationError):
    """The two cannot be merged, or not so; the message says why."""


def check_choices(choices: Mapping[str, str]) -> None:
    unknown = set(choices) - set(PERSON_FIELDS) | {side for side in choices.values() if side not in {WINNER, LOSER}}
    if unknown:
        raise MergeRefused(_("Seçimlerden biri anlaşılamadı."))


def default_side(name: str, winner: Alumnus, loser: Alumnus) -> str:
    """The rule of the module for one field."""
    mine, theirs = _value(winner.person, name), _value(loser.person, name)
    if not theirs or mine == theirs:
        return WINNER
    if not mine:
        return LOSER
    if name == "user":
        return LOSER if _last_login(loser) > _last_login(winner) else WINNER
    return LOSER if _weight(loser) > _weight(winner) else WINNER


def _value(person: Person, name: str) -> Any:
    """A hashed number is surer than one that waits without a hash for the office's word."""
    values = [getattr(person, column) for column in PERSON_FIELDS[name]]
    return (values[0], bool(values[1])) if len(values) > 1 and values[0] else values[0]


def _weight(alumnus: Alumnus) -> tuple[bool, datetime]:
    return alumnus.state == Alumnus.State.CONFIRMED, alumnus.confirmed_at or _NEVER


def _last_login(alumnus: Alumnus) -> datetime:
    user = alumnus.person.user
    return (user.last_login or user.date_joined) if user else _NEVER


def sides(winner: Alumnus, loser: Alumnus, choices: Mapping[str, str]) -> dict[str, str]:
    """For every field: whose value stays."""
    chosen = {name: choices.get(name) or default_side(name, winner, loser) for name in PERSON_FIELDS}
    if None in {winner.person.user_id, loser.person.user_id}:
        chosen["user"] = default_side("user", winner, loser)  # an account is never given up for none
    return chosen


def numbers_differ(winner: Alumnus, loser: Alumnus, name: str = "tckn") -> bool:
    """Two numbers, not the same: one of them is wrong, or these are two people."""
    mine, theirs = getattr(winner.person, name), getattr(loser.person, name)
    return bool(mine and theirs and mine != theirs)


def outcome_of(winner: Alumnus, loser: Alumnus, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Columns of the person that stays. ``chosen`` is the answer of ``sides``."""
    values: dict[str, Any] = {}
    for name, columns in PERSON_FIELDS.items():
        source = winner.person if chosen[name] == WINNER else loser.person
        values.update({column: getattr(source, column) for column in columns})
    if not values["former_surname"]:
        values["former_surname"] = _surname_given_up(winner, loser, chosen)
    values["created_at"] = min(winner.person.created_at, loser.person.created_at)
    return values


def _surname_given_up(winner: Alumnus, loser: Alumnus, chosen: Mapping[str, str]) -> str:
    """The surname that was not chosen: most often the maiden name, by which friends still search."""
    kept, other = (winner, loser) if chosen["surname"] == WINNER else (loser, winner)
    return other.person.surname if fold(other.person.surname) != fold(kept.person.surname) else ""


def record_of(winner: Alumnus, loser: Alumnus) -> dict[str, Any]:
    """Columns of the record that stays: nothing here is a matter of taste."""
    newer = max(winner, loser, key=lambda one: (one.confirmed_at or _NEVER, one is winner))
    confirmed = Alumnus.State.CONFIRMED in {winner.state, loser.state}
    asked = [one.update_asked_at for one in (winner, loser) if one.update_asked_at]
    return {
        "state": Alumnus.State.CONFIRMED if confirmed else Alumnus.State.PROPOSED,
        "confirmed_at": newer.confirmed_at,
        "confirmed_source": newer.confirmed_source,
        "update_asked_at": max(asked, default=None),
        "tags": list(dict.fromkeys([*winner.tags, *loser.tags])),
        "created_at": min(winner.created_at, loser.created_at),
    }


def merging_of(winner: Alumnus, loser: Alumnus, chosen: Mapping[str, str], *, by_id: int, at: datetime) -> Merging:
    return Merging(winner_id=winner.pk, loser_id=loser.pk, by_id=by_id, at=at, choices=dict(chosen))
