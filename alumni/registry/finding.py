"""Whom typed words find in the registry: by name, by an employer's name, by a part of an e-mail address.

Each word must fit by one of the three, so words of different kinds may be mixed ("Şahin Aselsan"). Within a department
the few graduates are looked at one by one. Among all, every way a word fits becomes a query of its own with an index of
its own; asked in one condition, "by name or by employer" would read the whole registry.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.totals import is_large
from mik.common.arrays import AnyOf
from mik.common.identifiers import TURKISH_I
from mik.common.keyset import COUNTED
from mik.common.turkish import fold
from mik.organisations.models import Organisation
from mik.people.models import ContactPoint
from mik.people.search import ANYWHERE, MOST_TERMS, Alike, being, holding, parted, words_alike, words_holding
from mik.people.walking import UNINDEXED, first_of, in_order, some_of, with_unindexed

# Employers that hold a typed word; a word that more hold ("limited") is no employer's name.
MOST_EMPLOYERS = 1_000
# Words that so many different names hold are borne by so many people that the alphabet is simply walked along.
MOST_WALKED = 60
# Eleven digits are an identity number, and those are asked for elsewhere (numbers.py).
IDENTITY_NUMBER = re.compile(r"\d{11}")
# What makes a typed word a part of an e-mail address whatever names there are.
OF_AN_ADDRESS = re.compile(r"[@._\d-]")
PERSON = "person__"
NAME = f"{PERSON}name_folded"


@dataclass(frozen=True)
class Term:
    """A typed word: its folded pieces and the words of names that hold each, the employers it names, the part of an
    address it may be; and, for a mistyped one, what was meant."""

    pieces: tuple[str, ...]
    held: tuple[tuple[str, ...], ...] = ()
    employers: tuple[int, ...] = ()
    address: str = ""
    meant: tuple[Alike, ...] = ()

    def named(self, name: str = NAME) -> Q:
        if not self.meant:
            return reduce(and_, (holding(piece, name) for piece in self.pieces))
        pairs = zip(self.pieces, self.meant, strict=True)
        return reduce(and_, (holding(p, name) | being(m.words, name) | parted(p, m, name) for p, m in pairs))

    @property
    def is_only_a_name(self) -> bool:
        return not self.employers and not self.address

    def otherwise(self) -> Q:
        """By employer or address, as a set to start from."""
        employed = Employment.objects.filter(employer__in=self.employers).order_by().values("alumnus")
        return Q(pk__in=employed.union(self._addresses().values("person"), all=True))

    def fits(self, name: str = NAME) -> Q:
        """In any way, asked of one record after the other."""
        condition = self.named(name)
        if self.employers:
            condition |= Q(Exists(Employment.objects.filter(alumnus=OuterRef("pk"), employer__in=self.employers)))
        if self.address:
            condition |= Q(Exists(self._addresses().filter(person=OuterRef("pk"))))
        return condition

    def _addresses(self) -> "QuerySet[ContactPoint]":
        emails = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL)
        return emails.filter(normalised__contains=self.address) if self.address else emails.none()


def terms_of(words: str) -> list[Term] | None:
    """The typed words, with what they may stand for besides a name; None where nobody can be meant.

    A word that stands in names is not looked for in addresses too: those mostly repeat the name.
    """
    typed = _typed(words)
    if typed is None:
        return None
    known = words_holding({piece for _word, pieces in typed for piece in pieces})
    employers = _employers([pieces for _word, pieces in typed])
    return [
        Term(
            pieces,
            tuple(tuple(known.get(piece, ())) for piece in pieces),
            employers.get(pieces, ()),
            _address(word, is_name=any(known.get(piece) for piece in pieces)),
        )
        for word, pieces in typed
    ]


def names_in(words: str) -> list[Term] | None:
    """The typed words, each a part of a name and nothing else."""
    typed = _typed(words)
    if typed is None:
        return None
    known = words_holding({piece for _word, pieces in typed for piece in pieces})
    return [Term(pieces, tuple(tuple(known.get(piece, ())) for piece in pieces)) for _word, pieces in typed]


def _typed(words: str) -> list[tuple[str, tuple[str, ...]]] | None:
    """Each word with its folded pieces; None where a sign or an identity number can be nobody's name."""
    typed = [(word, tuple(fold(word).split())) for word in dict.fromkeys(words.split())][:MOST_TERMS]
    return None if any(not pieces or IDENTITY_NUMBER.fullmatch(word) for word, pieces in typed) else typed


