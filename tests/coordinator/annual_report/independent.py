"""Every figure of the catalogue in SQL, written anew from the definitions, without the platform's query sets."""

from django.db import connection
from django.utils import timezone

YEAR = timezone.localdate().year
END = f"LEAST(make_timestamptz({YEAR}, 12, 31, 23, 59, 59, 'Europe/Istanbul'), clock_timestamp())"
BEGIN = f"make_timestamptz({YEAR}, 1, 1, 0, 0, 0, 'Europe/Istanbul')"
THIS_YEAR = f"BETWEEN {BEGIN} AND {END}"

# --- The registry ---------------------------------------------------------------------------------

REGISTERED = f"alumni_alumnus a WHERE a.state = 'confirmed' AND a.created_at <= {END}"
LIVING = f"c.person_id = a.person_id AND c.created_at <= {END} AND (c.dead_at IS NULL OR c.dead_at > {END})"
MEMBER = f"EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = a.person_id AND m.joined_at <= {END})"
REACHABLE = f"EXISTS (SELECT 1 FROM people_contactpoint c WHERE {LIVING} AND c.kind IN ('email', 'phone'))"
HOME = f"SELECT 1 FROM people_contactpoint c WHERE {LIVING} AND c.kind = 'address' AND c.country"
LATELY = "a.confirmed_at >= clock_timestamp() - interval '365 days'"
REMINDED = f"SELECT 1 FROM alumni_confirmationreminder r WHERE r.alumnus_id = a.person_id AND r.sent_at {THIS_YEAR}"
INFORMED = f"""SELECT 1 FROM people_noticeentry n WHERE n.at <= {END} AND (n.person = a.person_id
    OR n.user_id = (SELECT p.user_id FROM people_person p WHERE p.id = a.person_id))"""
PERSON = "EXISTS (SELECT 1 FROM people_person p WHERE p.id = a.person_id AND {})"
DIPLOMA = "EXISTS (SELECT 1 FROM alumni_graduation g WHERE g.alumnus_id = a.person_id AND {})"
COMPLETE = f"""{REACHABLE} AND {PERSON.format("p.birth_date IS NOT NULL")} AND {DIPLOMA.format("TRUE")}
    AND (EXISTS ({HOME} <> '') OR EXISTS (SELECT 1 FROM alumni_employment e WHERE e.alumnus_id = a.person_id
    AND e.ends IS NULL))"""
VERIFIED = f"""{PERSON.format("(p.tckn_hash IS NOT NULL OR p.passport_hash IS NOT NULL)")}
    AND {DIPLOMA.format("(g.source = 'import' OR g.diploma_no <> '')")}"""
AGREED = f"""COALESCE((SELECT k.act = 'given' FROM people_consententry k WHERE k.person = a.person_id
    AND k.purpose = 'news' AND k.channel = 'email' AND k.said_at <= {END} ORDER BY k.id DESC LIMIT 1), FALSE)"""

# --- Terms ----------------------------------------------------------------------------------------

IN_FORCE = "t.office = 'representative' AND t.starts <= CURRENT_DATE AND t.effective_end >= CURRENT_DATE"
OPEN = """units_unit d WHERE d.kind = 'department' AND d.closed_on IS NULL AND EXISTS (
    SELECT 1 FROM alumni_graduation g JOIN units_unit p ON p.id = g.programme_id WHERE p.parent_id = d.id)"""
REPRESENTED = f"EXISTS (SELECT 1 FROM accounts_appointment t WHERE t.unit_id = d.id AND {IN_FORCE})"

# --- Surveys --------------------------------------------------------------------------------------


def last_closed(key: str) -> str:
    return f"""(SELECT w.id FROM surveys_wave w JOIN surveys_questionnaireversion v ON v.id = w.version_id
        JOIN surveys_questionnaire q ON q.id = v.questionnaire_id
        WHERE q.key = '{key}' AND w.state = 'closed' AND w.closed_at <= {END} ORDER BY w.closed_at DESC LIMIT 1)"""


def finished(key: str) -> str:
    return f"""surveys_response r JOIN surveys_invitation i ON i.id = r.invitation_id
        WHERE r.completed_at IS NOT NULL AND i.wave_id = {last_closed(key)}"""


def said(question: str, *options: str) -> str:
    codes = ", ".join(f"'{option}'" for option in options)
    return f"""EXISTS (SELECT 1 FROM surveys_answer n WHERE n.response_id = r.id AND n.question = '{question}'
        AND n.option IN ({codes}))"""


GRADUATES, EMPLOYERS = finished("mezun-istihdam"), finished("isveren-memnuniyet")
WORKS = said("worked", "yes", "away")
LOOKS = f"({said('worked', 'no')} AND {said('seeking', 'full', 'part', 'found')} AND {said('available', 'yes')})"
SATISFIED, ASKED = said("overall", "4", "5"), said("overall", "1", "2", "3", "4", "5")


# --- All of them ----------------------------------------------------------------------------------


def count(condition: str = "TRUE", base: str = REGISTERED) -> str:
    return f"SELECT count(*) FROM {base} AND {condition}"


def of_level(level: int) -> str:
    return count(f"EXISTS (SELECT 1 FROM alumni_graduation g WHERE g.alumnus_id = a.person_id AND g.level = {level})")


