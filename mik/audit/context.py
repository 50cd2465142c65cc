"""Who acts: the context every event of a request, a job or a command carries. Ids and names of code, never
values.
"""

from contextlib import AbstractContextManager
from typing import Any

import pghistory

from mik.common.models import Job


def acting(
    *, user_id: int | None, role: str = "", view: str = "", job_id: int | None = None
) -> AbstractContextManager[Any]:
    """Name the acting user for all events within; for commands and for work outside a request."""
    known = {"user": user_id, "role": role, "view": view, "job": job_id}
    manager: AbstractContextManager[Any] = pghistory.context(
        **{key: value for key, value in known.items() if value or key == "user"}
    )
    return manager


def of_job(job: Job) -> AbstractContextManager[object]:
    """The context of a background job: its owner acts."""
    return acting(user_id=job.owner_id, job_id=job.pk, view=f"job:{job.kind}")
