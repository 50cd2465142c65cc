"""Names of types that hooks speak of, for the type checker only."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    AnyUser: TypeAlias = AbstractBaseUser | AnonymousUser
    Text: TypeAlias = str | _StrPromise
