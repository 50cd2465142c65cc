"""Made-up human beings: name, birth, nationality, identifiers. Numbers are valid and belong to the demo only."""

from datetime import date

from mik.common.fields import keyed_hash
from mik.common.identifiers import normalise_passport
from mik.home.demo.names import FREQUENCY, Chance, foreign_name, given_names, surnames
from mik.home.demo.programmes import Programme
from mik.people.models import Person
from mik.units.models import Level

FOREIGNERS = 4  # per cent
FIRST_FOREIGNER = 1994
# Registers before this year often lack the T.C. number.
NUMBERS_SINCE = 1999
AGES = {Level.ASSOCIATE: (20, 24), Level.BACHELOR: (22, 26), Level.MASTER: (25, 34), Level.DOCTORATE: (30, 42)}


def with_check_digits(first_nine: int) -> str:
    """A valid T.C. or foreigner number from its first nine digits."""
    digits = [int(digit) for digit in f"{first_nine:09d}"]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    return "".join(map(str, [*digits, tenth, (sum(digits) + tenth) % 10]))


class Numbers:
    """Identifiers given once; those already in the database are never given again."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        held = Person.objects.exclude(tckn_hash=None).values_list("tckn_hash", flat=True)
        self.taken = {bytes(one) for one in held if one is not None}

    def national(self) -> tuple[str, bytes]:
        return self._new(100_000_000, 989_999_999)

    def foreign(self) -> tuple[str, bytes]:
        return self._new(990_000_000, 999_999_999)

    def passport(self, country: str) -> tuple[str, bytes]:
        number = normalise_passport(f"{country[0]}{self.chance.randint(1_000_000, 99_999_999)}")
        return number, keyed_hash(number, purpose="passport")

    def _new(self, lowest: int, highest: int) -> tuple[str, bytes]:
        while True:
            number = with_check_digits(self.chance.randint(lowest, highest))
            hashed = keyed_hash(number, purpose="tckn")
            if hashed not in self.taken:
                self.taken.add(hashed)
                return number, hashed


def make_person(chance: Chance, numbers: Numbers, programme: Programme, graduated: date, today: date) -> Person:
    """Somebody who may have graduated from the programme on that day."""
    born = _born(chance, programme, graduated)
    female = chance.likely(programme.women(graduated.year))
    country = _country(chance, graduated)
    if country == "TR":
        given = given_names(chance, female=female, born=born.year)
        surname, former = surnames(chance, female=female, years_out=today.year - graduated.year)
    else:
        (given, surname), former = foreign_name(chance, country, female=female), ""
    person = Person(given_names=given, surname=surname, former_surname=former, nationality=country)
    person.sex = "f" if female else "m"
    # Old registers do not always know the day of birth.
    person.birth_date = None if graduated.year < 1990 and chance.likely(8) else born
    _identify(chance, numbers, person, graduated)
    return person


def _born(chance: Chance, programme: Programme, graduated: date) -> date:
    youngest, oldest = AGES[programme.level]
    if programme.length > 4 and programme.level == Level.BACHELOR:
        youngest, oldest = youngest + programme.length - 4, oldest + 2
    # The younger the likelier.
    age = min(chance.randint(youngest, oldest), chance.randint(youngest, oldest))
    return date(graduated.year - age, chance.randint(1, 12), chance.randint(1, 28))


def _country(chance: Chance, graduated: date) -> str:
    if graduated.year < FIRST_FOREIGNER or not chance.likely(FOREIGNERS * 1.25):
        return "TR"
    return chance.weighted({country: float(weight) for country, weight in FREQUENCY.items()})


def _identify(chance: Chance, numbers: Numbers, person: Person, graduated: date) -> None:
    if person.nationality != "TR" and chance.likely(45):
        person.passport_no, person.passport_hash = numbers.passport(person.nationality)
    elif person.nationality != "TR":
        person.tckn, person.tckn_hash = numbers.foreign()
    elif graduated.year >= NUMBERS_SINCE or chance.likely(80):
        person.tckn, person.tckn_hash = numbers.national()
