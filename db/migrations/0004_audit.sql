-- The record of every access. The portal's role has no right on any table here: it may only call the functions
-- granted at the end. Triggers refuse UPDATE, DELETE and TRUNCATE even to the owner; whoever removes a trigger
-- first is found by the tree, which partners verify offline.

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit table % only grows: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- The only row that is ever updated. Its lock gives one gapless order over any number of portal instances.
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  size bigint NOT NULL CHECK (size >= 0),
  last_at timestamptz NOT NULL
);
INSERT INTO audit_head (size, last_at) VALUES (0, '2000-01-01T00:00:00Z');
CREATE FUNCTION audit_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size OR NEW.last_at < OLD.last_at OR NOT NEW.only_row THEN
    RAISE EXCEPTION 'the head of the log only grows' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_only_grows();
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_is_not_truncated BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- The leaf hashes of the RFC 6962 tree, for ever.
CREATE TABLE audit_leaf (
  idx bigint PRIMARY KEY CHECK (idx >= 0),
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  body_key bigint NOT NULL UNIQUE,
  at timestamptz NOT NULL
);
CREATE TRIGGER audit_leaf_stays BEFORE UPDATE OR DELETE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_leaf_is_not_truncated BEFORE TRUNCATE ON audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Leaf (exact canonical text) and parts (canonical text of {name: {salt, value}}); the other columns are for search
-- and hold handles, never ids of people or records.
CREATE SEQUENCE audit_body_key AS bigint;
CREATE TABLE audit_body (
  at timestamptz NOT NULL,
  body_key bigint NOT NULL,
  leaf text NOT NULL,
  parts text NOT NULL,
  person bigint,
  agency text,
  action text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('permit', 'deny', 'error')),
  code text NOT NULL,
  purpose text,
  rules text[] NOT NULL,
  resource bigint,
  about bigint[] NOT NULL,
  PRIMARY KEY (at, body_key)
) PARTITION BY RANGE (at);
CREATE INDEX audit_body_by_person ON audit_body (person, at, body_key);
CREATE INDEX audit_body_by_agency ON audit_body (agency, at, body_key);
CREATE INDEX audit_body_by_refusal ON audit_body (outcome, at, body_key) WHERE outcome <> 'permit';
-- Handles of the resource, of every disclosed record and of every originator: "who saw this".
CREATE INDEX audit_body_about ON audit_body USING gin (about);
CREATE TRIGGER audit_body_stays BEFORE UPDATE OR DELETE ON audit_body FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_body_is_not_truncated BEFORE TRUNCATE ON audit_body FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- The net under the monthly partitions: an entry is never refused because a month is missing.
CREATE TABLE audit_body_default PARTITION OF audit_body DEFAULT;
CREATE TRIGGER audit_body_is_not_truncated BEFORE TRUNCATE ON audit_body_default FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Written with a change, in its transaction; whoever deletes the row gives the entry its place in the tree.
CREATE TABLE audit_pending (
  body_key bigint PRIMARY KEY,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  at timestamptz NOT NULL
);
CREATE FUNCTION audit_pending_was_sequenced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM audit_leaf WHERE body_key = OLD.body_key AND leaf_hash = OLD.leaf_hash) THEN
    RAISE EXCEPTION 'a pending entry leaves only into the tree' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
