-- The functions of the log check what they are given: the portal's own role may be in the wrong hands.

-- The leaf as it must be written (RFC 8785): its head again from what it says, `parts` again from the salted values. A leaf
-- that says anything more, in another order or other letters, or whose digests are not those of its parts, is another text.
CREATE FUNCTION audit_canonical_leaf(given_leaf json, given_parts json, stamp timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT '{"action":' || to_json(h.action) || ',"class":' || to_json(h.class) || ',"code":' || to_json(h.code)
    || CASE WHEN h.decision IS NULL THEN '' ELSE
         ',"decision":{"policyHash":' || to_json(h.decision ->> 'policyHash') || ',"policyVersion":' || (h.decision ->> 'policyVersion')::integer
         || ',"ruleIds":' || array_to_json(ARRAY(SELECT json_array_elements_text(h.decision -> 'ruleIds'))) || '}' END
    || ',"instance":' || to_json(h.instance) || ',"ledVerb":' || coalesce(to_json(h.led_verb)::text, 'null') || ',"outcome":' || to_json(h.outcome)
    || ',"parts":{' || coalesce((
         SELECT string_agg(coalesce(CASE WHEN p.key ~ '^(actor|purpose|net|http|sealed|originator:[A-Za-z0-9._-]{1,64})$' AND v.salt ~ '^[A-Za-z0-9+/]{22}==$' THEN
                  '"' || p.key || '":"' || encode(sha256(decode(v.salt, 'base64') || convert_to(v.value::text, 'UTF8')), 'base64') || '"' END, 'unknown'), ','
                  ORDER BY p.key COLLATE "C")
         FROM json_each(given_parts) p, json_to_record(p.value) AS v (salt text, value json)
       ), '') || '},"ts":"' || audit_time(stamp) || '","v":1}'
  FROM (SELECT r.action, r.class, r.code, r.decision, r.instance, r."ledVerb" AS led_verb, r.outcome
        FROM json_to_record(given_leaf) AS r (action text, class text, code text, decision json, instance text, "ledVerb" text, outcome text)) h
$$;

-- As before, but a leaf that is not well formed, or that says something else than its parts or its columns, is refused: what is
-- in the tree can always be shown, searched and exported.
CREATE OR REPLACE FUNCTION audit_insert_bodies(leaves text, all_parts text, all_columns text, stamp timestamptz, OUT keys bigint[], OUT hashes bytea[])
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  leaf_end text := audit_time(stamp) || '","v":1}';
  malformed bigint;
BEGIN
  WITH given AS MATERIALIZED (
    SELECT nextval('audit_body_key') AS body_key, e.leaf || leaf_end AS leaf, e.parts, string_to_array(e.columns, E'\t', '') AS f, e.n
    FROM ROWS FROM (string_to_table(leaves, E'\n'), string_to_table(all_parts, E'\n'), string_to_table(all_columns, E'\n'))
      WITH ORDINALITY AS e (leaf, parts, columns, n)
    ORDER BY e.n
  ), written AS (
    INSERT INTO audit_body (at, body_key, leaf, parts, person, agency, action, outcome, code, purpose, rules, resource, about)
    SELECT stamp, v.body_key, v.leaf, v.parts, v.f[1]::bigint, v.f[2], v.f[3], v.f[4], v.f[5], v.f[6],
      coalesce(string_to_array(v.f[7], ' '), '{}'), v.f[8]::bigint, coalesce(string_to_array(v.f[9], ' ')::bigint[], '{}')
    FROM given v
  )
  -- RFC 6962 section 2.1: the hash of a leaf is SHA-256(0x00 || leaf).
  SELECT array_agg(g.body_key ORDER BY g.n), array_agg(sha256('\x00'::bytea || convert_to(g.leaf, 'UTF8')) ORDER BY g.n),
    min(g.n) FILTER (WHERE g.leaf IS DISTINCT FROM audit_canonical_leaf(g.leaf::json, g.parts::json, stamp)
      OR NOT starts_with(g.leaf, '{"action":"' || g.f[3] || '",') OR strpos(g.leaf, '"code":"' || g.f[5] || '"') = 0
      OR g.parts !~ '^\{("|\}$)')
    INTO keys, hashes, malformed FROM given g;
  IF malformed IS NOT NULL THEN
    RAISE EXCEPTION 'entry % of the batch is not a well-formed leaf with its parts', malformed USING ERRCODE = 'check_violation';
  END IF;
END $$;

-- RFC 6962 section 2.1: the root of a perfect subtree over hashes, of which there is a power of two.
CREATE FUNCTION audit_perfect_root(hashes bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
  WHILE cardinality(hashes) > 1 LOOP
    hashes := ARRAY(SELECT sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]) FROM generate_series(1, cardinality(hashes) / 2) i ORDER BY i);
  END LOOP;
  RETURN hashes[1];
END $$;
-- The tile that its 256 children make; null while one of them is missing.
CREATE FUNCTION audit_tile_of(at_level integer, at_idx bigint) RETURNS bytea LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN count(*) = 256 THEN audit_perfect_root(array_agg(n.hash ORDER BY n.idx)) END
  FROM audit_nodes(at_level - 1, at_idx * 256, (at_idx + 1) * 256) n
$$;
-- Stores every tile that a tree of this size completes, each made of its children here; nobody hands tiles in.
CREATE FUNCTION audit_extend_tiles(tree_size bigint) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  span bigint := 256;
  next_idx bigint;
