"""What accounts tell the rest of the house."""

from mik.accounts.powers import powers_of
from mik.common import hooks


def register() -> None:
    hooks.developers.register(lambda user: powers_of(user).is_office)
