"""Figures in the search across everything, by name or definition, for who reads them on the desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mik.common.hooks.finders import FIGURES, Group, Hit
from mik.common.keyset import count_in_words
from mik.common.turkish import fold
from mik.figures.permissions import readable


def find_figures(user: Any, words: str, most: int) -> Iterator[Group]:
    figures = readable(user)
    if not figures:
        return
    said = fold(words).split()
    found = [one for one in figures if all(word in fold(f"{one.label} {one.definition}") for word in said)]
    found.sort(key=lambda one: not all(word in fold(str(one.label)) for word in said))
    yield Group(
        label=_("Göstergeler"),
        hits=[Hit(one.label, reverse("coordinator:figure_detail", args=[one.code])) for one in found[:most]],
        count=count_in_words(len(found)),
        place=FIGURES,
        url=reverse("coordinator:figure_list"),
        icon="chart-column",
    )
