"""Which records are compared with which, and what speaks for and against each pair: Fellegi and Sunter in DuckDB.

Works on three tables filled by the caller, all text folded, all identifiers as 64-bit hashes:
``record(id, given, surname, former, birth, sex, national, passport)``, ``contact(id, kind, hash)`` and
``study(id, department, programme, level, year, student, diploma)``. Leaves ``likely``: pairs with their probability,
the level of each comparison and its weight in bits (``weights``).

Own SQL and not Splink's, because levels here depend on one another: what twins share says nothing once their given
names differ, a birth date makes the cohort less surprising, a swapped name is one finding and not two. Splink adds up
independent comparisons. On a set that has none of this (FEBRL 3) Splink, trained on it, finds more: ``make bench``
prints both.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from alumni.registry.duplicates.weights import EXPECTED, FAMILY, RAREST, SAME_YEARS, TABLE, THRESHOLD

if TYPE_CHECKING:
    import duckdb

# More records than this under one key are not compared by it: a name or a date as common as that says too little.
LARGEST_BLOCK = 150
# An address in more records than this is an office's, not a person's.
LARGEST_SHARING = 20

INPUT = """
    CREATE TABLE record (id BIGINT, given VARCHAR, surname VARCHAR, former VARCHAR, birth DATE, sex VARCHAR,
        national UBIGINT, passport UBIGINT);
    CREATE TABLE contact (id BIGINT, kind VARCHAR, hash UBIGINT);
    CREATE TABLE study (id BIGINT, department INTEGER, programme INTEGER, level TINYINT, year SMALLINT, student UBIGINT,
        diploma UBIGINT);
"""

# One row a person with the frequency of each value that is weighed by it.
PERSONS = """
    CREATE TABLE token AS
        SELECT DISTINCT id, unnest(string_split(given, ' ')) AS token FROM record;
    CREATE TABLE token_count AS SELECT token, count(*) AS n FROM token GROUP BY token;
    CREATE TABLE person AS
        SELECT id, given, surname, coalesce(former, '') AS former, birth, nullif(sex, '') AS sex, national, passport,
            string_split(given, ' ') AS givens, string_split(surname, ' ') AS surnames,
            count(*) OVER (PARTITION BY given) AS given_n,
            count(*) OVER (PARTITION BY surname) AS surname_n,
            count(*) OVER (PARTITION BY birth) AS birth_n,
            coalesce(first.n, 0) AS first_n,
            id IN (SELECT id FROM contact WHERE kind = 'email') AS has_email,
            id IN (SELECT id FROM contact WHERE kind = 'phone') AS has_phone
        FROM record LEFT JOIN token_count first ON first.token = split_part(given, ' ', 1);
    CREATE TABLE cohort AS
        SELECT *, count(*) OVER (PARTITION BY programme, year) AS cohort_n,
            count(*) OVER (PARTITION BY department) AS department_n
        FROM study;