def _address(word: str, *, is_name: bool) -> str:
    if len(word) < ANYWHERE or (is_name and not OF_AN_ADDRESS.search(word)):
        return ""
    return word.translate(TURKISH_I).lower()


def _employers(typed: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Employers whose name holds the pieces of a word; one query for all words."""
    asked = [pieces for pieces in typed if max(map(len, pieces)) >= ANYWHERE]
    condition = Q(pk__in=[])
    for pieces in asked:
        condition |= reduce(and_, (Q(name_folded__contains=piece) for piece in pieces))
    rows = list(Organisation.objects.filter(condition).values_list("pk", "name_folded")[: MOST_EMPLOYERS + 1])
    found = {pieces: tuple(pk for pk, name in rows if all(piece in name for piece in pieces)) for pieces in asked}
    return {pieces: keys for pieces, keys in found.items() if len(keys) <= MOST_EMPLOYERS}


def matching(words: str) -> Q:
    """Each typed word in the name, the employer's name or an e-mail address, in any order; one record at a time."""
    terms = terms_of(words)
    return Q(pk__in=[]) if terms is None else reduce(and_, (term.fits() for term in terms), Q())


class Finding:
    """The records of ``among`` whom the words find; if there are none, those with a name much like it.

    ``everybody``: ``among`` is, or may be, the whole registry.
    """

    def __init__(self, among: AlumnusQuerySet, words: str, *, everybody: bool) -> None:
        self.among, self.everybody = among, everybody
        self.typed = self._read(words)

    def _read(self, words: str) -> list[Term] | None:
        return terms_of(words)

    @cached_property
    def _exact(self) -> tuple[list[Term], list[int]]:
        """The words as they were typed and whom they find. Several that all stand in names are a name, if anybody bears
        it: "Mehmet Yılmaz" is no Mehmet who works at Yılmaz Makina.
        """
        terms = self.typed or []
        if (names := _as_names(terms)) and (bearers := self._few(names)):
            return names, bearers
        return terms, self._few(terms) if terms else []

    @property
    def is_alike(self) -> bool:
        """Whether mistakes had to be forgiven."""
        return self.typed is not None and not self._exact[1]

    @cached_property
    def terms(self) -> list[Term]:
        terms, _keys = self._exact
        return _meant(terms) if self.is_alike else terms

    @cached_property
    def queryset(self) -> AlumnusQuerySet:
        """All of them, for bulk actions, exports and facets."""
        found: AlumnusQuerySet = self._fitting(self.among, self.terms) if self.typed is not None else self.among.none()
        return found

    @cached_property
    def keys(self) -> list[int]:
        """Primary keys of them all, in Turkish order, where they are no more than are counted; else of some."""
        return self._few(self.terms) if self.is_alike else self._exact[1]

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def are_few(self) -> bool:
        return self.count <= COUNTED

    # --- Ways to find them -------------------------------------------------------------------------

    def _fitting(self, among: Any, terms: list[Term]) -> Any:
        if not self.everybody:
            return among.filter(*(term.fits() for term in terms))
        if _only_names(terms):
            return among.filter(*(term.named() for term in terms))
        everybody = Alumnus.objects.all()
        named = everybody.filter(*(term.named() for term in terms)).values("pk")
        others = [
            everybody.filter(term.otherwise(), *(other.fits() for other in terms if other is not term)).values("pk")
            for term in terms
            if not term.is_only_a_name
        ]
        return among.filter(pk__in=named.union(*others))

    def _few(self, terms: list[Term]) -> list[int]:
        walk = self._walk(terms)
        if walk is None:
            fitting: Any = self._fitting(self.among, terms) if self.everybody else self._step_by_step(terms)
            some = fitting.order_by().values("pk")[: COUNTED + 1]
            return list(in_order(Alumnus.objects.filter(pk__in=some), PERSON).values_list("pk", flat=True))
        return some_of(walk.of(self.among), walk.words, limit=COUNTED + 1, person=PERSON, also=walk.also)

    def _step_by_step(self, terms: list[Term]) -> AlumnusQuerySet:
        """Of a department those whom one word finds, of these the others': with two words in one condition that may
        each be an employer's or of an address, the database joins the whole registry.
        """
        several = sorted(
            (term for term in terms if not term.is_only_a_name), key=lambda term: -max(map(len, term.pieces))
        )
        others = several[1:]
        found: AlumnusQuerySet = self.among.filter(*(term.fits() for term in terms if term not in others))
        if not others:
            return found
        keys = list(found.order_by().values_list("pk", flat=True))
        return Alumnus.objects.filter(AnyOf("pk", keys), *(term.fits() for term in others))

    @cached_property
    def _is_large(self) -> bool:
        return is_large()

    def _walk(self, terms: list[Term]) -> "Walk | None":
        """A single name, alone or beside initials, is walked along; several are better intersected, and among few
        people the index of letters is quicker.
        """
        pieces = [piece for term in terms for piece in term.pieces]
        whole = sum(len(piece) >= ANYWHERE for piece in pieces)
        if not self.everybody or not pieces or whole > 1 or (whole and not self._is_large):
            return None
        if len(pieces) == 1:
            return _walk_alone(terms[0])
        if not _only_names(terms) or any(term.meant for term in terms):
            return None
        words, driver = max(
            ((term.held[n], piece) for term in terms for n, piece in enumerate(term.pieces)),
            key=lambda held: len(held[1]),
        )
        return Walk(words, reduce(and_, (holding(piece, UNINDEXED) for piece in pieces if piece != driver)))

    # --- Pages in Turkish order --------------------------------------------------------------------

    def first(self, rows: "QuerySet[Any]", descending: bool, limit: int) -> list[int]:
        """Keys of the first of them among ``rows``, a part of ``among``: how many they are does not matter."""
        walk = self._walk(self.terms)
        if walk is not None and len(walk.words) <= MOST_WALKED:
            return first_of(
                walk.of(rows), walk.words, limit=limit, person=PERSON, descending=descending, also=walk.also
            )
        if walk is None:
            fitting = self._fitting(rows, self.terms)
        else:
            fitting = with_unindexed(rows, PERSON).filter(*(term.fits(UNINDEXED) for term in self.terms))
        return list(in_order(fitting, PERSON, descending).values_list("pk", flat=True)[:limit])


@dataclass(frozen=True)
class Walk:
    """The words to walk along, what else must hold, and who is found otherwise."""

    words: tuple[str, ...]
    rest: Q = field(default_factory=Q)
    also: Q | None = None

    def of(self, people: "QuerySet[Any]") -> "QuerySet[Any]":
        return with_unindexed(people, PERSON).filter(self.rest)


def _walk_alone(term: Term) -> Walk:
    if not term.meant:
        return Walk(term.held[0], also=None if term.is_only_a_name else term.otherwise())
    meant = term.meant[0]
    return Walk(meant.words, also=parted(term.pieces[0], meant, NAME) if meant.parts else None)


def _as_names(terms: list[Term]) -> list[Term]:
    """Several words with nothing but their names; none where one of them stands in no name."""
    if len(terms) < 2 or _only_names(terms) or not all(all(term.held) for term in terms):
        return []
    return [replace(term, employers=(), address="") for term in terms]


def _only_names(terms: list[Term]) -> bool:
    return all(term.is_only_a_name for term in terms)


def _meant(terms: list[Term]) -> list[Term]:
    """The same words, mistyped; no employer and no address was found by them."""
    near = words_alike({piece for term in terms for piece in term.pieces})
    return [
        replace(term, employers=(), address="", meant=tuple(near.get(piece, Alike()) for piece in term.pieces))
        for term in terms
    ]
