"""The kinds of registries: functions all of which are asked, and values under a key."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
V = TypeVar("V")


class HookError(Exception):
    """A hook was used wrongly; raised at start-up, never on a page."""


class Functions(Generic[F]):
    """Functions all of which are asked; order of registration is kept."""

    def __init__(self, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        self._items: list[F] = []

    def register(self, function: F) -> F:
        if function in self._items:
            raise HookError(f"{describe(function)} is already registered in {self.name!r}.")
        self._items.append(function)
        return function

    def unregister(self, function: F) -> None:
        """For tests."""
        self._items.remove(function)

    def __iter__(self) -> Iterator[F]:
        return iter(tuple(self._items))

    def entries(self) -> list[tuple[str, str]]:
        return [(describe(function), "") for function in self]


class Keyed(Generic[V]):
    """One value for each key."""

    def __init__(self, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        self._items: dict[str, V] = {}

    def register(self, key: str, value: V) -> V:
        if key in self._items:
            raise HookError(f"{key!r} is already registered in {self.name!r}.")
        self._items[key] = value
        return value

    def unregister(self, key: str) -> None:
        """For tests."""
        del self._items[key]

    def get(self, key: str) -> V | None:
        return self._items.get(key)

    def __iter__(self) -> Iterator[V]:
        return iter(tuple(self._items.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def items(self) -> list[tuple[str, V]]:
        return list(self._items.items())

    def entries(self) -> list[tuple[str, str]]:
        return [(key, describe(value)) for key, value in self._items.items()]


def describe(value: object) -> str:
    """Where a registered function or value comes from, for the developers' page."""
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{getattr(value, '__module__', '')}.{value.__qualname__}"
    return str(value)
