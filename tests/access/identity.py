"""Whether a page tells an identity number: whole to nobody, masked to the office alone.

Unmasking is a POST with a reason (tests/coordinator).
"""

from mik.accounts.models import User
from tests.access.world import World


class IdentityNumbers:
    """The numbers of the graduates of both sides."""

    def __init__(self, world: World) -> None:
        sides = (world.own, world.other)
        people = [person for side in sides for person in (side.alumnus.person, side.member.person)]
        self.whole = {str(person.tckn) for person in people}
        self.masked = {person.tckn_masked for person in people}

    def whole_on(self, page: str) -> bool:
        return any(number in page for number in self.whole)

    def masked_on(self, page: str, reader: User | None) -> bool:
        """Somebody else's: one may see the own mask, and two masks may coincide."""
        own = reader.person.tckn_masked if reader and hasattr(reader, "person") else ""
        return any(mask in page for mask in self.masked - {own})