"""

# Each key is a way two records of one person can still meet when everything else of them is wrong or missing.
KEYS = """
    CREATE TABLE word AS
        SELECT id, unnest(string_split(concat_ws(' ', given, surname, nullif(former, '')), ' ')) AS word FROM record;
    CREATE TABLE key AS
        -- the same birth date and the beginning of any part of the name: survives typing errors, marriage, swapping
        SELECT DISTINCT id, hash(1, birth, left(word, 2)) AS key FROM word JOIN record USING (id)
        WHERE birth IS NOT NULL
        -- the same department, a year apart at most, and any part of the name: no birth date needed
        UNION SELECT word.id, hash(2, department, unnest([year // 2, -(year + 1) // 2]), word)
        FROM word JOIN study USING (id) WHERE length(word) > 2
        -- the same name in whatever order: no birth date, no place
        UNION SELECT id, hash(3, list_sort(string_split(concat_ws(' ', given, surname), ' '))) FROM record
        -- the same department at whatever time: one name, and the beginning of the other
        UNION SELECT word.id, hash(4, department, surname, left(word, 1))
        FROM word JOIN record USING (id) JOIN study USING (id)
        UNION SELECT id, hash(5, department, given, left(surname, 2)) FROM record JOIN study USING (id)
        -- whatever identifies
        UNION SELECT id, hash(6, kind, hash) FROM contact
        UNION SELECT id, hash(7, student) FROM study WHERE student IS NOT NULL
        UNION SELECT id, hash(8, programme, diploma) FROM study WHERE diploma IS NOT NULL
        UNION SELECT id, hash(9, national) FROM record WHERE national IS NOT NULL
        UNION SELECT id, hash(10, passport) FROM record WHERE passport IS NOT NULL;
    DROP TABLE word;
"""

CANDIDATES = f"""
    CREATE TABLE block AS
        SELECT key FROM key GROUP BY key HAVING count(*) BETWEEN 2 AND {LARGEST_BLOCK};
    CREATE TABLE small AS SELECT id, key FROM key SEMI JOIN block USING (key);
    DROP TABLE key; DROP TABLE block;
    CREATE TABLE candidate AS
        SELECT DISTINCT a.id AS l, b.id AS r FROM small a JOIN small b ON a.key = b.key AND a.id < b.id;
    DROP TABLE small;
"""  # noqa: S608  (our own constants)

SHARED = f"""
    CREATE TABLE address AS
        SELECT kind, hash, list(DISTINCT id) AS ids, count(DISTINCT id) AS n FROM contact
        GROUP BY kind, hash HAVING count(DISTINCT id) BETWEEN 2 AND {LARGEST_SHARING};
    CREATE TABLE shared AS
        WITH holder AS (SELECT kind, hash, n, unnest(ids) AS id FROM address)
        SELECT a.id AS l, b.id AS r, min(a.n) FILTER (a.kind = 'email') AS email_n,
            min(a.n) FILTER (a.kind = 'phone') AS phone_n
        FROM holder a JOIN holder b ON a.kind = b.kind AND a.hash = b.hash AND a.id < b.id
        GROUP BY ALL;
    DROP TABLE address;
"""  # noqa: S608  (our own constants)

# The graduations of the two, each with each: the nearest of them decides.
STUDIES = """
    CREATE TABLE studies AS
        SELECT l, r,
            max(CASE WHEN a.programme = b.programme AND gap = 0 THEN 6
                WHEN a.programme = b.programme AND gap = 1 THEN 5
                WHEN gap > 14 THEN 1
                WHEN a.department = b.department AND a.level <> b.level THEN 4
                WHEN a.department = b.department THEN 3
                ELSE 2 END) AS place_rank,
            min(CASE WHEN a.programme = b.programme AND gap = 0 THEN a.cohort_n ELSE 3 * a.cohort_n END)
                FILTER (a.programme = b.programme AND gap < 2) AS cohort_n,
            min(a.department_n) AS department_n,
            bool_or(a.student = b.student AND a.department = b.department) AS student_equal,
            bool_or(a.student = b.student) AS student_elsewhere,
            bool_or(a.student <> b.student AND a.programme = b.programme AND gap < 2) AS student_different,
            bool_or(a.diploma = b.diploma AND a.programme = b.programme) AS diploma_equal,
            bool_or(a.diploma <> b.diploma AND a.programme = b.programme AND gap = 0) AS diploma_different
        FROM (SELECT l, r, a, b, abs(a.year - b.year) AS gap
              FROM candidate JOIN cohort a ON a.id = l JOIN cohort b ON b.id = r)
        GROUP BY l, r;
"""


def near(a: str, b: str) -> str:
    """A typing error apart: one slip in a short word, two in a long one."""
    return (
        f"(length({a}) > 2 AND length({b}) > 2 AND abs(length({a}) - length({b})) < 3 AND ("
        f"damerau_levenshtein({a}, {b}) <= CASE WHEN least(length({a}), length({b})) > 7 THEN 2 ELSE 1 END"
        f" OR jaro_winkler_similarity({a}, {b}) > 0.94))"
    )


def _same_or_initial(place: int) -> str:
    one, other = f"a.givens[{place}]", f"b.givens[{place}]"
    return f"({one} = {other} OR (least(length({one}), length({other})) = 1 AND left({one}, 1) = left({other}, 1)))"


INITIALS = (
    "(length(a.givens[1]) = 1 OR length(b.givens[1]) = 1 OR length(a.givens[2]) = 1 OR length(b.givens[2]) = 1)"
    f" AND {_same_or_initial(1)} AND coalesce({_same_or_initial(2)}, TRUE)"
)

# A name that so many bear is a name; what hardly anybody bears may be a slip of the pen.
ESTABLISHED = 8

LEVELS = f"""
    SELECT l, r,
        CASE WHEN a.given = '' OR b.given = '' THEN NULL
            WHEN a.given = b.given THEN 'equal'
            WHEN list_sort(a.givens) = list_sort(b.givens) THEN 'order'
            WHEN {INITIALS} THEN 'initial'
            WHEN list_has_all(a.givens, b.givens) OR list_has_all(b.givens, a.givens) THEN 'part'
            WHEN {near("a.given", "b.given")}
                THEN CASE WHEN least(a.first_n, b.first_n) >= {ESTABLISHED} AND a.givens[1] <> b.givens[1]
                    THEN 'alike' ELSE 'near' END
            WHEN list_has_any(a.givens, b.givens) THEN 'overlap'
            WHEN {near("a.givens[1]", "b.givens[1]")} AND least(a.first_n, b.first_n) < {ESTABLISHED}
                AND (len(a.givens) = 1 OR len(b.givens) = 1) THEN 'near'
            ELSE 'different' END AS given,
        CASE WHEN a.surname = '' OR b.surname = '' THEN NULL
            WHEN a.surname = b.surname THEN 'equal'
            WHEN a.surname = b.former OR a.former = b.surname OR (a.former <> '' AND a.former = b.former) THEN 'former'
            WHEN {near("a.surname", "b.surname")} THEN 'near'
            WHEN list_has_any(a.surnames, b.surnames) THEN 'part'
            WHEN (b.former <> '' AND {near("a.surname", "b.former")})
                OR (a.former <> '' AND {near("a.former", "b.surname")}) THEN 'near'
            WHEN coalesce(a.sex, b.sex, 'f') = 'f' THEN 'other'
            ELSE 'different' END AS surname,
        a.given <> b.given AND ((a.given = b.surname AND a.surname = b.given)
            OR (a.surnames = b.givens AND list_has_any(a.givens, b.surnames))
            OR (a.givens = b.surnames AND list_has_any(a.surnames, b.givens))) AS swapped,
        CASE WHEN a.birth = b.birth THEN 'equal'
            WHEN day(a.birth) = month(b.birth) AND month(a.birth) = day(b.birth) AND year(a.birth) = year(b.birth)
                THEN 'swapped'
            WHEN hamming(strftime(a.birth, '%Y%m%d'), strftime(b.birth, '%Y%m%d')) = 1 THEN 'digit'
            WHEN year(a.birth) = year(b.birth) AND (dayofyear(a.birth) = 1 OR dayofyear(b.birth) = 1) THEN 'year'
            WHEN year(a.birth) = year(b.birth) THEN 'same_year'
            WHEN a.birth <> b.birth THEN 'different' END AS birth,
        CASE WHEN a.sex = b.sex THEN 'equal' WHEN a.sex <> b.sex THEN 'different' END AS sex,
        CASE WHEN a.national = b.national THEN 'equal' WHEN a.national <> b.national THEN 'different' END AS national,
        CASE WHEN a.passport = b.passport THEN 'equal' WHEN a.passport <> b.passport THEN 'different' END AS passport,
        CASE WHEN email_n > 0 THEN 'equal' WHEN a.has_email AND b.has_email THEN 'different' END AS email,
        CASE WHEN phone_n > 0 THEN 'equal' WHEN a.has_phone AND b.has_phone THEN 'different' END AS phone,
        CASE WHEN student_equal THEN 'equal' WHEN student_different THEN 'different' END AS student,
        CASE WHEN diploma_equal THEN 'equal' WHEN diploma_different THEN 'different' END AS diploma,
        CASE place_rank WHEN 6 THEN 'cohort' WHEN 5 THEN 'year_off' WHEN 4 THEN 'degree' WHEN 3 THEN 'far'
            WHEN 2 THEN 'elsewhere' WHEN 1 THEN 'generation' END AS place,
        greatest(a.given_n, b.given_n) AS given_n, greatest(a.first_n, b.first_n) AS first_n,
        greatest(a.surname_n, b.surname_n) AS surname_n, a.birth_n, cohort_n, department_n, email_n, phone_n
    FROM candidate JOIN person a ON a.id = l JOIN person b ON b.id = r
        LEFT JOIN shared USING (l, r) LEFT JOIN studies USING (l, r)
"""  # noqa: S608  (our own constants)

# The count of records with the same value, where u is taken from the registry itself.
FREQUENCIES = {
    ("given", "equal"): "given_n",
    ("given", "part"): "first_n",
    ("surname", "equal"): "surname_n",
    ("surname", "former"): "surname_n",
    ("surname", "part"): "surname_n",
    ("birth", "equal"): "birth_n",
    ("email", "equal"): "email_n",
    ("phone", "equal"): "phone_n",
    ("place", "cohort"): "cohort_n",
    ("place", "year_off"): "cohort_n",
    ("place", "degree"): "department_n",
}
COMPARISONS = tuple(TABLE)


def search(db: "duckdb.DuckDBPyConnection", *, step: Callable[[int], None] = lambda done: None) -> None:
    """Fill ``likely`` from the three tables; ``step`` is told after each of ``STEPS`` and may stop the search."""
    for done, statement in enumerate((PERSONS, KEYS, CANDIDATES, SHARED, STUDIES, scored()), start=1):
        db.execute(statement)
        step(done)


STEPS = 6
_RELATIVES = "given IN ('different', 'alike', 'overlap') AND surname IN ('equal', 'near', 'part') AND NOT swapped"
_GENERATIONS = "coalesce(birth = 'different' OR place = 'generation', FALSE)"


def scored() -> str:
    """The statement that turns levels into weights and keeps the pairs from the threshold on."""
    weights = ",\n".join(f"({weight(name)}) AS w_{name}" for name in COMPARISONS)
    total = " + ".join(f"coalesce(w_{name}, 0)" for name in COMPARISONS)
    levels = ", ".join(COMPARISONS)
    return f"""
    CREATE TABLE likely AS
    WITH leveled AS ({LEVELS}),
    related AS (
        SELECT * REPLACE (
            CASE WHEN NOT swapped THEN given END AS given, CASE WHEN NOT swapped THEN surname END AS surname,
            CASE WHEN swapped THEN 'yes' END AS swapped,
            CASE WHEN {_RELATIVES} AND birth = 'equal' THEN 'family' ELSE birth END AS birth,
            CASE WHEN {_RELATIVES} AND place = 'cohort' THEN 'family' ELSE place END AS place,
            CASE WHEN ({_RELATIVES} OR {_GENERATIONS}) AND email = 'equal' THEN 'family' ELSE email END AS email,
            CASE WHEN ({_RELATIVES} OR {_GENERATIONS}) AND phone = 'equal' THEN 'family' ELSE phone END AS phone)
        FROM leveled),
    weighed AS (SELECT *, {weights}
        FROM related, (SELECT count(*)::DOUBLE AS total FROM record)),
    summed AS (SELECT *, log2({2 * EXPECTED} / total) + {total} AS bits FROM weighed)
    SELECT l, r, 1 / (1 + pow(2, -least(bits, 60))) AS probability, {levels}, {", ".join(f"w_{n}" for n in COMPARISONS)}
    FROM summed WHERE bits >= log2({THRESHOLD} / (1 - {THRESHOLD}))
    """  # noqa: S608  (our own constants)


def weight(comparison: str) -> str:
    """The weight of one comparison in bits, as SQL; NULL where nothing can be compared."""
    cases = " ".join(f"WHEN '{name}' THEN {_bits(comparison, name)}" for name in TABLE[comparison])
    family = " WHEN 'family' THEN 0.0" if comparison in FAMILY else ""
    return f"CASE {comparison} {cases}{family} END"


def _bits(comparison: str, name: str) -> str:
    level = TABLE[comparison][name]
    if comparison == "swapped":
        return f"log2({level.m} / ({_share('given_n')} * {_share('surname_n')}))"
    if level.u is not None:
        return f"log2({level.m} / {level.u})"
    share = _share(FREQUENCIES[comparison, name])
    if comparison == "place":
        known = "birth IN ('equal', 'swapped', 'digit', 'year')"
        share = f"least(1.0, CASE WHEN {known} THEN {SAME_YEARS} ELSE 1 END * {share})"
    return f"log2({level.m} / {share})"


def _share(count: str) -> str:
    return f"(greatest({count}, {RAREST}) / total)"
