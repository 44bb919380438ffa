-- Changes of the policy: drafted, approved by a second person, put into force, taken back (DOMAIN, Policy change).
-- A version stays written once; which one is in force is history too, and active_policy() alone reads it.

-- The acceptance cases that a version was held against; null: those that came with the software.
ALTER TABLE policy_version ADD COLUMN cases jsonb;
CREATE TRIGGER policy_version_is_not_truncated BEFORE TRUNCATE ON policy_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A change has the number of the version that it becomes. Its author is a person, or the console, which has none.
CREATE TABLE policy_change (
  number integer PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('rules', 'rollback')),
  base_version integer NOT NULL REFERENCES policy_version (version),
  -- Of a rollback: the version that is put into force again.
  target_version integer REFERENCES policy_version (version),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  -- Files that differ from the base: [{folder, name, text}], text null = taken away.
  edits jsonb NOT NULL DEFAULT '[]',
  -- SHA-256 of base and edits: what checks, simulations and approvals are bound to.
  text_hash text NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'CHECKED', 'SIMULATED', 'IN_REVIEW', 'APPROVED', 'ACTIVE', 'SUPERSEDED', 'REJECTED', 'EXPIRED', 'ROLLED_BACK')),
  state_reason text,
  effect jsonb,
  effect_hash text,
  simulated_at timestamptz,
  row_version integer NOT NULL DEFAULT 1,
  author uuid REFERENCES person (id),
  author_agency text NOT NULL DEFAULT '',
  author_country text NOT NULL DEFAULT '',
  author_idp text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'rollback') = (target_version IS NOT NULL)),
  CHECK (state NOT IN ('REJECTED', 'ROLLED_BACK') OR state_reason IS NOT NULL)
);

-- From which state to which: the machine holds whoever writes.
CREATE FUNCTION policy_change_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE allowed jsonb := '{
  "DRAFT": ["DRAFT", "CHECKED", "REJECTED"],
  "CHECKED": ["DRAFT", "CHECKED", "SIMULATED", "REJECTED"],
  "SIMULATED": ["DRAFT", "CHECKED", "SIMULATED", "IN_REVIEW", "ACTIVE", "REJECTED"],
  "IN_REVIEW": ["CHECKED", "SIMULATED", "IN_REVIEW", "APPROVED", "REJECTED"],
  "APPROVED": ["CHECKED", "SIMULATED", "APPROVED", "ACTIVE", "REJECTED"],
  "ACTIVE": ["SUPERSEDED", "ROLLED_BACK", "EXPIRED"],
  "SUPERSEDED": ["ACTIVE"],
  "ROLLED_BACK": ["ACTIVE"]
}';
BEGIN
  IF NOT coalesce(allowed -> OLD.state ? NEW.state, false) THEN
    RAISE EXCEPTION 'a policy change does not go from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
  END IF;
  IF (NEW.number, NEW.kind, NEW.target_version, NEW.author, NEW.author_agency, NEW.author_country, NEW.author_idp, NEW.created_at)
    IS DISTINCT FROM (OLD.number, OLD.kind, OLD.target_version, OLD.author, OLD.author_agency, OLD.author_country, OLD.author_idp, OLD.created_at) THEN
    RAISE EXCEPTION 'who wrote a policy change stays' USING ERRCODE = '23514';
  END IF;
  IF (NEW.edits, NEW.base_version, NEW.text_hash) IS DISTINCT FROM (OLD.edits, OLD.base_version, OLD.text_hash)
    AND NEW.state NOT IN ('DRAFT', 'CHECKED') THEN
    RAISE EXCEPTION 'a policy change is edited as a draft' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_change_moves BEFORE UPDATE ON policy_change FOR EACH ROW EXECUTE FUNCTION policy_change_moves();

CREATE TABLE policy_approval (
  change integer NOT NULL REFERENCES policy_change (number),
  person uuid NOT NULL REFERENCES person (id),
  agency text NOT NULL,
  country text NOT NULL,
  idp text NOT NULL,
  text_hash text NOT NULL,
  effect_hash text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (change, person, text_hash, effect_hash)
);

CREATE TABLE policy_activation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version integer NOT NULL REFERENCES policy_version (version),
  kind text NOT NULL CHECK (kind IN ('seed', 'activate', 'rollback', 'lapse')),
  change integer REFERENCES policy_change (number),
  activated_by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- A narrowing that its author put into force alone ends here unless a second person ratifies it.
  lapses_at timestamptz
);
INSERT INTO policy_activation (version, kind, activated_by, at)
  SELECT version, 'seed', activated_by, activated_at FROM policy_version ORDER BY version;