def of_kind(kind: str) -> str:
    return f"SELECT count(*) FROM coordinator_announcement n WHERE n.kind = '{kind}' AND n.published_at {THIS_YEAR}"


def days(table: str) -> str:
    """The median wait of what was decided this year."""
    return f"""SELECT percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM x.decided_at - x.submitted_at) / 86400.0) FROM {table} x
        WHERE x.state IN ('approved', 'refused') AND x.decided_at {THIS_YEAR}"""


# A pair is a percentage.
SQL: dict[str, str | tuple[str, str]] = {
    "registered": count(),
    "recorded": count(f"a.created_at >= {BEGIN}"),
    "reachable": (count(REACHABLE), count()),
    "fresh": (count(f"{REACHABLE} AND {LATELY}"), count()),
    "complete_records": (count(COMPLETE), count()),
    "verified_records": (count(VERIFIED), count()),
    "sound_records": (count(f"{COMPLETE} AND {VERIFIED} AND {LATELY}"), count()),
    "departments": f"""SELECT count(DISTINCT p.parent_id) FROM alumni_graduation g
        JOIN units_unit p ON p.id = g.programme_id JOIN alumni_alumnus a ON a.person_id = g.alumnus_id
        WHERE a.state = 'confirmed' AND a.created_at <= {END}""",
    "registered_associate": of_level(5),
    "registered_bachelor": of_level(6),
    "registered_master": of_level(7),
    "registered_doctorate": of_level(8),
    "members": count(MEMBER),
    "member_share": (count(MEMBER), count()),
    "joined": count(f"""EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = a.person_id
        AND m.joined_at {THIS_YEAR})"""),
    "consent_news": (count(AGREED), count()),
    "reminded": count(f"EXISTS ({REMINDED})"),
    "reminder_confirmed": count(f"EXISTS ({REMINDED} AND r.confirmed_at <= {END})"),
    "notice_given": (count(f"a.source = 'import' AND EXISTS ({INFORMED})"), count("a.source = 'import'")),
    "placed": (count(f"EXISTS ({HOME} <> '')"), count()),
    "abroad": count(f"EXISTS ({HOME} <> '') AND NOT EXISTS ({HOME} = 'TR')"),
    "countries": f"""SELECT count(DISTINCT c.country) FROM people_contactpoint c, {REGISTERED}
        AND {LIVING} AND c.kind = 'address' AND c.country <> ''""",
    "representatives": f"SELECT count(*) FROM accounts_appointment t WHERE {IN_FORCE}",
    "represented_departments": (count(REPRESENTED, OPEN), count(base=OPEN)),
    "departments_without_representative": count(f"NOT {REPRESENTED}", OPEN),
    "claims_decided": f"""SELECT count(*) FROM alumni_claim c WHERE c.state IN ('approved', 'refused')
        AND c.decided_at {THIS_YEAR}""",
    "claim_days": days("alumni_claim"),
    "imports": f"SELECT count(*) FROM alumni_importrun r WHERE r.state = 'done' AND r.created_at {THIS_YEAR}",
    "announcements": f"SELECT count(*) FROM coordinator_announcement n WHERE n.published_at {THIS_YEAR}",
    **{f"announcements_{kind}": of_kind(kind)
       for kind in ("news", "event", "job", "internship", "training", "scholarship")},
    "mailings": f"SELECT count(*) FROM mail_mailing m WHERE m.started_at {THIS_YEAR}",
    "mails": f"SELECT count(*) FROM mail_delivery d WHERE d.state = 'accepted' AND d.accepted_at {THIS_YEAR}",
    "active_cards": "SELECT count(*) FROM cards_card c WHERE c.state = 'active' AND c.valid_until >= CURRENT_DATE",
    "card_applications": f"SELECT count(*) FROM cards_cardapplication x WHERE x.submitted_at {THIS_YEAR}",
    "cards_issued": f"SELECT count(*) FROM cards_card c WHERE c.issued_at {THIS_YEAR}",
    "cards_lost": f"SELECT count(*) FROM cards_card c WHERE c.state = 'lost' AND c.ended_at {THIS_YEAR}",
    "card_days": days("cards_cardapplication"),
    "surveys_opened": f"SELECT count(*) FROM surveys_wave w WHERE w.opened_at {THIS_YEAR}",
    "survey_responses": f"SELECT count(*) FROM surveys_response r WHERE r.completed_at {THIS_YEAR}",
    "survey_response_rate": (count(base=GRADUATES),
        f"SELECT population FROM surveys_wave WHERE id = {last_closed('mezun-istihdam')}"),
    "employment_rate": (count(WORKS, GRADUATES), count(f"({WORKS} OR {LOOKS})", GRADUATES)),
    "graduate_satisfaction": (count(SATISFIED, GRADUATES), count(ASKED, GRADUATES)),
    "employer_satisfaction": (count(SATISFIED, EMPLOYERS), count(ASKED, EMPLOYERS)),
}  # fmt: skip


def asked(sql: str | tuple[str, str]) -> float | None:
    """None where there is nothing to take a share or a median of."""
    if isinstance(sql, tuple):
        part, whole = asked(sql[0]), asked(sql[1])
        return 100 * (part or 0) / whole if whole else None
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchone()
    return None if found is None or found[0] is None else float(found[0])
