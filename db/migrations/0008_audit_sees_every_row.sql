-- What could be changed in the log without `verify` noticing, and what the portal's role could read without naming a reader.

-- An entry is its body at its own time: the key alone is not unique over months, and a second body under it was found by searches.
-- Amended where they stand: what else these functions do belongs to the migrations that made them.
DO $$
DECLARE
  amendment text[];
  definition text;
BEGIN
  FOREACH amendment SLICE 1 IN ARRAY ARRAY[
    -- BETWEEN, not a second equality: the planner would multiply two and expect no row at all, where there is one for each.
    ARRAY['audit_find', 'JOIN audit_leaf l ON l.body_key = b.body_key', 'JOIN audit_leaf l ON l.body_key = b.body_key AND l.at BETWEEN b.at AND b.at'],
    -- The head is never older than what it counts, even when the clock went back between a change and its place.
    ARRAY['audit_append', 'last_at = greatest(clock_timestamp(), last_at)', 'last_at = greatest(clock_timestamp(), last_at, (SELECT max(u.at) FROM unnest(moved_times) AS u (at)))']
  ] LOOP
    SELECT pg_get_functiondef(p.oid) INTO STRICT definition FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname = amendment[1];
    IF strpos(definition, amendment[2]) = 0 THEN
      RAISE EXCEPTION 'function % does not say what is to be amended', amendment[1];
    END IF;
    EXECUTE replace(definition, amendment[2], amendment[3]);
  END LOOP;
END $$;
CREATE OR REPLACE FUNCTION audit_stray_bodies() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM audit_body b
  WHERE NOT EXISTS (SELECT FROM audit_leaf l WHERE l.body_key = b.body_key AND l.at = b.at)
    AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.body_key = b.body_key AND p.at = b.at)
$$;

-- As before, and: the parts are exactly the text that was written (no white space, nothing doubled), and every search column is
-- what leaf and parts say. The text of a value is covered by its digest; `json` keeps it letter by letter.
CREATE OR REPLACE FUNCTION audit_body_problem(b audit_body, leaf_hash bytea) RETURNS text LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  head json;
  given json;
  wrong boolean;
  canonical text;
  seen bigint[];
  opened bigint;
