"""What rooms may do only once somebody agreed: sending data abroad, holding data of special categories."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.common.hooks.texts import Text


@dataclass(frozen=True)
class Transfer:
    """Data that may leave the country (KVKK art. 9), as the room that would send it declares it. Off until switched on.

    ``data``: which values go; ``why``: what for. ``country``: two letters, or "" where the office has to say.
    The room asks ``mik.people.consents.transfers.transfer_allowed(code, person_id)`` at the moment of use.
    """

    code: str
    receiver: "Text"
    country: str
    data: "Text"
    why: "Text"


@dataclass(frozen=True)
class ExplicitConsent:
    """Data of a special category (KVKK art. 6) that a room holds only with the person's explicit consent.

    Its text stands alone, is never part of another consent, and nothing is ticked before the person does it.
    """

    code: str
    label: "Text"
    data: "Text"
