"""The language the rows of the matrix are written in: who may, and what everybody else is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.roles import ROLES
from tests.access.side import Side

Arguments = Callable[[Side], dict[str, Any]]
Roles = tuple[str, ...]

# What a visitor gets who is asked to sign in: a redirect in HTTP, but told apart from every other redirect here.
SIGN_IN = 401
NOT_ALLOWED = 405

EVERYBODY: Roles = ROLES
VISITOR: Roles = ("anonymous",)
SIGNED: Roles = tuple(role for role in ROLES if role != "anonymous")
MEMBERS: Roles = ("alumna", "other_alumna", "representative_alumna")
REPRESENTATIVES: Roles = ("representative", "other_representative", "representative_alumna")
HEADS: Roles = ("coordinator", "assistant")
STAFF: Roles = ("staff", "staff_with_duty")
OFFICE: Roles = (*HEADS, "staff_with_duty")
REGISTRAR: Roles = ("registrar",)
VICE_RECTOR: Roles = ("vice_rector",)


def nothing(side: Side) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One address. ``who`` reaches it with the objects of the own department, ``other`` with the other one's.

    ``rest`` is what everybody else who is signed in gets; 404 says nothing of what is there. A method the view does
    not know is 405 to all who are signed in, whoever they are.
    """

    who: Roles
    other: Roles
    get: int
    post: int
    rest: tuple[int, int]
    visitor: tuple[int, int]
    arguments: Arguments

    def expected(self, role: str, method: str, label: str) -> int:
        told, place = (self.get, 0) if method == "GET" else (self.post, 1)
        reached = self.who if label == "own" else self.other
        if role in reached:
            return told
        if role in VISITOR:
            return self.visitor[place]
        return NOT_ALLOWED if told == NOT_ALLOWED else self.rest[place]


def row(
    who: Roles,
    get: int = 200,
    post: int = NOT_ALLOWED,
    *,
    args: Arguments = nothing,
    other: Roles | None = None,
    rest: tuple[int, int] = (404, 404),
    visitor: tuple[int, int] = (SIGN_IN, SIGN_IN),
) -> Row:
    return Row(who, who if other is None else other, get, post, rest, visitor, args)


def department(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments = nothing) -> Row:
    """A page in the workspace of a department: its representative's of today, and nobody else's."""

    def with_unit(side: Side) -> dict[str, Any]:
        return {"unit_id": side.unit.pk, **args(side)}

    return row(("representative",), get, post, args=with_unit, other=("other_representative",))


def office(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments = nothing) -> Row:
    """A page of the office about graduates: its heads, and staff with the duty, in all departments."""
    return row(OFFICE, get, post, args=args)


def member(get: int = 200, post: int = NOT_ALLOWED) -> Row:
    """A page about the own record; who is no member yet is led to joining, and has nothing to send in here."""
    return row(MEMBERS, get, post, rest=(302, 404))


def owner(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments) -> Row:
    """Something that belongs to one member."""
    return row(("alumna",), get, post, args=args, other=("other_alumna",))


def public(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments | dict[str, Any] | None = None) -> Row:
    fixed = args if isinstance(args, dict) else {}
    return row(EVERYBODY, get, post, args=args if callable(args) else lambda side: fixed)


def account(get: int = 200, post: int = NOT_ALLOWED, *, args: Arguments = nothing) -> Row:
    """A page about the own account, whoever one is."""
    return row(SIGNED, get, post, args=args)


def entrance(get: int = 200, post: int = 200) -> Row:
    """A page for who is not signed in; the others are led on."""
    return row(VISITOR, get, post, rest=(302, 302))


def object_of(name: str, key: str = "pk") -> Arguments:
    """The key of one of the things that hang on a department (``world.side_of``)."""
    return lambda side: {key: side.objects[name].pk}


def graduate(side: Side) -> dict[str, Any]:
    return {"pk": side.alumnus.pk}
