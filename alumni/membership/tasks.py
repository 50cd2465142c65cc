"""Background work of membership."""

from celery import shared_task
from django.utils import timezone

from alumni.membership.inviting import jobs

__all__ = ["jobs"]


@shared_task(name="alumni.propose_record")
def propose_record(claim_id: int) -> bool:
    from alumni.membership import proposing

    return proposing.propose(claim_id=claim_id) is not None


@shared_task(name="alumni.join_graduates")
def join_graduates() -> dict[str, int]:
    """Nightly: proposals left over, and students whose graduation an import has brought."""
    from alumni.membership import proposing
    from alumni.membership.students import services

    return {"proposed": proposing.propose_all(), "joined": services.join_all()}


@shared_task(name="alumni.mail_representatives")
def mail_representatives() -> int:
    from alumni.membership import weekly

    return weekly.mail_representatives(on=timezone.localdate())
