"""Where a word came from, as coarse as a proof needs (KVKK art. 4/2-ç: no more than the purpose asks).

Kept are the network an address belongs to (IPv4 /24, IPv6 /48) and the kind of browser. That tells, in a dispute,
whether the click came from the person's own provider or from the office; it finds no single line, device or flat.
A hash of the whole address was rejected: IPv4 addresses are few enough to be tried out, and equal hashes would link
people who share a household. Both fields go at erasure.
"""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import get_language

from mik.common.templatetags.mik import device
from mik.people.consents.models import How

PREFIX = {4: 24, 6: 48}


@dataclass(frozen=True)
class Whence:
    """How, from where and by whom a word was said. ``by_id``: who clicked, or who entered the paper."""

    how: str
    language: str = ""
    network: str = ""
    device: str = ""
    by_id: int | None = None
    document: UUID | None = None
    said_at: datetime | None = None


def network_of(address: str) -> str:
    """203.0.113.0/24 for 203.0.113.77; empty for what is no address."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{mapped}/{PREFIX[mapped.version]}", strict=False))


def whence(request: HttpRequest, how: How) -> Whence:
    """Of a request: the language is the one the page was shown in."""
    return Whence(
        how=how,
        language=(get_language() or "tr")[:2],
        network=network_of(get_adapter().get_client_ip(request) or ""),
        device=device(request.META.get("HTTP_USER_AGENT", ""))[:60],
        by_id=request.user.pk if request.user.is_authenticated else None,
    )