BEGIN
  IF sha256('\x00'::bytea || convert_to(b.leaf, 'UTF8')) <> leaf_hash THEN
    RETURN 'leaf';
  END IF;
  head := b.leaf::json;
  given := b.parts::json;
  SELECT count(*) <> count(DISTINCT t.key) OR bool_or((t.digest = encode(sha256(t.salt || convert_to(t.value, 'UTF8')), 'base64') AND octet_length(t.salt) = 16) IS NOT TRUE),
      '{' || coalesce(string_agg('"' || t.key || '":{"salt":"' || encode(t.salt, 'base64') || '","value":' || t.value || '}', ',' ORDER BY t.key COLLATE "C"), '') || '}'
    INTO wrong, canonical
    FROM (
      SELECT coalesce(p.key, d.key) AS key, d.value AS digest, decode(p.value ->> 'salt', 'base64') AS salt, (p.value -> 'value')::text AS value
      FROM json_each_text(head -> 'parts') d FULL JOIN json_each(given) p ON p.key = d.key
    ) t;
  IF wrong OR b.parts IS DISTINCT FROM canonical THEN
    RETURN 'part';
  END IF;
  SELECT coalesce(array_agg(DISTINCT h.handle ORDER BY h.handle), '{}'), min(h.handle) FILTER (WHERE h.is_resource) INTO seen, opened FROM (
    SELECT audit_handle('record', given #>> '{http,value,resource,id}') AS handle, true AS is_resource
    UNION ALL SELECT audit_handle('originator', substr(p.key, 12)), false FROM json_each(given) p WHERE p.key LIKE 'originator:%' AND (p.value -> 'value')::text <> '{}'
    UNION ALL SELECT audit_handle('record', p.value #>> '{value,resource,id}'), true FROM json_each(given) p WHERE p.key LIKE 'originator:%'
    UNION ALL SELECT audit_handle('record', e ->> 'id'), false FROM json_each(given) p, json_array_elements(p.value #> '{value,disclosed}') e WHERE p.key LIKE 'originator:%'
  ) h WHERE h.handle IS NOT NULL;
  IF b.action IS DISTINCT FROM head ->> 'action' OR b.outcome IS DISTINCT FROM head ->> 'outcome' OR b.code IS DISTINCT FROM head ->> 'code'
    OR audit_time(b.at) IS DISTINCT FROM head ->> 'ts'
    OR b.rules IS DISTINCT FROM coalesce(ARRAY(SELECT json_array_elements_text(head #> '{decision,ruleIds}')), '{}')
    OR b.agency IS DISTINCT FROM nullif(given #>> '{actor,value,agency}', '')
    OR b.person IS DISTINCT FROM audit_handle('person', given #>> '{actor,value,id}')
    OR b.purpose IS DISTINCT FROM nullif(given #>> '{purpose,value,code}', '')
    OR b.resource IS DISTINCT FROM opened
    OR cardinality(b.about) <> cardinality(seen)
    OR ARRAY(SELECT DISTINCT unnest(b.about) ORDER BY 1) IS DISTINCT FROM seen THEN
    RETURN 'column';
  END IF;
  RETURN NULL;
EXCEPTION WHEN data_exception THEN
  RETURN 'part';
END $$;

-- As before, and `order`: an entry that does not stand where its time belongs. Times grow with the index, but for entries of
-- changes: those got their time with the change and their place after it. Nobody's reading is written like that, so a reading
-- that is older than the entry before it stands wrong, or that entry does: whichever of the two does not fit the one before both.
CREATE OR REPLACE FUNCTION audit_verify_page(first_idx bigint, next_idx bigint) RETURNS TABLE (idx bigint, leaf_hash bytea, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.idx, o.leaf_hash, coalesce(
    CASE WHEN (o.body).body_key IS NULL THEN 'body' ELSE audit_body_problem(o.body, o.leaf_hash) END,
    CASE WHEN (o.reads AND o.at < o.before AND o.at < o.before_both) OR (o.next_reads AND o.next < o.at AND (o.before IS NULL OR o.next >= o.before)) THEN 'order' END)
  FROM (
    SELECT r.idx, r.leaf_hash, r.body, r.at, r.reads, lag(r.at) OVER w AS before, lag(r.at, 2) OVER w AS before_both,
      lead(r.at) OVER w AS next, lead(r.reads) OVER w AS next_reads
    FROM (
      SELECT l.idx, l.leaf_hash, l.at, b AS body, strpos(b.leaf, '"ledVerb":"consultation"') > 0 AS reads
      FROM audit_leaf l LEFT JOIN audit_body b ON b.at = l.at AND b.body_key = l.body_key
      WHERE l.idx >= first_idx - 2 AND l.idx <= next_idx
    ) r WINDOW w AS (ORDER BY r.idx)
  ) o WHERE o.idx >= first_idx AND o.idx < next_idx ORDER BY o.idx
$$;

-- What lies outside the log that the head counts: leaves (`beyond`), tiles, checkpoints of entries that are gone (`gap`); and a
-- head that is older than its newest entries.
CREATE FUNCTION audit_outside() RETURNS TABLE (problem text, idx bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.problem, o.idx FROM audit_head h CROSS JOIN LATERAL (
    SELECT 'beyond' AS problem, l.idx FROM audit_leaf l WHERE l.idx >= h.size
    UNION ALL SELECT 'tile', least(t.idx::numeric * s.span, 9007199254740991)::bigint
      FROM (SELECT n AS level, (256::numeric ^ n)::bigint AS span FROM generate_series(1, 7) n) s
      JOIN audit_tile t ON t.level = s.level AND t.idx >= h.size / s.span
    UNION ALL SELECT 'gap', h.size WHERE EXISTS (SELECT FROM audit_checkpoint c WHERE c.size > h.size)
    UNION ALL SELECT 'head', h.size - 1 WHERE h.last_at < (SELECT max(l.at) FROM audit_leaf l WHERE l.idx >= h.size - 1000 AND l.idx < h.size)
  ) o ORDER BY o.idx LIMIT 100
$$;

-- All checkpoints, the smallest first, a page at a time behind the one that was read last.
CREATE FUNCTION audit_checkpoints_after(after_size bigint, after_note text, wanted integer) RETURNS TABLE (size bigint, root bytea, note text, signed_at text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.size, c.root, c.note, audit_time(c.signed_at) FROM audit_checkpoint c
  WHERE (c.size, md5(c.note)) > (after_size, md5(after_note)) ORDER BY c.size, md5(c.note) LIMIT least(wanted, 500)
$$;

-- When each entry was written is nobody's business who asks for no entry: only whether one has been waiting for long.
CREATE OR REPLACE FUNCTION audit_leaf_age(at_idx bigint) RETURNS double precision LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT least(extract(epoch FROM clock_timestamp() - l.at), 60)::double precision FROM audit_leaf l WHERE l.idx = at_idx
$$;

REVOKE ALL ON FUNCTION audit_outside(), audit_checkpoints_after(bigint, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_outside(), audit_checkpoints_after(bigint, text, integer) TO seguito_portal;
-- Heads of everybody's entries, for nobody's eyes in particular: the console reads them as the owner.
REVOKE EXECUTE ON FUNCTION audit_leaves(bigint, bigint), audit_search_heads(jsonb, timestamptz, bigint, integer) FROM seguito_portal;

-- Without pg_temp at the end it is searched first, and the portal's role may make temporary tables.
ALTER FUNCTION raise_policy_epoch() SET search_path = public, pg_temp;
ALTER FUNCTION raise_session_epoch() SET search_path = public, pg_temp;
