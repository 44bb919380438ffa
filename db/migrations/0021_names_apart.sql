-- Names stay apart from pseudonyms, and from those who may not read the directory (THREATS 3, 45).

CREATE OR REPLACE FUNCTION audit_clauses(terms jsonb, head_only boolean, own_only boolean) RETURNS text
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
      -- As CASE the planner takes them for frequent, which they are, and walks back in time instead of sorting everything.
      WHEN field = 'hour' THEN format('CASE WHEN extract(hour FROM b.at AT TIME ZONE ''UTC'') = ANY (%s::numeric[]) THEN true ELSE false END', all_of)
      WHEN field = 'weekday' THEN format('CASE WHEN extract(isodow FROM b.at AT TIME ZONE ''UTC'') = ANY (%s::numeric[]) THEN true ELSE false END', all_of)
      WHEN head_only THEN NULL
      WHEN field = 'person' THEN
        CASE jsonb_array_length(term -> 'values') WHEN 1 THEN format('b.person = %s::bigint', one) ELSE format('b.person = ANY (%s::bigint[])', all_of) END
      -- The one record of an entry is among those that it is about, and these have an index.
      WHEN field = 'opened' THEN format('(b.about && %1$s::bigint[] AND b.resource = ANY (%1$s::bigint[]))', all_of)
      -- A pseudonym finds what keeps its person hidden from this reader, and nothing that names the person (audit/redact.ts).
      WHEN field = 'hidden-person' THEN format('(b.person = ANY (%s::bigint[]) AND b.agency IS DISTINCT FROM $2
        AND NOT b.about @> ARRAY[audit_handle(''originator'', $2)])', all_of)
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

-- Who was given a record, for auditors: the entries that name a person to this reader, and those that do not, are two lines.
CREATE OR REPLACE FUNCTION audit_record_readers(viewer uuid, wanted_scope text, record bigint, at_most integer)
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
        (e.agency = who.agency OR e.about @> ARRAY[own]) AS in_clear, (array_agg(e.body_key ORDER BY e.at DESC))[1] AS last_key
      FROM audit_body e
      WHERE e.about @> ARRAY[audit_record_readers.record] AND e.outcome = 'permit' AND e.person IS NOT NULL AND e.agency IS NOT NULL
        AND (who.scope = 'all' OR e.agency = who.agency OR e.about @> ARRAY[own])
        AND (e.resource IS DISTINCT FROM audit_record_readers.record OR audit_gave_resource(e.parts))
      GROUP BY e.agency, e.person, 6
    ) g JOIN audit_body b ON b.at = g.last_at AND b.body_key = g.last_key
    ORDER BY g.last_at DESC, g.person LIMIT least(at_most, 500);
END $$;


-- Who was given a record, for people who may read it: to the originator's people a person each, whom the gate names or not.
DROP FUNCTION audit_readers(uuid, text);
CREATE FUNCTION audit_readers(asker uuid, record_id text)
RETURNS TABLE (agency text, people bigint, entries bigint, first_at text, last_at text, person text, name text)
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
    SELECT g.agency, 1::bigint, g.entries, audit_time(g.first_at), audit_time(g.last_at), b.parts::json #>> '{actor,value,id}', b.parts::json #>> '{actor,value,name}'
      FROM given g JOIN audit_body b ON b.at = g.last_at AND b.body_key = g.last_key WHERE is_own
    UNION ALL
    SELECT g.agency, count(*), sum(g.entries)::bigint, audit_time(min(g.first_at)), audit_time(max(g.last_at)), NULL, NULL
      FROM given g WHERE NOT is_own GROUP BY g.agency
    ORDER BY 5 DESC, 1, 7 LIMIT 500;
END $$;


REVOKE ALL ON FUNCTION audit_readers(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_readers(uuid, text) TO seguito_portal;

-- When the person proved who they are at their own agency: a running session there may be older than the one here (SAML Core 2.7.2).
ALTER TABLE session ADD COLUMN authenticated_at timestamptz;
UPDATE session SET authenticated_at = signed_in_at;
ALTER TABLE session ALTER COLUMN authenticated_at SET NOT NULL;
