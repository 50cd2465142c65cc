"""The filters of the directory in force, each with a link that takes it away."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from alumni.directory.search import DirectoryList
from alumni.registry.filters import Chip
from mik.common.facets import link_to


def chips_of(members: DirectoryList) -> Iterator[Chip]:
    for name, value in members.asked.items():
        if value not in (None, ""):
            wanted = {name: members.data.get(name, "")}
            url, _chosen = link_to(members.data, clearing=[name], wanted=wanted)
            yield Chip(_words(members, name, value), url)


def _words(members: DirectoryList, name: str, value: Any) -> str:
    if name in {"ad", "kurum"}:
        return f"“{value}”"
    if name == "yil_ilk":
        return _("%(year)s ve sonrası") % {"year": int(value)}
    if name == "yil_son":
        return _("%(year)s ve öncesi") % {"year": int(value)}
    choices = {str(code): label for code, label in members.filterset.form.fields[name].choices}
    return str(choices.get(str(value), value))
