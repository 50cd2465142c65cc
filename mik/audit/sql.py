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
    INSERT INTO public.audit_erasure (person_id, at, by_id, tables)
        VALUES (person_id, clock_timestamp(), by_user, counts);
    RETURN counts;
END $$;
"""

FUNCTIONS = (NO_IGNORE_SWITCH, ATTACH_CONTEXT, EMPTY_VALUE, ERASE_PERSON)

# Functions of the libraries and their trigger functions, with the arguments that ALTER FUNCTION needs.
GUARDED_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace
  AND (p.proname LIKE 'pgtrigger\\_%' OR p.proname LIKE '\\_pgh\\_%')
"""