-- At COMMIT: a deletion that did not put the leaf into the tree is undone, whoever made it.
CREATE CONSTRAINT TRIGGER audit_pending_becomes_leaf AFTER DELETE ON audit_pending
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_pending_was_sequenced();
CREATE TRIGGER audit_pending_stays BEFORE UPDATE ON audit_pending FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_pending_is_not_truncated BEFORE TRUNCATE ON audit_pending FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Root of the perfect subtree of 256^level leaves that starts at leaf idx * 256^level. Level 0 is audit_leaf.
CREATE TABLE audit_tile (
  level integer NOT NULL CHECK (level BETWEEN 1 AND 7),
  idx bigint NOT NULL CHECK (idx >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, idx)
);
CREATE TRIGGER audit_tile_stays BEFORE UPDATE OR DELETE ON audit_tile FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_tile_is_not_truncated BEFORE TRUNCATE ON audit_tile FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Every checkpoint that was ever signed.
CREATE TABLE audit_checkpoint (
  size bigint PRIMARY KEY CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_is_not_truncated BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- HMAC-SHA-256 (RFC 2104) without an extension: a key of at most 64 bytes is padded with zeros and mixed with two constants.
CREATE FUNCTION audit_hmac_pad(key bytea, mix integer) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = public, pg_temp AS $$
DECLARE
  pad bytea := decode(repeat(to_hex(mix), 64), 'hex');
BEGIN
  FOR i IN 0 .. octet_length(key) - 1 LOOP
    pad := set_byte(pad, i, get_byte(key, i) # mix);
  END LOOP;
  RETURN pad;
END $$;
CREATE FUNCTION audit_random_key() RETURNS bytea LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
$$;

-- Key of the handles (search columns, pseudonyms): without it a handle cannot be guessed from an id.
CREATE TABLE audit_handle_secret (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  key bytea NOT NULL,
  inner_pad bytea NOT NULL GENERATED ALWAYS AS (audit_hmac_pad(key, 54)) STORED,
  outer_pad bytea NOT NULL GENERATED ALWAYS AS (audit_hmac_pad(key, 92)) STORED
);
INSERT INTO audit_handle_secret (key) VALUES (audit_random_key());
CREATE TRIGGER audit_handle_secret_stays BEFORE UPDATE OR DELETE ON audit_handle_secret FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_handle_secret_is_not_truncated BEFORE TRUNCATE ON audit_handle_secret FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- The key under which a record's changes are recorded. It dies with the record: this table may be deleted from.
CREATE TABLE record_key (
  type text NOT NULL,
  id text NOT NULL,
  key bytea NOT NULL,
  PRIMARY KEY (type, id)
);

-- First 64 bits of the HMAC, as audit/handles.ts makes them.
CREATE FUNCTION audit_handle(kind text, id text) RETURNS bigint LANGUAGE sql STABLE STRICT SET search_path = public, pg_temp AS $$
  SELECT ('x' || encode(substr(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(kind || ':' || id, 'UTF8'))), 1, 8), 'hex'))::bit(64)::bigint
  FROM audit_handle_secret s
$$;
CREATE FUNCTION audit_handle_key() RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT key FROM audit_handle_secret
$$;

