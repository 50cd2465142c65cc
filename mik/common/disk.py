"""A full disk, wherever it shows: as an error of the system, or as PostgreSQL's own."""

import errno
from collections.abc import Iterator

# No room, a quota, or a limit on the size of a file.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DISK_FULL = "53100"  # SQLSTATE


def is_full(problem: BaseException | None) -> bool:
    """Whether this error, or one behind it, says that there is no room left."""
    return any(_says_full(one) for one in _with_causes(problem))


def _says_full(problem: BaseException) -> bool:
    if isinstance(problem, OSError):
        return problem.errno in FULL
    return getattr(problem, "sqlstate", None) == DISK_FULL


def _with_causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__
