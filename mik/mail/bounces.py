"""An address that no longer exists is written to no more, whoever learnt it and in whichever mail."""

import re

from mik.people.models import ContactPoint, Evidence

# RFC 3463: the mailbox or its domain does not exist, has moved, or is closed. A bare 550 may as well be a server's
# opinion of the sender, and a thousand good addresses would be buried with it.
_GONE = re.compile(r"\b5\.(?:1\.[1236]|1\.10|2\.1)\b")

# The server's rules or troubles: security and policy, protocol, routing, its own system.
_ABOUT_US = re.compile(r"\b5\.[3457]\.\d+\b")


def is_gone(why: str) -> bool:
    return bool(_GONE.search(why))


def is_about_us(answer: str) -> bool:
    """Whether a refusal for good says something of sender or server rather than of the address."""
    return bool(_ABOUT_US.search(answer))


def bury_address(address: str, why: str) -> None:
    """Mark every contact point with this address as dead."""
    if not is_gone(why):
        return
    ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, normalised=address).bury(Evidence.BOUNCED, reason=why)
