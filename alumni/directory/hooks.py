"""What the directory tells the rest of the house."""

from mik.common import hooks


def register() -> None:
    from alumni.directory.finders import find_members

    hooks.finders.register(find_members)
