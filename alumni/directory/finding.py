"""Whom typed words find in the directory: by the name of today, and by nothing else.

A former surname is not searched, nor an employer or an address: what a member may hide finds nobody. The indexed name,
which holds the former surname, narrows first; the name of today decides.
"""

from dataclasses import replace
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q

from alumni.registry.finding import Finding, Term, Walk, names_in
from alumni.registry.managers import AlumnusQuerySet
from mik.common.turkish import Folded

TODAY = "name_today"


class MemberFinding(Finding):
    """The listed members whom the words find; mistakes are forgiven where they find nobody."""

    def __init__(self, among: AlumnusQuerySet, words: str) -> None:
        super().__init__(with_today(among), words, everybody=True)

    def _read(self, words: str) -> list[Term] | None:
        return names_in(words)

    def fitting(self, among: AlumnusQuerySet) -> AlumnusQuerySet:
        """Those of others whom the words find, meaning what they mean here."""
        found: AlumnusQuerySet = self._fitting(among, self.terms) if self.typed is not None else among.none()
        return found

    def _few(self, terms: list[Term]) -> list[int]:
        """Nobody need be asked for a word that stands in no name."""
        unheard = any(not term.meant and not all(term.held) for term in terms)
        return [] if unheard else super()._few(terms)

    def _fitting(self, among: Any, terms: list[Term]) -> Any:
        return super()._fitting(with_today(among), terms).filter(_today(terms))

    def _walk(self, terms: list[Term]) -> Walk | None:
        walk = super()._walk(terms)
        return replace(walk, rest=walk.rest & _today(terms)) if walk else None


def with_today(members: Any) -> Any:
    return members.alias(**{TODAY: Folded("person__given_names", "person__surname")})


def _today(terms: list[Term]) -> Q:
    return reduce(and_, (term.named(TODAY) for term in terms), Q())
