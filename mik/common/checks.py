"""Start-up checks: the keys can be read, and every duty code that code asks for was declared."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from mik.common import hooks
from mik.common.fields import hash_key, parse_keys


@register()
def duties_are_declared(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The duty code {code!r} is required but no app declared it.", id="mik.E001")
        for code in hooks.duties.undeclared()
    ]


@register()
def keys_are_usable(**kwargs: Any) -> list[CheckMessage]:
    try:
        parse_keys(settings.FIELD_KEYS)
        hash_key()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="mik.E002")]
    return []
