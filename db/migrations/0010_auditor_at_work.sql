-- What auditors do with the log (search by more, charts, who saw a record), what a person sees of the own entries, and jobs.
-- Who asks is decided here from the stored rows, as before: no function hands out more of an entry than audit_entries would.

-- Whether the part of this originator names one of these references. The text is looked at first: parsing costs.
CREATE FUNCTION audit_part_has_ref(parts text, originator text, refs text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  part json;
BEGIN
  IF NOT EXISTS (SELECT FROM unnest(refs) r WHERE strpos(parts, to_json(r)::text) > 0) THEN
    RETURN false;
  END IF;
  part := parts::json #> ARRAY['originator:' || originator, 'value'];
  RETURN coalesce(part #>> '{resource,ref}' = ANY (refs), false)
    OR EXISTS (SELECT FROM json_array_elements(part -> 'disclosed') e WHERE e ->> 'ref' = ANY (refs));
END $$;

-- Whether the one record of an entry was given to the reader, not only asked for or changed.
CREATE FUNCTION audit_gave_resource(parts text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM json_each(parts::json) p, json_array_elements(p.value #> '{value,disclosed}') e
    WHERE p.key LIKE 'originator:%' AND e ->> 'id' = p.value #>> '{value,resource,id}')
$$;

-- Terms as a condition over `audit_body b`; the statement binds $1 = terms, $2 = the reader's agency.
-- `terms`: [{"field","values","not"}], at most 20; only the names below exist, and values reach SQL as values.
-- One value is an equality, so that an index gives the order too; several are a set.
CREATE FUNCTION audit_clauses(terms jsonb, head_only boolean, own_only boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
  term jsonb;
  field text;
  clause text;
  clauses text := 'true';
  one text;
  all_of text;
  n integer := 0;
BEGIN
  IF jsonb_array_length(terms) > 20 THEN
    RAISE EXCEPTION 'more than 20 terms';
  END IF;
  FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
    field := term ->> 'field';
    one := format('($1 -> %s -> ''values'' ->> 0)', n);
    all_of := format('ARRAY(SELECT jsonb_array_elements_text($1 -> %s -> ''values''))', n);
    clause := CASE
      WHEN field IN ('action', 'outcome', 'code') OR (field IN ('agency', 'purpose') AND NOT head_only) THEN
        CASE jsonb_array_length(term -> 'values') WHEN 1 THEN format('b.%I = %s', field, one) ELSE format('b.%I = ANY (%s)', field, all_of) END
      WHEN field = 'area' THEN format('split_part(b.action, ''.'', 1) = ANY (%s)', all_of)
      WHEN field = 'rule' THEN format('b.rules && %s', all_of)
      WHEN field = 'after' THEN format('b.at >= %s::timestamptz', one)
      WHEN field = 'before' THEN format('b.at < %s::timestamptz', one)
      WHEN field = 'index' THEN format('b.body_key IN (SELECT i.body_key FROM audit_leaf i WHERE i.idx = ANY (%s::bigint[]))', all_of)
      WHEN field = 'hour' THEN format('extract(hour FROM b.at AT TIME ZONE ''UTC'') = ANY (%s::numeric[])', all_of)
      WHEN field = 'weekday' THEN format('extract(isodow FROM b.at AT TIME ZONE ''UTC'') = ANY (%s::numeric[])', all_of)
      WHEN head_only THEN NULL
      WHEN field IN ('person', 'opened') THEN
        CASE jsonb_array_length(term -> 'values') WHEN 1 THEN format('b.%I = %s::bigint', replace(field, 'opened', 'resource'), one)
          ELSE format('b.%I = ANY (%s::bigint[])', replace(field, 'opened', 'resource'), all_of) END
      WHEN field = 'own-person' THEN format('(b.person = ANY (%s::bigint[]) AND b.agency = $2)', all_of)
      WHEN field = 'about' THEN
        CASE jsonb_array_length(term -> 'values') WHEN 1 THEN format('b.about @> ARRAY[%s::bigint]', one) ELSE format('b.about && %s::bigint[]', all_of) END
      -- A reference is open to its originator alone, the number of a request to the actor's agency (THREATS 3): elsewhere neither is searched.
      WHEN field = 'own-ref' THEN format('(b.about @> ARRAY[audit_handle(''originator'', $2)] AND audit_part_has_ref(b.parts, $2, %s))', all_of)
      WHEN field = 'own-request' THEN format('((b.agency = $2 OR (b.agency IS NULL AND b.person IS NOT NULL))
        AND EXISTS (SELECT FROM unnest(%1$s) r WHERE strpos(b.parts, r) > 0) AND b.parts::json #>> ''{http,value,requestId}'' = ANY (%1$s))', all_of)
    END;
    IF clause IS NULL THEN
      RAISE EXCEPTION 'no search by %', field;
    END IF;
    clauses := clauses || ' AND ' || CASE WHEN (term ->> 'not')::boolean THEN format('(%s) IS NOT TRUE', clause) ELSE clause END;
    n := n + 1;
  END LOOP;
  RETURN clauses || CASE WHEN own_only THEN ' AND (b.agency = $2 OR b.about @> ARRAY[audit_handle(''originator'', $2)])' ELSE '' END;
END $$;

-- As in 0004, on the clauses above.
CREATE OR REPLACE FUNCTION audit_find(terms jsonb, head_only boolean, only_agency text, own_agency text, before_at timestamptz, before_key bigint, at_most integer)
RETURNS TABLE (idx bigint, leaf text, parts text, at timestamptz, body_key bigint)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT l.idx, b.leaf, b.parts, b.at, b.body_key FROM audit_body b JOIN audit_leaf l ON l.body_key = b.body_key AND l.at BETWEEN b.at AND b.at
     WHERE %s %s ORDER BY b.at DESC, b.body_key DESC LIMIT $5',
    audit_clauses(terms, head_only, only_agency IS NOT NULL), CASE WHEN before_at IS NULL THEN '' ELSE 'AND (b.at, b.body_key) < ($3, $4)' END)
    USING terms, coalesce(only_agency, own_agency), before_at, before_key, least(at_most, 1001);
END $$;

-- Numbers over exactly the entries that the same reader's search with the same terms would list between two instants.
CREATE FUNCTION audit_chart(viewer uuid, wanted_scope text, terms jsonb, since timestamptz, until timestamptz)
RETURNS TABLE (chart text, key text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who record;
BEGIN
  SELECT * INTO who FROM audit_viewer(viewer, wanted_scope);
  RETURN QUERY EXECUTE format(
    'WITH seen AS MATERIALIZED (
       SELECT b.at AT TIME ZONE ''UTC'' AS at, b.outcome, b.agency, b.resource FROM audit_body b
       WHERE b.at >= $3 AND b.at < $4 AND b.body_key NOT IN (SELECT p.body_key FROM audit_pending p) AND %s)
     SELECT ''all'', '''', count(*) FROM seen
     UNION ALL SELECT ''day'', to_char(at, ''YYYY-MM-DD''), count(*) FROM seen GROUP BY 2
     UNION ALL SELECT ''refusal'', to_char(at, ''YYYY-MM-DD''), count(*) FROM seen WHERE outcome = ''deny'' GROUP BY 2
     UNION ALL SELECT ''hour'', to_char(at, ''ID HH24''), count(*) FROM seen GROUP BY 2
     UNION ALL (SELECT ''record'', lpad(to_hex(resource), 16, ''0''), count(*) FROM seen WHERE resource IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 10)
     UNION ALL (SELECT ''agency'', agency, count(*) FROM seen WHERE agency IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 10)',
    audit_clauses(terms, false, who.scope <> 'all'))
    USING terms, who.agency, since, until;
END $$;

-- Who was given a record, for auditors: a person is named only where each of the counted entries names him to this reader.
CREATE FUNCTION audit_record_readers(viewer uuid, wanted_scope text, record bigint, at_most integer)
RETURNS TABLE (agency text, person text, entries bigint, first_at text, last_at text, id text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who record;
  own bigint;
BEGIN
  SELECT * INTO who FROM audit_viewer(viewer, wanted_scope);
  own := audit_handle('originator', who.agency);
  RETURN QUERY
    SELECT g.agency, lpad(to_hex(g.person), 16, '0'), g.entries, audit_time(g.first_at), audit_time(g.last_at),
      CASE WHEN g.in_clear THEN b.parts::json #>> '{actor,value,id}' END, CASE WHEN g.in_clear THEN b.parts::json #>> '{actor,value,name}' END
    FROM (
      SELECT e.agency, e.person, count(*) AS entries, min(e.at) AS first_at, max(e.at) AS last_at,
        bool_and(e.agency = who.agency OR e.about @> ARRAY[own]) AS in_clear, (array_agg(e.body_key ORDER BY e.at DESC))[1] AS last_key
      FROM audit_body e
      WHERE e.about @> ARRAY[audit_record_readers.record] AND e.outcome = 'permit' AND e.person IS NOT NULL AND e.agency IS NOT NULL
        AND (who.scope = 'all' OR e.agency = who.agency OR e.about @> ARRAY[own])
        AND (e.resource IS DISTINCT FROM audit_record_readers.record OR audit_gave_resource(e.parts))
      GROUP BY e.agency, e.person
    ) g JOIN audit_body b ON b.at = g.last_at AND b.body_key = g.last_key
    ORDER BY g.last_at DESC, g.person LIMIT least(at_most, 500);
END $$;

-- The same for people who may read the record (the gate has decided that): names to the originator's people, else agencies.
CREATE FUNCTION audit_readers(asker uuid, record_id text)
RETURNS TABLE (agency text, people bigint, entries bigint, first_at text, last_at text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  home text;
  wanted bigint := audit_handle('record', record_id);
  is_own boolean;
BEGIN
  SELECT p.agency INTO home FROM person p WHERE p.id = asker AND p.status = 'ACTIVE';
  IF home IS NULL THEN
    RAISE EXCEPTION 'not a person of the federation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  is_own := EXISTS (SELECT FROM audit_body b WHERE b.about @> ARRAY[wanted, audit_handle('originator', home)] AND b.resource = wanted
    AND b.parts::json #>> ARRAY['originator:' || home, 'value', 'resource', 'id'] = record_id);
  RETURN QUERY
    WITH given AS MATERIALIZED (
      SELECT e.agency, e.person, count(*) AS entries, min(e.at) AS first_at, max(e.at) AS last_at, (array_agg(e.body_key ORDER BY e.at DESC))[1] AS last_key
      FROM audit_body e
      WHERE e.about @> ARRAY[wanted] AND e.outcome = 'permit' AND e.person IS NOT NULL AND e.agency IS NOT NULL
        AND (e.resource IS DISTINCT FROM wanted OR audit_gave_resource(e.parts))
      GROUP BY e.agency, e.person
    )
    SELECT g.agency, 1::bigint, g.entries, audit_time(g.first_at), audit_time(g.last_at), b.parts::json #>> '{actor,value,name}'
      FROM given g JOIN audit_body b ON b.at = g.last_at AND b.body_key = g.last_key WHERE is_own
    UNION ALL
    SELECT g.agency, count(*), sum(g.entries)::bigint, audit_time(min(g.first_at)), audit_time(max(g.last_at)), NULL
      FROM given g WHERE NOT is_own GROUP BY g.agency
    ORDER BY 5 DESC, 1, 6 LIMIT 500;
END $$;

-- What is logged about a person, as the person saw the answers (THREATS 8): a refusal and an unknown id are one, no rules, and
-- nothing of what auditors do. The reader's own address is theirs to know.
CREATE FUNCTION audit_own(asker uuid, before_at timestamptz, before_key bigint, at_most integer)
RETURNS TABLE (at text, body_key bigint, action text, seen text, purpose text, route text, channel text, ip text, records json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT audit_time(b.at), b.body_key, b.action,
    CASE WHEN b.outcome = 'permit' THEN 'done' WHEN h.status = '404' THEN 'not-found' WHEN h.status = '403' THEN 'not-allowed'
      WHEN h.status = '303' THEN 'asked' ELSE 'failed' END,
    b.purpose, h.route, h.channel, h.ip,
    (SELECT coalesce(json_agg(json_build_object('type', r.type, 'id', r.id, 'ref', r.ref) ORDER BY r.ref NULLS LAST, r.id), '[]') FROM (
      SELECT DISTINCT o.one ->> 'type' AS type, o.one ->> 'id' AS id, o.one ->> 'ref' AS ref
      FROM json_each(b.parts::json) p CROSS JOIN LATERAL (
        SELECT d.value AS one FROM json_array_elements(p.value #> '{value,disclosed}') d
        UNION ALL SELECT p.value #> '{value,resource}' WHERE b.outcome = 'permit' AND p.value #> '{value,resource}' IS NOT NULL
      ) o WHERE p.key LIKE 'originator:%' LIMIT 100
    ) r)
  FROM audit_body b CROSS JOIN LATERAL (
    SELECT b.parts::json #>> '{http,value,status}' AS status, b.parts::json #>> '{http,value,route}' AS route,
      b.parts::json #>> '{http,value,recipient,channel}' AS channel, b.parts::json #>> '{net,value,ip}' AS ip
  ) h
  WHERE b.person = audit_handle('person', asker::text) AND split_part(b.action, '.', 1) NOT IN ('audit', 'job')
    AND (before_at IS NULL OR (b.at, b.body_key) < (before_at, before_key))
  ORDER BY b.at DESC, b.body_key DESC LIMIT least(at_most, 101)
$$;

REVOKE ALL ON FUNCTION
  audit_part_has_ref(text, text, text[]), audit_gave_resource(text), audit_clauses(jsonb, boolean, boolean),
  audit_chart(uuid, text, jsonb, timestamptz, timestamptz), audit_record_readers(uuid, text, bigint, integer),
  audit_readers(uuid, text), audit_own(uuid, timestamptz, bigint, integer)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  audit_chart(uuid, text, jsonb, timestamptz, timestamptz), audit_record_readers(uuid, text, bigint, integer),
  audit_readers(uuid, text), audit_own(uuid, timestamptz, bigint, integer)
TO seguito_portal;

-- Long work. A job runs as its person in the session that asked for it; what it made is for that person alone (THREATS 21).
CREATE TABLE job (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind ~ '^[a-z-]{1,40}$'),
  person uuid NOT NULL REFERENCES person (id),
  session uuid NOT NULL,
  input jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  steps_done bigint NOT NULL DEFAULT 0,
  steps_all bigint,
  result jsonb,
  -- A code of the catalogue of problems, where the work could not be done.
  problem text,
  wants_cancel boolean NOT NULL DEFAULT false,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz NOT NULL,
  -- Who works on it, and when they last said so: work of an instance that fell silent is taken over.
  worker text,
  beat_at timestamptz,
  -- Salt of the key of its file; the other half of the key is no part of the database.
  file_salt bytea,
  file_name text
);
CREATE INDEX job_by_person ON job (person, asked_at);
CREATE INDEX job_open ON job (asked_at) WHERE state IN ('waiting', 'running');
CREATE TABLE job_chunk (
  job uuid NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  n integer NOT NULL CHECK (n >= 0),
  bytes bytea NOT NULL,
  PRIMARY KEY (job, n)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON job, job_chunk TO seguito_portal;

-- So that a person recognises a session among the own ones.
ALTER TABLE session ADD COLUMN signed_in_from text;