BEGIN
  FOR at_level IN 1 .. 7 LOOP
    EXIT WHEN span > tree_size;
    SELECT coalesce(max(t.idx) + 1, 0) INTO next_idx FROM audit_tile t WHERE t.level = at_level;
    INSERT INTO audit_tile (level, idx, hash)
      SELECT at_level, i, audit_tile_of(at_level, i) FROM generate_series(next_idx, tree_size / span - 1) i;
    span := span * 256;
  END LOOP;
END $$;
-- Root of the tree of the first `tree_size` leaves. Its right edge is at most 255 nodes of each level.
CREATE FUNCTION audit_root_at(tree_size bigint) RETURNS bytea LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  root bytea;
  edge bytea[];
  left_over bigint := tree_size;
  first_idx bigint;
  width integer;
  peak bytea;
BEGIN
  FOR at_level IN 0 .. 7 LOOP
    first_idx := left_over / 256 * 256;
    SELECT coalesce(array_agg(n.hash ORDER BY n.idx), '{}') INTO edge FROM audit_nodes(at_level, first_idx, left_over) n;
    width := 1;
    WHILE width <= cardinality(edge) LOOP
      IF cardinality(edge) & width > 0 THEN
        peak := audit_perfect_root(edge[cardinality(edge) - width + 1 :]);
        root := CASE WHEN root IS NULL THEN peak ELSE sha256('\x01'::bytea || peak || root) END;
        edge := edge[: cardinality(edge) - width];
      END IF;
      width := width * 2;
    END LOOP;
    left_over := left_over / 256;
    EXIT WHEN left_over = 0;
  END LOOP;
  RETURN coalesce(root, sha256(''::bytea));
END $$;

-- A note that is not the log's own signature cannot be told here (there is no Ed25519 in SQL). It must not be in the way of the
-- true one: two notes of one size may both be kept, and readers take the newest that the log's key signed.
ALTER TABLE audit_checkpoint DROP CONSTRAINT audit_checkpoint_pkey;
CREATE UNIQUE INDEX audit_checkpoint_once ON audit_checkpoint (size, md5(note));

DROP FUNCTION audit_add_checkpoint(integer[], bigint[], bytea[], bigint, bytea, text);
CREATE FUNCTION audit_add_checkpoint(tree_size bigint, signed_note text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  root bytea;
  origin text;
  added integer;
BEGIN
  IF tree_size > (SELECT size FROM audit_head) THEN
    RAISE EXCEPTION 'a checkpoint of % entries, but the log is shorter', tree_size USING ERRCODE = 'check_violation';
  END IF;
  PERFORM audit_extend_tiles(tree_size);
  root := audit_root_at(tree_size);
  -- The first checkpoint gives the log its name.
  SELECT split_part(c.note, E'\n', 1) INTO origin FROM audit_checkpoint c ORDER BY c.size, c.signed_at LIMIT 1;
  origin := coalesce(origin, split_part(signed_note, E'\n', 1));
  IF octet_length(signed_note) > 4096
    OR NOT starts_with(signed_note, concat(origin, E'\n', tree_size, E'\n', encode(root, 'base64'), E'\n\n')) THEN
    RAISE EXCEPTION 'the checkpoint of % entries says something else than the log', tree_size USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO audit_checkpoint (size, root, note) VALUES (tree_size, root, signed_note) ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added = 1;
END $$;

-- Newest first, of at most so many entries; whoever asks looks for the newest that the log's key signed.
DROP FUNCTION audit_checkpoint_up_to(bigint);
CREATE FUNCTION audit_checkpoints(at_most bigint, skipped bigint, wanted integer) RETURNS TABLE (size bigint, root bytea, note text, signed_at text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.size, c.root, c.note, audit_time(c.signed_at) FROM audit_checkpoint c
  WHERE at_most IS NULL OR c.size <= at_most ORDER BY c.size DESC, c.signed_at DESC, c.note OFFSET skipped LIMIT least(wanted, 100)
$$;
-- Tiles of a level that are not what their children make.
CREATE FUNCTION audit_wrong_tiles(at_level integer, first_idx bigint, next_idx bigint) RETURNS TABLE (idx bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.idx FROM audit_tile t
  WHERE t.level = at_level AND t.idx >= first_idx AND t.idx < next_idx AND t.hash IS DISTINCT FROM audit_tile_of(t.level, t.idx) ORDER BY t.idx
$$;
-- Seconds since the entry at this index got its place; null when there is none.
CREATE FUNCTION audit_leaf_age(at_idx bigint) RETURNS double precision LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT extract(epoch FROM clock_timestamp() - l.at)::double precision FROM audit_leaf l WHERE l.idx = at_idx
$$;

REVOKE ALL ON FUNCTION
  audit_canonical_leaf(json, json, timestamptz), audit_perfect_root(bytea[]), audit_tile_of(integer, bigint), audit_extend_tiles(bigint),
  audit_root_at(bigint), audit_add_checkpoint(bigint, text), audit_checkpoints(bigint, bigint, integer), audit_wrong_tiles(integer, bigint, bigint),
  audit_leaf_age(bigint)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  audit_add_checkpoint(bigint, text), audit_checkpoints(bigint, bigint, integer), audit_wrong_tiles(integer, bigint, bigint), audit_leaf_age(bigint)
TO seguito_portal;
