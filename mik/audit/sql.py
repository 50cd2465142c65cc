"""The database functions history rests on, installed again after every migrate (``mik.audit.roles``)."""

# The library's ignore switch would let anybody silence history with one SET; migrations bring it back, so
# this replaces it after each of them.
NO_IGNORE_SWITCH = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$ SELECT FALSE $$;
"""

# Unlike the library's own, never alters a context row that exists: whoever reuses the id of another request
# with other metadata gets a row of the own, under an id derived from both.
ATTACH_CONTEXT = """
CREATE OR REPLACE FUNCTION public._pgh_attach_context() RETURNS public.pghistory_context.id%TYPE
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted UUID := NULLIF(current_setting('pghistory.context_id', TRUE), '')::uuid;
    said JSONB := NULLIF(current_setting('pghistory.context_metadata', TRUE), '')::jsonb;
    known JSONB;
BEGIN
    IF wanted IS NULL OR said IS NULL THEN
        RETURN NULL;
    END IF;
    FOR attempt IN 1..2 LOOP
        SELECT metadata INTO known FROM public.pghistory_context WHERE id = wanted;
        IF NOT FOUND THEN
            INSERT INTO public.pghistory_context (id, metadata, created_at, updated_at)
                VALUES (wanted, said, now(), now()) ON CONFLICT (id) DO NOTHING;
            SELECT metadata INTO known FROM public.pghistory_context WHERE id = wanted;
        END IF;
        IF known = said THEN
            RETURN wanted;
        END IF;
        wanted := md5(wanted::text || said::text)::uuid;
    END LOOP;
    RAISE EXCEPTION 'the history context % belongs to another act', wanted;
END $$;
"""

# What a redacted column becomes: NULL where it may be, else the emptiest value of its type.
EMPTY_VALUE = """
CREATE OR REPLACE FUNCTION public.mik_empty_value(event_table TEXT, column_name TEXT) RETURNS TEXT
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN NOT a.attnotnull THEN 'NULL'
        WHEN t.typcategory = 'S' THEN ''''''
        WHEN t.typcategory = 'N' THEN '0'
        WHEN t.typcategory = 'B' THEN 'FALSE'
        WHEN t.typcategory = 'A' THEN '''{}'''
        WHEN t.typname IN ('json', 'jsonb') THEN '''{}'''
        WHEN t.typname = 'bytea' THEN '''\\x'''
        WHEN t.typname = 'uuid' THEN '''00000000-0000-0000-0000-000000000000'''
        WHEN t.typcategory = 'D' THEN '''epoch'''
        WHEN t.typcategory = 'R' THEN '''empty'''
    END
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = format('public.%I', event_table)::regclass AND a.attname = column_name
$$;
"""

# The only thing that alters history (KVKK article 7: the person's right to erasure): the events stay, their
# values go.
ERASE_PERSON = """
CREATE OR REPLACE FUNCTION public.mik_erase_person(person_id BIGINT, by_user BIGINT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    rule public.audit_redaction%ROWTYPE;
    changes TEXT;
    touched BIGINT;
    counts JSONB := '{}';
BEGIN
    IF person_id IS NULL THEN
        RAISE EXCEPTION 'mik_erase_person needs a person';
    END IF;
    FOR rule IN SELECT * FROM public.audit_redaction ORDER BY event_table LOOP
        SELECT string_agg(format('%I = %s', name, public.mik_empty_value(rule.event_table, name)), ', ')
            INTO changes FROM unnest(rule.columns) AS name;
        EXECUTE format('UPDATE public.%I SET %s WHERE %s', rule.event_table, changes, rule.condition) USING
        person_id; GET DIAGNOSTICS touched = ROW_COUNT; counts := counts ||
        jsonb_build_object(rule.event_table, touched);
    END LOOP;
    -- Why somebody looked at this one person is free text and may name them; that they looked stays.
    UPDATE public.audit_accessevent SET reason = '' WHERE subjects = ARRAY[person_id] AND reason <> '';
    INSERT INTO public.audit_erasure (person_id, at, by_id, tables)
        VALUES (person_id, clock_timestamp(), by_user, counts);
    RETURN counts;
END $$;
"""

# What a periodic destruction took out of the live rows leaves the history too; only of rows that are gone, so that
# nothing that still stands can lose its past. The run that calls it is what is logged (``coordinator.protection``).
REDACT_GONE = """
CREATE OR REPLACE FUNCTION public.mik_redact_gone(live_table TEXT, ids BIGINT[]) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    rule public.audit_redaction%ROWTYPE;
    changes TEXT;
    touched BIGINT;
BEGIN
    SELECT * INTO rule FROM public.audit_redaction WHERE event_table = live_table || 'event';
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    SELECT string_agg(format('%I = %s', name, public.mik_empty_value(rule.event_table, name)), ', ')
        INTO changes FROM unnest(rule.columns) AS name;
    EXECUTE format('UPDATE public.%I SET %s WHERE pgh_obj_id = ANY($1) AND NOT EXISTS'
        ' (SELECT FROM public.%I AS live WHERE live.id = pgh_obj_id)', rule.event_table, changes, live_table)
        USING ids;
    GET DIAGNOSTICS touched = ROW_COUNT;
    RETURN touched;
END $$;
"""

# Rows of others that named an erased person in a text (a saved search): the whole past of their values goes, and that
# it went is logged with the person's erasure.
REDACT_ROWS = """
CREATE OR REPLACE FUNCTION public.mik_redact_rows(erased BIGINT, by_user BIGINT, live_table TEXT, ids BIGINT[])
RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    rule public.audit_redaction%ROWTYPE;
    changes TEXT;
    touched BIGINT;
BEGIN
    SELECT * INTO rule FROM public.audit_redaction WHERE event_table = live_table || 'event';
    IF NOT FOUND OR erased IS NULL THEN
        RETURN 0;
    END IF;
    SELECT string_agg(format('%I = %s', name, public.mik_empty_value(rule.event_table, name)), ', ')
        INTO changes FROM unnest(rule.columns) AS name;
    EXECUTE format('UPDATE public.%I SET %s WHERE pgh_obj_id = ANY($1)', rule.event_table, changes) USING ids;
    GET DIAGNOSTICS touched = ROW_COUNT;
    INSERT INTO public.audit_erasure (person_id, at, by_id, tables)
        VALUES (erased, clock_timestamp(), by_user, jsonb_build_object(rule.event_table, touched));
    RETURN touched;
END $$;
"""

FUNCTIONS = (NO_IGNORE_SWITCH, ATTACH_CONTEXT, EMPTY_VALUE, ERASE_PERSON, REDACT_GONE, REDACT_ROWS)

# Functions of the libraries and their trigger functions, with the arguments that ALTER FUNCTION needs.
GUARDED_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace
  AND (p.proname LIKE 'pgtrigger\\_%' OR p.proname LIKE '\\_pgh\\_%')
"""
