-- The same checks as before on what the portal hands to the log, for a batch at once: they took more than half of an append.
-- The parts of an entry now come one a line, so that the database takes them apart and puts them together without guessing;
-- a head that many entries of a batch share is checked once.

-- The head of a leaf as it must be written (RFC 8785), without the brace that closes it: again from what it says. One that
-- says anything more, in another order or other letters, is another text.
CREATE FUNCTION audit_canonical_head(given json) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT '{"action":' || to_json(h.action) || ',"class":' || to_json(h.class) || ',"code":' || to_json(h.code)
    || CASE WHEN h.decision IS NULL THEN '' ELSE
         ',"decision":{"policyHash":' || to_json(h.decision ->> 'policyHash') || ',"policyVersion":' || (h.decision ->> 'policyVersion')::integer
         || ',"ruleIds":' || array_to_json(ARRAY(SELECT json_array_elements_text(h.decision -> 'ruleIds'))) || '}' END
    || ',"instance":' || to_json(h.instance) || ',"ledVerb":' || coalesce(to_json(h.led_verb)::text, 'null') || ',"outcome":' || to_json(h.outcome)
  FROM (SELECT r.action, r.class, r.code, r.decision, r.instance, r."ledVerb" AS led_verb, r.outcome
        FROM json_to_record(given) AS r (action text, class text, code text, decision json, instance text, "ledVerb" text, outcome text)) h
$$;

-- Bodies of entries: leaves and search columns one line an entry, parts one line each (number of the entry in the batch, name,
-- salt, value, divided by tabs; canonical JSON holds neither newline nor tab). What is stored is put together here. A leaf that
-- is not well formed, or that says something else than its parts or its columns, is refused with its whole batch.
CREATE OR REPLACE FUNCTION audit_insert_bodies(leaves text, all_parts text, all_columns text, stamp timestamptz, OUT keys bigint[], OUT hashes bytea[])
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  leaf_end text := audit_time(stamp) || '","v":1}';
  malformed bigint;
BEGIN
  WITH part AS (
    SELECT string_to_array(l.line, E'\t') AS f FROM string_to_table(all_parts, E'\n') AS l (line)
  ), opened AS (
    SELECT p.f[1]::bigint AS n,
      string_agg('"' || p.f[2] || '":{"salt":"' || p.f[3] || '","value":' || p.f[4] || '}', ',' ORDER BY p.f[2] COLLATE "C") AS stored,
      string_agg('"' || p.f[2] || '":"' || encode(sha256(decode(p.f[3], 'base64') || convert_to(p.f[4], 'UTF8')), 'base64') || '"', ','
        ORDER BY p.f[2] COLLATE "C") AS digests,
      count(DISTINCT p.f[2] COLLATE "C") = count(*) AND bool_and(
        (p.f[2] IN ('actor', 'purpose', 'net', 'http', 'sealed') OR p.f[2] ~ '^originator:[A-Za-z0-9._-]{1,64}$')
        -- 128 bits and nothing else.
        AND octet_length(p.f[3]) = 24 AND octet_length(decode(p.f[3], 'base64')) = 16
        -- `#>>` reads the value to its last letter: half a character or a NUL is refused, and JSON null is no value.
        AND (p.f[4]::json #>> '{}') IS NOT NULL AND btrim(p.f[4], E' \r') = p.f[4]) AS sound
    FROM part p GROUP BY 1
  ), tailed AS (
    SELECT e.n, e.leaf, string_to_array(e.columns, E'\t', '') AS f, coalesce(o.stored, '') AS stored, coalesce(o.sound, true) AS sound,
      ',"parts":{' || coalesce(o.digests, '') || '},"ts":"' AS tail
    FROM ROWS FROM (string_to_table(leaves, E'\n'), string_to_table(all_columns, E'\n')) WITH ORDINALITY AS e (leaf, columns, n)
    LEFT JOIN opened o ON o.n = e.n
  ), given AS MATERIALIZED (
    SELECT nextval('audit_body_key') AS body_key, t.n, t.f, t.leaf || leaf_end AS leaf, '{' || t.stored || '}' AS parts,
      left(t.leaf, -length(t.tail)) AS head, t.sound AND right(t.leaf, length(t.tail)) = t.tail AS sound
    FROM (SELECT * FROM tailed ORDER BY tailed.n) t
  ), heads AS (
    SELECT d.head, d.head = audit_canonical_head((d.head || '}')::json) AS sound FROM (SELECT DISTINCT g.head FROM given g) d
  ), written AS (
    INSERT INTO audit_body (at, body_key, leaf, parts, person, agency, action, outcome, code, purpose, rules, resource, about)
    SELECT stamp, v.body_key, v.leaf, v.parts, v.f[1]::bigint, v.f[2], v.f[3], v.f[4], v.f[5], v.f[6],
      coalesce(string_to_array(v.f[7], ' '), '{}'), v.f[8]::bigint, coalesce(string_to_array(v.f[9], ' ')::bigint[], '{}')
    FROM given v
  )
  -- RFC 6962 section 2.1: the hash of a leaf is SHA-256(0x00 || leaf).
  SELECT array_agg(g.body_key ORDER BY g.n), array_agg(sha256('\x00'::bytea || convert_to(g.leaf, 'UTF8')) ORDER BY g.n),
    min(g.n) FILTER (WHERE (g.sound AND h.sound AND starts_with(g.head, '{"action":"' || g.f[3] || '",')
      AND strpos(g.head, ',"code":"' || g.f[5] || '"') > 0 AND right(g.head, length(g.f[4]) + 13) = ',"outcome":"' || g.f[4] || '"') IS NOT TRUE)
    INTO keys, hashes, malformed FROM given g LEFT JOIN heads h ON h.head = g.head;
  IF malformed IS NOT NULL THEN
    RAISE EXCEPTION 'entry % of the batch is not a well-formed leaf with its parts', malformed USING ERRCODE = 'check_violation';
  END IF;
END $$;
DROP FUNCTION audit_canonical_leaf(json, json, timestamptz);

REVOKE ALL ON FUNCTION audit_canonical_head(json) FROM PUBLIC;
