"""Work in processes of its own, some of which die by SIGKILL just before some statement."""

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

Work = Callable[[], Any]


def started(work: Work) -> int:
    """The number of a forked process that does the work, with connections of its own."""
    connections.close_all()  # a connection does not survive being in two processes
    child = os.fork()
    if child == 0:
        _work_and_leave(work)
    return child


def _work_and_leave(work: Work) -> None:
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def end_of(child: int) -> int:
    """Its exit code, or the negative number of the signal it died of."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_before(statement: int, work: Work) -> bool:
    """Do it in a process that is killed before the so-manieth statement; False if it came to its end."""

    def work_and_die() -> None:
        with connection.execute_wrapper(_Death(statement)):
            work()

    end = end_of(started(work_and_die))
    assert end in (0, -signal.SIGKILL), end
    return end != 0


class Counted:
    """How many statements were sent inside its block."""

    def __init__(self) -> None:
        self.statements = 0
        self._counting = connection.execute_wrapper(self)

    def __enter__(self) -> "Counted":
        self._counting.__enter__()
        return self

    def __exit__(self, *arguments: Any) -> None:
        self._counting.__exit__(*arguments)

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.statements += 1
        return execute(*arguments)


class _Death:
    """Comes before the so-manieth statement."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)
