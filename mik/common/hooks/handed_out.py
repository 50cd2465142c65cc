"""The work the coordinator can hand out; what code relies on must have been declared."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

from mik.common.hooks.kinds import HookError, Keyed

if TYPE_CHECKING:
    from mik.common.hooks.texts import Text


@dataclass(frozen=True)
class Duty:
    """A piece of work the coordinator can hand out (directive 8(2)f)."""

    code: str
    label: "Text"


class Duties(Keyed[Duty]):
    """Duty codes: declared by each app, required by the code that asks for them. An unknown code stops the
    start-up.
    """

    def __init__(self, name: str, purpose: str) -> None:
        super().__init__(name, purpose)
        self._required: set[str] = set()

    def declare(self, code: str, label: "Text") -> Duty:
        return self.register(code, Duty(code, label))

    def require(self, code: str) -> str:
        """Say at import that code relies on this duty; returns the code, for use as a constant."""
        if apps.ready and code not in self:
            raise HookError(f"The duty code {code!r} was not declared by any app.")
        self._required.add(code)
        return code

    def undeclared(self) -> list[str]:
        return sorted(code for code in self._required if code not in self)

    def verify(self) -> None:
        """Raise HookError for a code that no app declared; WSGI and Celery call it, since they skip the
        checks.
        """
        if missing := self.undeclared():
            raise HookError(f"Duty codes that no app declared: {', '.join(missing)}.")
