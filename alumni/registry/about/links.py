"""Addresses of profiles elsewhere: what is typed becomes an https address on a host of that network, or is refused.

Hosts are compared whole and exactly: ``linkedin.com.evil.example``, ``linkedin.com@evil.example`` and letters that look
like others lead to nowhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alumni.registry.about.models import Network

HANDLE = re.compile(r"@?([A-Za-z0-9][A-Za-z0-9._-]{0,99})", re.ASCII)
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
SCHOLAR = re.compile(r"[A-Za-z0-9_-]{12}", re.ASCII)
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)
PATH = re.compile(r"[A-Za-z0-9._~%!$&'()*+,;=:@/-]*", re.ASCII)


@dataclass(frozen=True)
class Site:
    """``hosts`` a typed address may have, the first is the one stored; ``home``: the address of a bare handle."""

    hosts: tuple[str, ...]
    home: str
    # What a path has to look like; «LinkedIn'in ana sayfası» is nobody's profile.
    path: str = r"/[^/]+/?"


SITES: dict[str, Site] = {
    Network.LINKEDIN: Site(("www.linkedin.com", "linkedin.com", "tr.linkedin.com"), "/in/{}", r"/(in|company)/[^/]+/?"),
    Network.X: Site(("x.com", "www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"), "/{}"),
    Network.INSTAGRAM: Site(("www.instagram.com", "instagram.com"), "/{}"),
    Network.FACEBOOK: Site(("www.facebook.com", "facebook.com", "m.facebook.com"), "/{}"),
    Network.YOUTUBE: Site(
        ("www.youtube.com", "youtube.com", "m.youtube.com"), "/@{}", r"/(@[^/]+|(c|channel|user)/[^/]+)/?"
    ),
    Network.GITHUB: Site(("github.com", "www.github.com"), "/{}"),
    Network.ORCID: Site(("orcid.org", "www.orcid.org"), "/{}"),
    Network.RESEARCHGATE: Site(("www.researchgate.net", "researchgate.net"), "/profile/{}", r"/profile/[^/]+/?"),
    Network.SCHOLAR: Site(("scholar.google.com", "scholar.google.com.tr"), "/citations?user={}", r"/citations"),
}  # fmt: skip


def clean_link(network: str, typed: str) -> str:
    """The https address to store. Raises ValidationError saying what would be right."""
    typed = typed.strip()
    if network == Network.OWN:
        return _own_page(typed)
    site = SITES[network]
    special = SPECIAL.get(network)
    if "/" not in typed and not _names_a_host(typed, site):
        return _of_handle(network, site, typed)
    host, path, query = _parts(typed)
    if host not in site.hosts:
        message = _("Bu adres %(network)s adresi değil; %(host)s ile başlamalı.")
        raise ValidationError(message % {"network": Network(network).label, "host": site.hosts[0]})
    if special:
        return f"https://{site.hosts[0]}{site.home.format(special(path, query))}"
    if not re.fullmatch(site.path, path):
        raise ValidationError(_not_a_profile(network, site))
    return f"https://{site.hosts[0]}{path.rstrip('/')}"


def _names_a_host(typed: str, site: Site) -> bool:
    return typed.lower() in site.hosts


def _not_a_profile(network: str, site: Site) -> str:
    example = f"https://{site.hosts[0]}{site.home.format('adiniz')}"
    return _("Bu adres bir %(network)s profiline gitmiyor. Şöyle olmalı: %(example)s") % {
        "network": Network(network).label,
        "example": example,
    }


def _of_handle(network: str, site: Site, typed: str) -> str:
    """What is no address: a name behind an @, an ORCID number, the number of a Scholar profile."""
    found = HANDLE.fullmatch(typed)
    handle = found[1] if found else ""
    if network == Network.ORCID:
        handle = handle.upper()
    if not handle or (network in PATTERNS and not PATTERNS[network].fullmatch(handle)):
        raise ValidationError(_not_a_profile(network, site))
    return f"https://{site.hosts[0]}{site.home.format(handle)}"


def _parts(typed: str) -> tuple[str, str, str]:
    """Host, path and query of an address without anything that could mislead a reader."""
    address = typed if "://" in typed else f"https://{typed}"
    wrong = ValidationError(_("Bu bir web adresine benzemiyor. Adresi tarayıcınızdan kopyalayın."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    host = (parts.hostname or "").lower()
    if parts.scheme not in {"http", "https"} or port not in {None, 80, 443} or "@" in parts.netloc:
        raise wrong
    if not HOST.fullmatch(host) or any(label.startswith("xn--") for label in host.split(".")):
        raise wrong
    if not PATH.fullmatch(parts.path) or "\\" in address or any(ord(sign) < 33 or ord(sign) > 126 for sign in address):
        raise wrong
    return host, parts.path, parts.query


def _own_page(typed: str) -> str:
    host, path, _query = _parts(typed)
    address = f"https://{host}{path.rstrip('/')}"
    if len(address) > 300:
        raise ValidationError(_("Adres çok uzun; en çok 300 karakter olabilir."))
    return address


def _orcid(path: str, query: str) -> str:
    number = path.strip("/").upper()
    if not ORCID.fullmatch(number):
        raise ValidationError(_not_a_profile(Network.ORCID, SITES[Network.ORCID]))
    return number


def _scholar(path: str, query: str) -> str:
    user = parse_qs(query).get("user", [""])[0]
    if path != "/citations" or not SCHOLAR.fullmatch(user):
        raise ValidationError(_not_a_profile(Network.SCHOLAR, SITES[Network.SCHOLAR]))
    return user


# Networks whose profiles are told by a number, not by a path.
SPECIAL: dict[str, Callable[[str, str], str]] = {Network.ORCID: _orcid, Network.SCHOLAR: _scholar}
PATTERNS: dict[str, re.Pattern[str]] = {Network.ORCID: ORCID, Network.SCHOLAR: SCHOLAR}