CREATE FUNCTION audit_time(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE STRICT SET search_path = public, pg_temp AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- This month and the two after it. Called by the integrator; cheap when there is nothing to do.
CREATE FUNCTION audit_prepare_partitions() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first timestamp;
  name text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit_prepare_partitions', 0));
  FOR i IN 0 .. 2 LOOP
    first := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
    name := 'audit_body_' || to_char(first, 'YYYY_MM');
    CONTINUE WHEN to_regclass('public.' || name) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT FROM audit_body_default d
      WHERE d.at >= first AT TIME ZONE 'UTC' AND d.at < (first + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_body FOR VALUES FROM (%L) TO (%L)', name,
      first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('CREATE TRIGGER audit_body_is_not_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', name);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
SELECT audit_prepare_partitions();

-- A commit that does not wait for the disk is no commit: checked with every append, because a session can change it.
CREATE FUNCTION audit_assert_durable() RETURNS void LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('fsync') <> 'on' OR current_setting('synchronous_commit') = 'off' THEN
    RAISE EXCEPTION 'fsync or synchronous_commit is off: no entry is accepted' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END $$;

-- Bodies of entries, one line each, in three texts: the leaf up to and with "ts":" (the time is put in here, so the clock is
-- the database's; in canonical JSON (RFC 8785) "ts" and "v" are the last members), the parts, and the search columns
-- divided by tabs. Canonical JSON holds no newline, so dividing is all the parsing there is.
CREATE FUNCTION audit_insert_bodies(leaves text, all_parts text, all_columns text, stamp timestamptz, OUT keys bigint[], OUT hashes bytea[])
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  leaf_end text := audit_time(stamp) || '","v":1}';
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
  SELECT array_agg(g.body_key ORDER BY g.n), array_agg(sha256('\x00'::bytea || convert_to(g.leaf, 'UTF8')) ORDER BY g.n)
    INTO keys, hashes FROM given g;
END $$;

-- One statement for a whole batch: takes over pending rows, raises the head, writes bodies and leaves.
-- Returns the first index, the time of the batch, and which of the wanted pending entries are in the tree now.
CREATE FUNCTION audit_append(leaves text, all_parts text, all_columns text, wanted bigint[], OUT first_index bigint, OUT stamp text, OUT sequenced bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fresh integer := CASE WHEN leaves = '' THEN 0 ELSE cardinality(string_to_array(leaves, E'\n')) END;
  moved_keys bigint[] := '{}';
  moved_hashes bytea[] := '{}';
  moved_times timestamptz[] := '{}';
  new_keys bigint[];
  new_hashes bytea[];
  batch_at timestamptz;
BEGIN
  PERFORM audit_assert_durable();
  IF cardinality(wanted) > 0 THEN
    WITH taken AS (
      SELECT body_key FROM audit_pending WHERE body_key = ANY (wanted) ORDER BY body_key FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM audit_pending p USING taken t WHERE p.body_key = t.body_key RETURNING p.body_key, p.leaf_hash, p.at
    )
    SELECT coalesce(array_agg(body_key ORDER BY body_key), '{}'), coalesce(array_agg(leaf_hash ORDER BY body_key), '{}'),
           coalesce(array_agg(at ORDER BY body_key), '{}')
    INTO moved_keys, moved_hashes, moved_times FROM gone;
  END IF;
  IF fresh + cardinality(moved_keys) > 0 THEN
    UPDATE audit_head SET size = size + fresh + cardinality(moved_keys), last_at = greatest(clock_timestamp(), last_at)
      RETURNING size - fresh - cardinality(moved_keys), last_at INTO first_index, batch_at;
    INSERT INTO audit_leaf (idx, leaf_hash, body_key, at)
      SELECT first_index + u.n - 1, u.hash, u.key, u.at
      FROM unnest(moved_keys, moved_hashes, moved_times) WITH ORDINALITY AS u (key, hash, at, n);
    IF fresh > 0 THEN
      SELECT b.keys, b.hashes INTO new_keys, new_hashes FROM audit_insert_bodies(leaves, all_parts, all_columns, batch_at) b;
      INSERT INTO audit_leaf (idx, leaf_hash, body_key, at)
        SELECT first_index + cardinality(moved_keys) + u.n - 1, u.hash, u.key, batch_at
        FROM unnest(new_keys, new_hashes) WITH ORDINALITY AS u (key, hash, n);
    END IF;
  ELSE
    SELECT size, greatest(clock_timestamp(), last_at) INTO first_index, batch_at FROM audit_head;
  END IF;
  stamp := audit_time(batch_at);
  IF cardinality(wanted) > 0 THEN
    SELECT coalesce(array_agg(l.body_key), '{}') INTO sequenced FROM audit_leaf l WHERE l.body_key = ANY (wanted);
  ELSE
    sequenced := '{}';
  END IF;
END $$;

-- Inside a change's own transaction; never touches the head, so its lock is not held across the client's round trips.
CREATE FUNCTION audit_append_pending(leaves text, all_parts text, all_columns text, OUT keys bigint[], OUT stamp text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  hashes bytea[];
  batch_at timestamptz;
BEGIN
  PERFORM audit_assert_durable();
  SELECT greatest(clock_timestamp(), last_at) INTO batch_at FROM audit_head;
  SELECT b.keys, b.hashes INTO keys, hashes FROM audit_insert_bodies(leaves, all_parts, all_columns, batch_at) b;
  INSERT INTO audit_pending (body_key, leaf_hash, at)
    SELECT u.key, u.hash, batch_at FROM unnest(keys, hashes) AS u (key, hash);
  stamp := audit_time(batch_at);
END $$;

-- What a crash between a change's COMMIT and its sequencing left behind.
CREATE FUNCTION audit_sweep(at_most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  waiting bigint[];
BEGIN
  SELECT array_agg(p.body_key) INTO waiting
    FROM (SELECT body_key FROM audit_pending ORDER BY body_key LIMIT least(at_most, 1000)) p;
  IF waiting IS NULL THEN
    RETURN 0;
  END IF;
  RETURN (SELECT cardinality(a.sequenced) FROM audit_append('', '', '', waiting) a);
END $$;

-- HMACs of the values of a change under the record's own key; the key never leaves the database.
CREATE FUNCTION audit_change_macs(record_type text, record_id text, messages text[]) RETURNS bytea[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  secret bytea;
  inner_pad bytea;
  outer_pad bytea;
BEGIN
  INSERT INTO record_key (type, id, key) VALUES (record_type, record_id, audit_random_key()) ON CONFLICT (type, id) DO NOTHING;
  SELECT k.key INTO STRICT secret FROM record_key k WHERE k.type = record_type AND k.id = record_id;
  inner_pad := audit_hmac_pad(secret, 54);
  outer_pad := audit_hmac_pad(secret, 92);
  RETURN (SELECT array_agg(sha256(outer_pad || sha256(inner_pad || convert_to(u.message, 'UTF8'))) ORDER BY u.n)
    FROM unnest(messages) WITH ORDINALITY AS u (message, n));
END $$;

-- The tree: hashes only, nothing about anybody.
CREATE FUNCTION audit_state(OUT size bigint, OUT last_at text, OUT pending bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.size, audit_time(h.last_at), (SELECT count(*) FROM audit_pending) FROM audit_head h
$$;
CREATE FUNCTION audit_nodes(at_level integer, first_idx bigint, next_idx bigint) RETURNS TABLE (idx bigint, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF at_level = 0 THEN
    RETURN QUERY SELECT l.idx, l.leaf_hash FROM audit_leaf l WHERE l.idx >= first_idx AND l.idx < next_idx ORDER BY l.idx;
  ELSE
    RETURN QUERY SELECT t.idx, t.hash FROM audit_tile t WHERE t.level = at_level AND t.idx >= first_idx AND t.idx < next_idx ORDER BY t.idx;
  END IF;
END $$;
CREATE FUNCTION audit_add_checkpoint(levels integer[], indexes bigint[], hashes bytea[], tree_size bigint, tree_root bytea, signed_note text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  added integer;
BEGIN
  IF tree_size > (SELECT size FROM audit_head) THEN
    RAISE EXCEPTION 'a checkpoint of % entries, but the log is shorter', tree_size;
  END IF;
  INSERT INTO audit_tile (level, idx, hash) SELECT u.level, u.idx, u.hash FROM unnest(levels, indexes, hashes) AS u (level, idx, hash)
    ON CONFLICT (level, idx) DO NOTHING;
  INSERT INTO audit_checkpoint (size, root, note) VALUES (tree_size, tree_root, signed_note) ON CONFLICT (size) DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added = 1;
END $$;
CREATE FUNCTION audit_checkpoint_up_to(at_most bigint) RETURNS TABLE (size bigint, root bytea, note text, signed_at text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.size, c.root, c.note, audit_time(c.signed_at) FROM audit_checkpoint c
  WHERE at_most IS NULL OR c.size <= at_most ORDER BY c.size DESC LIMIT 1
$$;
-- A receipt holds the time of its entry's place; the entry of a change may have been written a little earlier.
CREATE FUNCTION audit_has_leaf(wanted bytea, around timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM audit_leaf WHERE leaf_hash = wanted AND at BETWEEN around - interval '10 minutes' AND around + interval '1 minute')
$$;
-- Times follow the index, so an index of a few pages is enough; one over hashes would cost every append.
CREATE INDEX audit_leaf_by_time ON audit_leaf USING brin (at) WITH (pages_per_range = 16, autosummarize = on);

-- Leaves without their parts: what the console may export.
CREATE FUNCTION audit_leaves(first_idx bigint, next_idx bigint) RETURNS TABLE (idx bigint, leaf_hash bytea, leaf text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.idx, l.leaf_hash, b.leaf FROM audit_leaf l LEFT JOIN audit_body b ON b.at = l.at AND b.body_key = l.body_key
  WHERE l.idx >= first_idx AND l.idx < next_idx ORDER BY l.idx
$$;

-- Who asks, from the stored rows: a caller can narrow the scope that was granted, never widen it.
CREATE FUNCTION audit_viewer(viewer uuid, wanted_scope text, OUT scope text, OUT agency text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  SELECT CASE WHEN r.scope = 'all' AND wanted_scope = 'all' THEN 'all' ELSE 'agency' END, p.agency INTO scope, agency
    FROM role_assignment r JOIN person p ON p.id = r.person
    WHERE r.person = viewer AND r.role = 'auditor' AND r.revoked_at IS NULL AND p.status = 'ACTIVE';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'not an auditor' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- `terms`: [{"field","value","not"}], at most 20; only the names below exist, and values reach SQL as values.
-- Not granted to anybody: the two functions below say what of a row may leave.
CREATE FUNCTION audit_find(terms jsonb, head_only boolean, only_agency text, own_agency text, before_at timestamptz, before_key bigint, at_most integer)
RETURNS TABLE (idx bigint, leaf text, parts text, at timestamptz, body_key bigint)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  term jsonb;
  clause text;
  clauses text := 'true';
  n integer := 0;
BEGIN
  IF jsonb_array_length(terms) > 20 THEN
    RAISE EXCEPTION 'more than 20 terms';
  END IF;
  FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
    clause := CASE term ->> 'field'
      WHEN 'action' THEN 'b.action = $1 -> %s ->> ''value'''
      WHEN 'area' THEN 'split_part(b.action, ''.'', 1) = $1 -> %s ->> ''value'''
      WHEN 'outcome' THEN 'b.outcome = $1 -> %s ->> ''value'''
      WHEN 'code' THEN 'b.code = $1 -> %s ->> ''value'''
      WHEN 'rule' THEN 'b.rules @> ARRAY[$1 -> %s ->> ''value'']'
      WHEN 'after' THEN 'b.at >= ($1 -> %s ->> ''value'')::timestamptz'
      WHEN 'before' THEN 'b.at < ($1 -> %s ->> ''value'')::timestamptz'
      WHEN 'index' THEN 'l.idx = ($1 -> %s ->> ''value'')::bigint'
    END;
    IF clause IS NULL AND NOT head_only THEN
      clause := CASE term ->> 'field'
        WHEN 'agency' THEN 'b.agency = $1 -> %s ->> ''value'''
        WHEN 'person' THEN 'b.person = ($1 -> %s ->> ''value'')::bigint'
        WHEN 'own-person' THEN '(b.person = ($1 -> %s ->> ''value'')::bigint AND b.agency = $2)'
        WHEN 'purpose' THEN 'b.purpose = $1 -> %s ->> ''value'''
        WHEN 'about' THEN 'b.about @> ARRAY[($1 -> %s ->> ''value'')::bigint]'
      END;
    END IF;
    IF clause IS NULL THEN
      RAISE EXCEPTION 'no search by %', term ->> 'field';
    END IF;
    clause := format(clause, n);
    clauses := clauses || ' AND ' || CASE WHEN (term ->> 'not')::boolean THEN format('(%s) IS NOT TRUE', clause) ELSE clause END;
    n := n + 1;
  END LOOP;
  IF only_agency IS NOT NULL THEN
    clauses := clauses || ' AND (b.agency = $6 OR b.about @> ARRAY[audit_handle(''originator'', $6)])';
  END IF;
  IF before_at IS NOT NULL THEN
    clauses := clauses || ' AND (b.at, b.body_key) < ($3, $4)';
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT l.idx, b.leaf, b.parts, b.at, b.body_key FROM audit_body b JOIN audit_leaf l ON l.body_key = b.body_key
     WHERE %s ORDER BY b.at DESC, b.body_key DESC LIMIT $5', clauses)
    USING terms, own_agency, before_at, before_key, least(at_most, 1001), only_agency;
END $$;

CREATE FUNCTION audit_search(viewer uuid, wanted_scope text, terms jsonb, before_at timestamptz, before_key bigint, at_most integer)
RETURNS TABLE (idx bigint, leaf text, parts text, at text, body_key bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who record;
BEGIN
  SELECT * INTO who FROM audit_viewer(viewer, wanted_scope);
  RETURN QUERY SELECT f.idx, f.leaf, f.parts, audit_time(f.at), f.body_key
    FROM audit_find(terms, false, CASE WHEN who.scope = 'all' THEN NULL ELSE who.agency END, who.agency, before_at, before_key, at_most) f;
END $$;
-- For the console, which is nobody's auditor: by what a leaf says in clear, and nothing but leaves.
CREATE FUNCTION audit_search_heads(terms jsonb, before_at timestamptz, before_key bigint, at_most integer)
RETURNS TABLE (idx bigint, leaf text, at text, body_key bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.idx, f.leaf, audit_time(f.at), f.body_key FROM audit_find(terms, true, NULL, NULL, before_at, before_key, at_most) f
$$;

CREATE FUNCTION audit_entries(viewer uuid, wanted_scope text, indexes bigint[]) RETURNS TABLE (idx bigint, leaf_hash bytea, leaf text, parts text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who record;
BEGIN
  SELECT * INTO who FROM audit_viewer(viewer, wanted_scope);
  RETURN QUERY SELECT l.idx, l.leaf_hash, b.leaf, b.parts
    FROM audit_leaf l LEFT JOIN audit_body b ON b.at = l.at AND b.body_key = l.body_key
    WHERE l.idx = ANY (indexes)
      AND (who.scope = 'all' OR b.agency = who.agency OR b.about @> ARRAY[audit_handle('originator', who.agency)])
    ORDER BY l.idx;
END $$;

-- Checks bodies where they lie: leaf against leaf hash, every part against its digest, every search column against the parts.
-- Only hashes and the name of what is wrong leave. `json` keeps the text of a value exactly as it was hashed.
CREATE FUNCTION audit_body_problem(b audit_body, leaf_hash bytea) RETURNS text LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  head json;
  given json;
  wrong text;
  seen bigint[];
BEGIN
  IF sha256('\x00'::bytea || convert_to(b.leaf, 'UTF8')) <> leaf_hash THEN
    RETURN 'leaf';
  END IF;
  head := b.leaf::json;
  given := b.parts::json;
  SELECT string_agg(coalesce(d.key, p.key), ',') INTO wrong
    FROM json_each_text(head -> 'parts') d FULL JOIN json_each(given) p ON p.key = d.key
    WHERE d.key IS NULL OR p.key IS NULL
      OR d.value <> encode(sha256(decode(p.value ->> 'salt', 'base64') || convert_to((p.value -> 'value')::text, 'UTF8')), 'base64');
  IF wrong IS NOT NULL THEN
    RETURN 'part';
  END IF;
  SELECT coalesce(array_agg(DISTINCT h.handle ORDER BY h.handle), '{}') INTO seen FROM (
    SELECT audit_handle('record', given #>> '{http,value,resource,id}') AS handle
    UNION ALL SELECT audit_handle('originator', substr(p.key, 12)) FROM json_each(given) p WHERE p.key LIKE 'originator:%' AND (p.value -> 'value')::text <> '{}'
    UNION ALL SELECT audit_handle('record', p.value #>> '{value,resource,id}') FROM json_each(given) p WHERE p.key LIKE 'originator:%'
    UNION ALL SELECT audit_handle('record', e ->> 'id') FROM json_each(given) p, json_array_elements(p.value #> '{value,disclosed}') e WHERE p.key LIKE 'originator:%'
  ) h WHERE h.handle IS NOT NULL;
  IF b.action IS DISTINCT FROM head ->> 'action' OR b.outcome IS DISTINCT FROM head ->> 'outcome' OR b.code IS DISTINCT FROM head ->> 'code'
    OR audit_time(b.at) IS DISTINCT FROM head ->> 'ts'
    OR b.rules IS DISTINCT FROM coalesce(ARRAY(SELECT json_array_elements_text(head #> '{decision,ruleIds}')), '{}')
    OR b.agency IS DISTINCT FROM nullif(given #>> '{actor,value,agency}', '')
    OR b.person IS DISTINCT FROM audit_handle('person', given #>> '{actor,value,id}')
    OR b.purpose IS DISTINCT FROM given #>> '{purpose,value,code}'
    OR (b.resource IS NOT NULL AND NOT b.about @> ARRAY[b.resource])
    OR ARRAY(SELECT DISTINCT unnest(b.about) ORDER BY 1) IS DISTINCT FROM seen THEN
    RETURN 'column';
  END IF;
  RETURN NULL;
EXCEPTION WHEN data_exception THEN
  RETURN 'part';
END $$;
CREATE FUNCTION audit_verify_page(first_idx bigint, next_idx bigint) RETURNS TABLE (idx bigint, leaf_hash bytea, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.idx, l.leaf_hash, CASE WHEN b.body_key IS NULL THEN 'body' ELSE audit_body_problem(b, l.leaf_hash) END
  FROM audit_leaf l LEFT JOIN audit_body b ON b.at = l.at AND b.body_key = l.body_key
  WHERE l.idx >= first_idx AND l.idx < next_idx ORDER BY l.idx
$$;
-- Bodies that are neither in the tree nor waiting for it: something wrote past the functions.
CREATE FUNCTION audit_stray_bodies() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM audit_body b
  WHERE NOT EXISTS (SELECT FROM audit_leaf l WHERE l.body_key = b.body_key)
    AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.body_key = b.body_key)
$$;

-- Functions are executable by everybody unless one says otherwise.
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.proname LIKE 'audit\_%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE ALL ON audit_head, audit_leaf, audit_body, audit_pending, audit_tile, audit_checkpoint, audit_handle_secret, record_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  audit_append(text, text, text, bigint[]), audit_append_pending(text, text, text), audit_sweep(integer), audit_change_macs(text, text, text[]),
  audit_handle_key(), audit_prepare_partitions(), audit_state(), audit_nodes(integer, bigint, bigint),
  audit_add_checkpoint(integer[], bigint[], bytea[], bigint, bytea, text), audit_checkpoint_up_to(bigint), audit_has_leaf(bytea, timestamptz),
  audit_leaves(bigint, bigint), audit_search(uuid, text, jsonb, timestamptz, bigint, integer), audit_search_heads(jsonb, timestamptz, bigint, integer),
  audit_entries(uuid, text, bigint[]),
  audit_verify_page(bigint, bigint), audit_stray_bodies()
TO seguito_portal;
