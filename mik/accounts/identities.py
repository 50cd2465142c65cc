"""What a provider vouched for: who signed in by whom and when, and for a short while the identity e-Devlet told.

For the rooms above: ``identity_by_edevlet(user)`` and ``signed_in_by_university(user)``. Neither asks anything of the
provider; both only remember a sign-in or a connecting that was completed here.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from mik.accounts.models import SignInProof, User
from mik.accounts.offers import EDEVLET, UNIVERSITY
from mik.common.fields import decrypt, encrypt

# Binds what waits in a session to its place.
CONTEXT = "accounts.identity"
# How long an identity may be used after e-Devlet told it; then it is deleted (KVKK art. 4: as long as needed).
JUST_NOW = timedelta(minutes=30)
# How long a sign-in by the university counts as control of a university account.
RECENTLY = timedelta(hours=12)


@dataclass(frozen=True)
class VerifiedIdentity:
    """Identity number and name as the population register has them, and when e-Devlet told them."""

    tckn: str
    given_names: str
    surname: str
    at: datetime

    def __repr__(self) -> str:
        return f"VerifiedIdentity(at={self.at:%Y-%m-%d %H:%M})"


def sealed(person: dict[str, str]) -> str:
    return base64.b64encode(encrypt(json.dumps(person), context=CONTEXT)).decode()


def _opened(text: str) -> str:
    return decrypt(base64.b64decode(text), context=CONTEXT)


@transaction.atomic
def record_proof(*, user: User, provider: str, subject: str, state: dict[str, Any]) -> SignInProof:
    """Remember that ``provider`` vouched for ``user`` now; an earlier word of the same provider is replaced."""
    identity = state.get("identity")
    proof, _ = SignInProof.objects.update_or_create(
        user=user,
        provider=provider,
        defaults={
            "subject": subject,
            "proved_at": timezone.now(),
            "had_second_factor": bool(state.get("second_factor")),
            "identity": _opened(identity) if identity else None,
        },
    )
    return proof


def identity_by_edevlet(user: User, *, within: timedelta = JUST_NOW) -> VerifiedIdentity | None:
    """The identity that e-Devlet has just told of this account; None where it did not, or too long ago."""
    proof = SignInProof.objects.visible_to(user).vouched(EDEVLET, within).filter(identity__isnull=False).first()
    if proof is None or proof.identity is None:
        return None
    return VerifiedIdentity(**json.loads(proof.identity), at=proof.proved_at)


def signed_in_by_university(user: User, *, within: timedelta = RECENTLY) -> bool:
    """Whether this account was signed in, or connected, by the university's sign-on lately."""
    return SignInProof.objects.visible_to(user).vouched(UNIVERSITY, within).exists()


@transaction.atomic
def forget_providers(person_id: int) -> int:
    """What providers vouched for and the connections to them, at the erasure of a person; how many rows."""
    proofs, __ = SignInProof.objects.filter(user__person=person_id).delete()
    accounts, __ = SocialAccount.objects.filter(user__person=person_id).delete()
    return int(proofs + accounts)


def told_of_accounts(person_id: int) -> Iterator[dict[str, Any]]:
    """Connected accounts with what their providers told, for the file of the own data."""
    for one in SocialAccount.objects.filter(user__person=person_id).order_by("pk"):
        yield {"provider": one.provider, "uid": one.uid, "extra_data": one.extra_data, "at": one.date_joined}


def told_of_tokens(person_id: int) -> Iterator[dict[str, Any]]:
    """Keys are not kept (``SOCIALACCOUNT_STORE_TOKENS``), and would leave the platform in no form."""
    return iter(())


def told_of_proofs(person_id: int) -> Iterator[dict[str, Any]]:
    """Who vouched and when; the identity e-Devlet told lives for half an hour and is in no file."""
    for one in SignInProof.objects.filter(user__person=person_id).order_by("pk"):
        yield {"provider": one.provider, "subject": one.subject, "at": one.proved_at}


def forget_identities() -> int:
    """Delete the identities nobody may use any more; how many."""
    return SignInProof.objects.filter(identity__isnull=False, proved_at__lt=timezone.now() - JUST_NOW).update(
        identity=None
    )
