"""Addresses of pages that stand both at the office's desk and at each department's."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def desk_url(desk: Any, name: str, **kwargs: Any) -> str:
    """The page ``name`` at this desk: the office's, or the department's with its number in the address."""
    return str(desk.url(name, **kwargs))


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; empty where it holds nothing."""
    return found.get(key, ())
