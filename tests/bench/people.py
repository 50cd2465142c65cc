"""Graduates who do not exist, some of them recorded twice: the material of the benchmark of duplicates.

Everything comes from one seed. The rates below say how often a thing happens; they were set from what lists of
registrars, ledgers and representatives look like before anything was measured, and are not softened to pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from tests.bench.name_lists import Ranked, given_names, surnames

# --- who there is ----------------------------------------------------------------------------------
DUPLICATES = 0.10  # of all records: a second (or third) one of somebody
SHARE_NOTHING = 1 / 3  # of the duplicates: no identifier in common with the first record
# How common the n-th commonest name is: (n + shift) to the minus exponent (``name_lists``).
GIVEN_NAMES = {"exponent": 0.95, "shift": 3}
FAMILY_NAMES = {"exponent": 0.90, "shift": 6}
TWO_GIVEN_NAMES = 0.27
NEW_YEAR_BIRTHS = 0.02  # born "1 January": the day was not known when the child was registered
TWINS = 0.01  # of the persons have a twin here
TWINS_TOGETHER = 0.5  # of the twins: same programme, same year
TWINS_ALIKE = 0.15  # of the twins: given names that begin alike (Ayşe, Ayşegül)
SONS = 0.006  # of the men have a father of the very same name here
SIBLINGS = 0.02
HOME_PHONE = 0.35  # of twins, siblings, fathers and sons: the telephone of the family stands in both records
FOREIGNERS = 0.02

# --- what a record lacks (whoever it is of) --------------------------------------------------------
NO_NUMBER = 0.25  # no identity number
NO_BIRTH_DATE = 0.06
NO_STUDENT_NO = 0.15
NO_DIPLOMA_NO = 0.20
NO_EMAIL = 0.45
NO_PHONE = 0.40
NO_SEX = 0.30

# --- what is wrong in the second record ------------------------------------------------------------
COPY_NO_BIRTH_DATE = 0.12
TYPO = 0.08  # in the given names; the same again in the surname
LETTERS_LOST = 0.02  # a list in the wrong code page: Turkish letters became "?" or strangers
MAIDEN = 0.12  # of the women: the other surname stands in the other record
MAIDEN_KNOWN, MAIDEN_JOINED = 0.50, 0.25  # of these: the former one is written down; both are carried
SWAPPED = 0.02  # given names in the column of the surname
PART_DROPPED = 0.15  # of those with two given names: one is missing
INITIAL = 0.03  # of those with two given names: one is an initial
DAY_AND_MONTH = 0.02
WRONG_DIGIT = 0.03
ONLY_THE_YEAR = 0.02  # 1 January for want of the day
OTHER_LEVEL = 0.22  # the second record is of a later degree
OTHER_PLACE = 0.25  # of these: in another department
YEAR_OFF = 0.04  # the same diploma, a year apart
NEW_CONTACT = 0.45  # the address of then is not the address of now
THIRD_RECORD = 0.04  # of the duplicates are of somebody who has two already

DEPARTMENTS = 64
YEARS = range(1965, 2027)
KEYBOARD = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")
STRANGERS = str.maketrans("ŞşĞğİı", "Þþ??Ý?")


@dataclass(frozen=True)
class Record:
    """One row of the registry; ``who`` is the truth the search does not see. Programme = department * 4 + level - 5."""

    who: int
    given: str
    surname: str
    former: str = ""
    birth: date | None = None
    sex: str = ""
    tckn: int | None = None
    passport: str = ""
    email: str = ""
    phone: str = ""
    department: int = 0
    level: int = 6
    year: int = 0
    student_no: str = ""
    diploma_no: str = ""
    proposed: bool = False

    @property
    def identifiers(self) -> set[tuple[str, object]]:
        found = {
            ("tckn", self.tckn), ("passport", self.passport), ("email", self.email), ("phone", self.phone),
            ("student", self.student_no), ("diploma", self.diploma_no),
        }  # fmt: skip
        return {(kind, value) for kind, value in found if value}


@dataclass
class People:
    """A seeded world. ``records(n)`` gives n of them, in an order that tells nothing."""

    seed: int
    chance: Random = field(init=False)
    known: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self._given = {sex: Ranked(given_names(sex), **GIVEN_NAMES) for sex in "fm"}
        self._surnames = Ranked(surnames(), **FAMILY_NAMES)

    def records(self, count: int) -> list[Record]:
        copies = round(count * DUPLICATES)
        full = list(self._persons(count - copies))
        firsts = [self._with_gaps(record) for record in full]
        seconds: list[Record] = []
        chosen = self.chance.sample(range(len(firsts)), round(copies * (1 - THIRD_RECORD)))
        chosen += self.chance.sample(chosen, copies - len(chosen))
        for number, index in enumerate(chosen):
            first, second = self._pair(full[index], firsts[index], share=number % 3 != 0)
            firsts[index] = first
            seconds.append(second)
        everybody = _numbers_once(firsts + seconds)
        self.chance.shuffle(everybody)
        return everybody

    # --- persons -----------------------------------------------------------------------------------

    def _persons(self, count: int) -> Iterator[Record]:
        left = count
        while left > 0:
            family = [self._person()]
            if self._is(TWINS):
                family.append(self._twin(family[0]))
            elif family[0].sex == "m" and self._is(SONS):
                family.append(self._son(family[0]))
            elif self._is(SIBLINGS):
                family.append(self._sibling(family[0]))
            yield from family[:left]
            left -= len(family)

    def _person(self) -> Record:
        chance = self.chance
        sex = "f" if chance.random() < 0.42 else "m"
        year = min(chance.choices(YEARS, weights=range(10, 10 + len(YEARS)))[0], 2026)
        self.known += 1
        number = self.known
        foreign = self._is(FOREIGNERS)
        record = Record(
            who=number,
            given=self._given_names(sex),
            surname=self._surnames.pick(chance),
            birth=self._birth(year - chance.choice((21, 22, 22, 23, 23, 23, 24, 24, 25, 27))),
            sex=sex,
            tckn=None if foreign else self._tckn(),
            passport=f"P{chance.randrange(10**7):07d}" if foreign else "",
            department=int(DEPARTMENTS * chance.random() ** 1.4),
            level=chance.choices((5, 6, 7, 8), weights=(8, 78, 11, 3))[0],
            year=year,
        )
        return self._numbered(self._reachable(record))

    def _birth(self, year: int) -> date:
        if self._is(NEW_YEAR_BIRTHS):
            return date(year, 1, 1)
        return date(year, 1, 1) + timedelta(days=self.chance.randrange(365))

    def _tckn(self) -> int:
        return self.chance.randrange(10**8, 10**9)

    def _given_names(self, sex: str) -> str:
        names = self._given[sex]
        first = names.pick(self.chance)
        second = names.pick(self.chance) if self._is(TWO_GIVEN_NAMES) else first
        return first if second == first else f"{first} {second}"

    def _reachable(self, record: Record) -> Record:
        email = f"k{record.who}.{self.chance.randrange(10**6)}@posta.example"
        return replace(record, email=email, phone=f"+905{self.chance.randrange(10**9):09d}")

    def _numbered(self, record: Record) -> Record:
        """Numbers of a graduation: student numbers repeat across departments, diploma numbers across registers."""
        student = f"{record.year % 100:02d}{self.chance.randrange(10**5):05d}"
        return replace(record, student_no=student, diploma_no=f"{record.year}/{self.chance.randrange(20_000)}")

    def _relative(self, of: Record, **changes: object) -> Record:
        self.known += 1
        relative = replace(of, who=self.known, tckn=self._tckn(), passport="", **changes)  # type: ignore[arg-type]
        relative = self._numbered(self._reachable(relative))
        return replace(relative, phone=of.phone) if self._is(HOME_PHONE) else relative

    def _twin(self, of: Record) -> Record:
        sex = of.sex if self._is(0.65) else "mf"[of.sex == "m"]
        given = self._other_name(of.given, sex)
        if self._is(TWINS_TOGETHER):
            return self._relative(of, given=given, sex=sex)
        elsewhere = int(DEPARTMENTS * self.chance.random())
        return self._relative(of, given=given, sex=sex, department=elsewhere, year=of.year + self.chance.randrange(2))

    def _other_name(self, name: str, sex: str) -> str:
        """Not the twin's own name; sometimes one that begins like it."""
        if self._is(TWINS_ALIKE):
            alike = [other for other in self._given[sex].values if other[:3] == name[:3] and other not in name.split()]
            if alike:
                return self.chance.choice(alike)
        while (other := self._given_names(sex)).split()[0] in name.split():
            pass
        return other

    def _son(self, of: Record) -> Record:
        """The son of a graduate, or the father of one who graduated lately."""
        gap = self.chance.randrange(22, 40) * (1 if of.year < YEARS[-40] else -1)
        elsewhere = of.department if self._is(0.4) else int(DEPARTMENTS * self.chance.random())
        return self._relative(
            of, birth=self._birth((of.birth or date(1970, 1, 1)).year + gap), department=elsewhere, level=6,
            year=of.year + gap,
        )  # fmt: skip

    def _sibling(self, of: Record) -> Record:
        gap, sex = self.chance.randrange(1, 8), self.chance.choice("fm")
        birth = self._birth((of.birth or date(1970, 1, 1)).year + gap)
        elsewhere = int(DEPARTMENTS * self.chance.random())
        given = self._other_name(of.given, sex)
        return self._relative(of, given=given, sex=sex, birth=birth, department=elsewhere, year=of.year + gap)

    # --- records -----------------------------------------------------------------------------------

    def _is(self, rate: float) -> bool:
        return self.chance.random() < rate

    def _with_gaps(self, record: Record) -> Record:
        return replace(
            record,
            tckn=None if self._is(NO_NUMBER) else record.tckn,
            birth=None if self._is(NO_BIRTH_DATE) else record.birth,
            student_no="" if self._is(NO_STUDENT_NO) else record.student_no,
            diploma_no="" if self._is(NO_DIPLOMA_NO) else record.diploma_no,
            email="" if self._is(NO_EMAIL) else record.email,
            phone="" if self._is(NO_PHONE) else record.phone,
            sex="" if self._is(NO_SEX) else record.sex,
        )

    def _pair(self, full: Record, first: Record, *, share: bool) -> tuple[Record, Record]:
        """The first record, maybe with a married name, and a second one of the same person."""
        second = self._other_degree(full) if self._is(OTHER_LEVEL) else self._same_degree(full)
        second = self._with_gaps(second)
        if self._is(NEW_CONTACT):
            fresh = self._reachable(second)
            second = replace(second, email=second.email and fresh.email, phone=second.phone and fresh.phone)
        second = replace(second, proposed=self._is(0.1))
        first, second = self._share(first, second, full) if share else (first, self._share_nothing(first, second))
        if full.sex == "f" and self._is(MAIDEN):
            first, second = self._married(first, second)
        return first, self._mistaken(second)

    def _same_degree(self, full: Record) -> Record:
        if not self._is(YEAR_OFF):
            return full
        return replace(full, year=full.year + self.chance.choice((-1, 1)))

    def _other_degree(self, full: Record) -> Record:
        later = full.level <= 6 and full.year < YEARS[-6]
        level = 7 if later else 6 if full.level > 6 else 5
        year = full.year + (2 if later else -4) + self.chance.randrange(3)
        elsewhere = int(DEPARTMENTS * self.chance.random()) if self._is(OTHER_PLACE) else full.department
        return self._numbered(replace(full, level=level, year=year, department=elsewhere))

    def _share(self, first: Record, second: Record, full: Record) -> tuple[Record, Record]:
        """At least one identifier stands in both; an identity number in both only while one waits for the office."""
        if first.tckn and second.tckn and not second.proposed:
            second = replace(second, tckn=None)
        if first.identifiers & second.identifiers:
            return first, second
        same_degree = second.level == full.level
        kinds = ["email", "phone"] + ["student_no", "diploma_no"] * same_degree
        kind = self.chance.choice(kinds)
        value = {kind: getattr(full, kind)}
        return replace(first, **value), replace(second, **value)

    def _share_nothing(self, first: Record, second: Record) -> Record:
        fresh = self._reachable(second)
        return replace(
            second,
            tckn=None if first.tckn else second.tckn,
            passport="",
            student_no="" if second.student_no == first.student_no else second.student_no,
            diploma_no="" if second.diploma_no == first.diploma_no else second.diploma_no,
            email=second.email and fresh.email,
            phone=second.phone and fresh.phone,
        )

    def _married(self, first: Record, second: Record) -> tuple[Record, Record]:
        maiden, married = first.surname, self._surnames.pick(self.chance)
        if self._is(MAIDEN_JOINED):
            return first, replace(second, surname=f"{maiden} {married}")
        return first, replace(second, surname=married, former=maiden if self._is(MAIDEN_KNOWN) else "")

    def _mistaken(self, record: Record) -> Record:
        given, surname = record.given, record.surname
        if " " in given and self._is(PART_DROPPED):
            given = self.chance.choice(given.split())
        elif " " in given and self._is(INITIAL):
            first, second = given.split()[:2]
            given = self.chance.choice((f"{first[0]}. {second}", f"{first} {second[0]}."))
        given = self.typo(given) if self._is(TYPO) else given
        surname = self.typo(surname) if self._is(TYPO) else surname
        if self._is(LETTERS_LOST):
            given, surname = given.translate(STRANGERS), surname.translate(STRANGERS)
        if self._is(SWAPPED):
            given, surname = surname, given
        return replace(record, given=given, surname=surname, birth=self._mistaken_birth(record.birth))

    def _mistaken_birth(self, day: date | None) -> date | None:
        if day is None or self._is(COPY_NO_BIRTH_DATE):
            return None
        if self._is(DAY_AND_MONTH):
            return day.replace(day=day.month, month=day.day) if day.day <= 12 else day
        if self._is(ONLY_THE_YEAR):
            return date(day.year, 1, 1)
        return self._wrong_digit(day) if self._is(WRONG_DIGIT) else day

    def _wrong_digit(self, day: date) -> date:
        while True:
            text = list(f"{day:%Y%m%d}")
            text[self.chance.choice((2, 3, 4, 5, 6, 7))] = self.chance.choice("0123456789")
            try:
                wrong = date.fromisoformat("".join(text))
            except ValueError:
                continue
            if wrong != day:
                return wrong

    def typo(self, name: str) -> str:
        """A neighbouring key, a letter left out, doubled, or two exchanged; anywhere but in the first letter mostly."""
        at = self.chance.randrange(len(name)) if self._is(0.1) else self.chance.randrange(1, len(name))
        letter = name[at]
        kind = self.chance.randrange(4)
        if kind == 0:
            return name[:at] + self._neighbour(letter) + name[at + 1 :]
        if kind == 1:
            return (name[:at] + name[at + 1 :]).strip() or name
        if kind == 2:
            return name[:at] + letter + name[at:]
        return name[: at - 1] + letter + name[at - 1] + name[at + 1 :] if at else name

    def _neighbour(self, letter: str) -> str:
        for row in KEYBOARD:
            if (place := row.find(letter.lower())) >= 0:
                return row[place + 1] if place + 1 < len(row) else row[place - 1]
        return "e"


def _numbers_once(records: list[Record]) -> list[Record]:
    """The registry lets no identity number or passport stand in two records; one that waits has none in force."""
    seen: set[object] = set()
    kept: list[Record] = []
    for record in records:
        number: object = record.tckn or record.passport
        if number and number in seen and not (record.proposed and record.tckn):
            record = replace(record, tckn=None, passport="")
        seen.add(number)
        kept.append(record)
    return kept