CREATE TABLE policy_ratification (
  activation bigint PRIMARY KEY REFERENCES policy_activation (id),
  person uuid NOT NULL REFERENCES person (id),
  agency text NOT NULL,
  country text NOT NULL,
  idp text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- The version in force: the one place that says so, for the portal, its export and its freshness.
CREATE FUNCTION active_policy() RETURNS TABLE (version integer, activation bigint, change integer, lapses_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT a.version, a.id, a.change, CASE WHEN r.activation IS NULL THEN a.lapses_at END
  FROM policy_activation a LEFT JOIN policy_ratification r ON r.activation = a.id
  ORDER BY a.id DESC LIMIT 1
$$;

-- Two persons are two agencies, two identity providers and two countries (THREATS 28, 33).
CREATE FUNCTION are_two_parties(a_person uuid, a_agency text, a_idp text, a_country text, b_person uuid, b_agency text, b_idp text, b_country text)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT a_person IS DISTINCT FROM b_person AND a_agency <> b_agency AND a_idp <> b_idp AND a_country <> b_country
$$;

CREATE FUNCTION policy_approval_is_second() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE changed policy_change;
BEGIN
  SELECT * INTO changed FROM policy_change WHERE number = NEW.change FOR UPDATE;
  IF changed.state <> 'IN_REVIEW' OR changed.text_hash <> NEW.text_hash OR changed.effect_hash IS DISTINCT FROM NEW.effect_hash THEN
    RAISE EXCEPTION 'what is approved is not what is in review' USING ERRCODE = '23514';
  END IF;
  IF NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, changed.author, changed.author_agency, changed.author_idp, changed.author_country)
    OR EXISTS (SELECT 1 FROM policy_approval o WHERE o.change = NEW.change AND o.text_hash = NEW.text_hash AND o.effect_hash = NEW.effect_hash
      AND NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, o.person, o.agency, o.idp, o.country)) THEN
    RAISE EXCEPTION 'a change is approved by somebody of another agency, identity provider and country' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_approval_is_second BEFORE INSERT ON policy_approval FOR EACH ROW EXECUTE FUNCTION policy_approval_is_second();

-- A change by a person needs one approval, one by the console two; a lone narrowing none, but an end.
CREATE FUNCTION policy_activation_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed policy_change;
  active record;
  approvals integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('policy_activation'));
  SELECT * INTO active FROM active_policy();
  IF NEW.kind = 'seed' THEN
    IF active.version IS NOT NULL AND NOT EXISTS (SELECT 1 FROM installation WHERE kind = 'demo') THEN
      RAISE EXCEPTION 'only the first version of a live database comes from files' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.kind = 'lapse' THEN
    IF active.lapses_at IS NULL OR active.lapses_at > now() OR NEW.lapses_at IS NOT NULL
      OR NEW.version IS DISTINCT FROM (SELECT version FROM policy_activation WHERE id < active.activation ORDER BY id DESC LIMIT 1) THEN
      RAISE EXCEPTION 'nothing lapses now' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO changed FROM policy_change WHERE number = NEW.change FOR UPDATE;
  IF changed.number IS NULL OR changed.base_version <> active.version
    OR NEW.version <> (CASE WHEN NEW.kind = 'rollback' THEN changed.target_version ELSE changed.number END)
    OR (NEW.kind = 'rollback') <> (changed.kind = 'rollback') THEN
    RAISE EXCEPTION 'the change does not follow the version in force' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'rollback' AND NOT EXISTS (SELECT 1 FROM policy_activation WHERE version = NEW.version) THEN
    RAISE EXCEPTION 'a version that was never in force is nothing to go back to' USING ERRCODE = '23514';
  END IF;
  -- Nothing is built on a narrowing that nobody ratified: one person could else hold it up for ever.
  IF active.lapses_at IS NOT NULL AND (NEW.kind = 'activate' OR NEW.lapses_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the version in force waits for ratification' USING ERRCODE = '23514';
  END IF;
  SELECT count(*) INTO approvals FROM policy_approval
    WHERE change = changed.number AND text_hash = changed.text_hash AND effect_hash = changed.effect_hash;
  IF changed.state = 'APPROVED' AND NEW.lapses_at IS NULL AND approvals >= (CASE WHEN changed.author IS NULL THEN 2 ELSE 1 END) THEN
    RETURN NEW;
  END IF;
  IF changed.state = 'SIMULATED' AND changed.author IS NOT NULL AND NEW.activated_by = changed.author::text
    AND NEW.lapses_at BETWEEN now() AND now() + interval '24 hours' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the change lacks an approval' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER policy_activation_is_earned BEFORE INSERT ON policy_activation FOR EACH ROW EXECUTE FUNCTION policy_activation_is_earned();

CREATE FUNCTION policy_ratification_is_second() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE changed policy_change;
BEGIN
  SELECT c.* INTO changed FROM policy_activation a JOIN policy_change c ON c.number = a.change
    WHERE a.id = NEW.activation AND a.lapses_at > now() AND a.id = (SELECT activation FROM active_policy());
  IF changed.number IS NULL
    OR NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, changed.author, changed.author_agency, changed.author_idp, changed.author_country) THEN
    RAISE EXCEPTION 'a narrowing is ratified in time, by somebody of another agency, identity provider and country' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_ratification_is_second BEFORE INSERT ON policy_ratification FOR EACH ROW EXECUTE FUNCTION policy_ratification_is_second();

-- History is written once, whoever writes.
CREATE TRIGGER policy_approval_is_written_once BEFORE UPDATE OR DELETE ON policy_approval FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_approval_is_not_truncated BEFORE TRUNCATE ON policy_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_activation_is_written_once BEFORE UPDATE OR DELETE ON policy_activation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_activation_is_not_truncated BEFORE TRUNCATE ON policy_activation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_ratification_is_written_once BEFORE UPDATE OR DELETE ON policy_ratification FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_ratification_is_not_truncated BEFORE TRUNCATE ON policy_ratification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_change_is_not_deleted BEFORE DELETE ON policy_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_change_is_not_truncated BEFORE TRUNCATE ON policy_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is in force changes with an activation, no longer with a version that is only stored.
DROP TRIGGER policy_version_raises_epoch ON policy_version;
CREATE TRIGGER policy_activation_raises_epoch AFTER INSERT ON policy_activation FOR EACH STATEMENT EXECUTE FUNCTION raise_policy_epoch();

GRANT SELECT, INSERT ON policy_approval, policy_activation, policy_ratification TO seguito_portal;
GRANT SELECT, INSERT, UPDATE ON policy_change TO seguito_portal;
