-- Identity providers registered in the portal: an application goes from APPLIED to ACTIVE by two operators of different
-- organisations, a test sign-in, and what THREATS 39 asks for beside. The triggers hold it against whoever writes.

-- Of a provider that was registered here: all of its registration. Null: its file, or the demo, says it.
ALTER TABLE identity_provider ADD COLUMN registration jsonb;

CREATE SEQUENCE idp_application_number;
CREATE TABLE idp_application (
  number integer PRIMARY KEY DEFAULT nextval('idp_application_number'),
  entity_id text NOT NULL,
  alias text NOT NULL,
  participant text NOT NULL REFERENCES participant (code),
  agencies text[] NOT NULL CHECK (cardinality(agencies) > 0),
  -- The registration as it would be in force, and what is compared of it (src/identity/widening.ts).
  registration jsonb NOT NULL,
  configuration jsonb NOT NULL,
  -- SHA-256 of the signing certificates, lower-case hex.
  fingerprints text[] NOT NULL CHECK (cardinality(fingerprints) BETWEEN 1 AND 2),
  -- What it opens beyond what is in force, by field; `new` where nothing is.
  wider text[] NOT NULL,
  -- Agencies of it that have a working provider already: each confirms by itself.
  confirming text[] NOT NULL,
  state text NOT NULL CHECK (state IN ('APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE', 'SUPERSEDED', 'REJECTED')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  state_reason text,
  row_version integer NOT NULL DEFAULT 1,
  -- Nobody: a file of FEDERATION_DIR, or the console.
  author uuid REFERENCES person (id),
  author_agency text NOT NULL DEFAULT '',
  author_country text NOT NULL DEFAULT '',
  author_idp text NOT NULL DEFAULT '',
  pinned_at timestamptz,
  -- Of the link that a test sign-in begins with.
  test_hash text UNIQUE,
  test_until timestamptz,
  -- How the last test ended: {at, outcome, reason, check, attributes, dropped, agency, assurance}; nobody's values.
  test jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (state <> 'REJECTED' OR state_reason IS NOT NULL)
);
-- One at a time for each provider.
CREATE UNIQUE INDEX idp_application_open ON idp_application (entity_id) WHERE state IN ('APPLIED', 'VETTED', 'PINNED', 'TESTED');

-- Who took which step; a step of an agency names it.
CREATE TABLE idp_step (
  application integer NOT NULL REFERENCES idp_application (number),
  step text NOT NULL CHECK (step IN ('vet', 'pin', 'confirm', 'activate', 'reject')),
  person uuid NOT NULL REFERENCES person (id),
  agency text NOT NULL,
  country text NOT NULL,
  idp text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idp_step_by_application ON idp_step (application);
CREATE TRIGGER idp_step_is_written_once BEFORE UPDATE OR DELETE ON idp_step FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION idp_step_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE applied idp_application;
BEGIN
  SELECT * INTO applied FROM idp_application WHERE number = NEW.application FOR UPDATE;
  IF NEW.step IN ('vet', 'activate') AND applied.author IS NOT NULL AND cardinality(applied.wider) > 0
    AND NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, applied.author, applied.author_agency, applied.author_idp, applied.author_country) THEN
    RAISE EXCEPTION 'an application is decided by somebody of another agency, identity provider and country' USING ERRCODE = '23514';
  END IF;
  IF NEW.step = 'activate' AND applied.author IS NULL AND cardinality(applied.wider) > 0 AND NOT EXISTS (
    SELECT FROM idp_step v WHERE v.application = NEW.application AND v.step = 'vet'
      AND are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, v.person, v.agency, v.idp, v.country)) THEN
    RAISE EXCEPTION 'an application that nobody signed is decided by two' USING ERRCODE = '23514';
  END IF;
  -- An agency says its yes through a provider that stands already, never through the one that is applied for.
  IF NEW.step = 'confirm' AND (NOT NEW.agency = ANY (applied.confirming) OR NEW.idp = applied.entity_id AND 'new' = ANY (applied.wider)) THEN
    RAISE EXCEPTION 'this agency is not asked' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER idp_step_is_earned BEFORE INSERT ON idp_step FOR EACH ROW EXECUTE FUNCTION idp_step_is_earned();

CREATE FUNCTION idp_application_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE allowed jsonb := '{
  "APPLIED": ["APPLIED", "VETTED", "ACTIVE", "REJECTED"],
  "VETTED": ["VETTED", "PINNED", "REJECTED"],
  "PINNED": ["PINNED", "TESTED", "REJECTED"],
  "TESTED": ["TESTED", "ACTIVE", "REJECTED"],
  "ACTIVE": ["ACTIVE", "SUPERSEDED"]
}';
DECLARE needed text := CASE NEW.state WHEN 'VETTED' THEN 'vet' WHEN 'PINNED' THEN 'pin' WHEN 'ACTIVE' THEN 'activate' END;
BEGIN
  IF NOT coalesce(allowed -> OLD.state ? NEW.state, false) THEN
    RAISE EXCEPTION 'an application does not go from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
  END IF;
  IF (NEW.number, NEW.entity_id, NEW.alias, NEW.participant, NEW.agencies, NEW.registration, NEW.configuration, NEW.fingerprints, NEW.wider, NEW.confirming, NEW.author, NEW.author_agency, NEW.author_country, NEW.author_idp, NEW.created_at)
    IS DISTINCT FROM (OLD.number, OLD.entity_id, OLD.alias, OLD.participant, OLD.agencies, OLD.registration, OLD.configuration, OLD.fingerprints, OLD.wider, OLD.confirming, OLD.author, OLD.author_agency, OLD.author_country, OLD.author_idp, OLD.created_at) THEN
    RAISE EXCEPTION 'what was applied for stays: apply anew' USING ERRCODE = '23514';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF needed IS NOT NULL AND NOT EXISTS (SELECT FROM idp_step s WHERE s.application = NEW.number AND s.step = needed) THEN
    RAISE EXCEPTION 'nobody took the step to %', NEW.state USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'PINNED' THEN NEW.pinned_at := now(); END IF;
  IF NEW.state = 'TESTED' AND NEW.test ->> 'outcome' IS DISTINCT FROM 'good' THEN
    RAISE EXCEPTION 'no test sign-in succeeded' USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'ACTIVE' AND OLD.state = 'APPLIED' AND cardinality(OLD.wider) > 0 THEN
    RAISE EXCEPTION 'an application that opens anything takes the whole way' USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'ACTIVE' AND cardinality(OLD.wider) > 0 THEN
    IF EXISTS (SELECT FROM unnest(OLD.confirming) c WHERE NOT EXISTS (
      SELECT FROM idp_step s WHERE s.application = NEW.number AND s.step = 'confirm' AND s.agency = c)) THEN
      RAISE EXCEPTION 'an agency that has a provider has not confirmed' USING ERRCODE = '23514';
    END IF;
    -- Nobody of an agency without a provider can say no: the others of its country get a day to.
    IF NOT OLD.agencies <@ OLD.confirming AND OLD.pinned_at > now() - interval '24 hours' THEN
      RAISE EXCEPTION 'the first provider of an agency waits a day' USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER idp_application_moves BEFORE UPDATE ON idp_application FOR EACH ROW EXECUTE FUNCTION idp_application_moves();

-- Who is shut out: a provider, an agency or a person. One operator shuts out, another of a different organisation lifts it.
CREATE TABLE suspension (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('identity-provider', 'agency', 'person')),
  -- entityID, code or id.
  subject text NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  -- Nobody: the console.
  person uuid REFERENCES person (id),
  agency text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT '',
  idp text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  sessions_ended integer NOT NULL DEFAULT 0,
  ended text CHECK (ended IN ('lifted', 'expelled')),
  ended_reason text,
  ended_by uuid REFERENCES person (id),
  ended_agency text,
  ended_country text,
  ended_idp text,
  ended_at timestamptz,
  CHECK (ended IS NULL OR (ended_reason IS NOT NULL AND ended_at IS NOT NULL
    AND are_two_parties(ended_by, ended_agency, ended_idp, ended_country, person, agency, idp, country)
    AND (ended = 'lifted' OR kind = 'identity-provider')))
);
CREATE UNIQUE INDEX suspension_live ON suspension (kind, subject) WHERE ended IS NULL;

-- Whether the status of a provider, an agency or a person may become this one.
CREATE FUNCTION status_is_earned(kind_is text, subject_is text, before text, after text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN before = after THEN true
    WHEN after = 'SUSPENDED' THEN EXISTS (SELECT FROM suspension s WHERE s.kind = kind_is AND s.subject = subject_is AND s.ended IS NULL)
    WHEN before = 'SUSPENDED' THEN NOT EXISTS (SELECT FROM suspension s WHERE s.kind = kind_is AND s.subject = subject_is AND s.ended IS NULL)
      AND EXISTS (SELECT FROM suspension s WHERE s.kind = kind_is AND s.subject = subject_is
        AND s.ended = CASE after WHEN 'EXPELLED' THEN 'expelled' ELSE 'lifted' END)
    ELSE before <> 'EXPELLED'
  END
$$;

-- In a demo, and until the first operator was appointed, files are taken as they are (CONTRACT).
CREATE FUNCTION identity_provider_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT status_is_earned('identity-provider', NEW.entity_id, OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'a provider does not go from % to % like this', OLD.status, NEW.status USING ERRCODE = '23514';
  END IF;
  IF NEW.registration IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.registration IS DISTINCT FROM NEW.registration)
    AND NOT EXISTS (SELECT FROM idp_application a WHERE a.entity_id = NEW.entity_id AND a.state = 'ACTIVE'
      AND a.registration = NEW.registration AND a.alias = NEW.alias AND a.agencies = NEW.agencies AND a.participant = NEW.participant) THEN
    RAISE EXCEPTION 'a registration comes into force by its application' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.registration IS NOT NULL AND NEW.registration IS NULL THEN
    RAISE EXCEPTION 'a registration is replaced, never taken away' USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'ACTIVE' AND NEW.registration IS NULL AND (TG_OP = 'INSERT' OR OLD.status NOT IN ('ACTIVE', 'SUSPENDED'))
    AND NOT EXISTS (SELECT FROM installation WHERE kind = 'demo')
    AND EXISTS (SELECT FROM role_assignment WHERE role = 'federation-operator') THEN
    RAISE EXCEPTION 'two operators put a provider into force' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER identity_provider_is_earned BEFORE INSERT OR UPDATE ON identity_provider
  FOR EACH ROW EXECUTE FUNCTION identity_provider_is_earned();

CREATE FUNCTION agency_status_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT status_is_earned('agency', NEW.code, OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'an agency is suspended by an operator and let in again by another' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agency_status_is_earned BEFORE UPDATE OF status ON agency FOR EACH ROW EXECUTE FUNCTION agency_status_is_earned();
CREATE FUNCTION person_status_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT status_is_earned('person', NEW.id::text, OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'a person is suspended by an operator and let in again by another' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_status_is_earned BEFORE UPDATE OF status ON person FOR EACH ROW EXECUTE FUNCTION person_status_is_earned();

-- What an agency is told: somebody spoke in its name, a provider is applied for in its country, its records were read by
-- people who are shut out now. Codes and numbers, never what somebody wrote.
CREATE TABLE agency_notice (
  id uuid PRIMARY KEY,
  agency text NOT NULL REFERENCES agency (code),
  kind text NOT NULL CHECK (kind IN ('impersonation', 'application', 'confirmation', 'activation', 'suspension')),
  -- What it is about: the same again within an hour counts up.
  about text NOT NULL,
  detail jsonb NOT NULL,
  times integer NOT NULL DEFAULT 1,
  at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  seen_by uuid REFERENCES person (id),
  seen_at timestamptz
);
CREATE INDEX agency_notice_open ON agency_notice (agency, last_at DESC) WHERE seen_at IS NULL;

-- A test sign-in belongs to an application and opens no session.
ALTER TABLE saml_request ADD COLUMN test integer;

-- What people of a provider, an agency or one person were given, counted by originator.
CREATE FUNCTION audit_given_before(suspended uuid, since timestamptz)
RETURNS TABLE (originator text, records bigint, people bigint, last_at text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH shut AS (
    SELECT audit_handle('person', p.id::text) AS handle FROM suspension s JOIN person p ON CASE s.kind
      WHEN 'identity-provider' THEN p.idp = s.subject WHEN 'agency' THEN p.agency = s.subject ELSE p.id::text = s.subject END
    WHERE s.id = suspended)
  SELECT substr(part.key, 12), count(DISTINCT one ->> 'id'), count(DISTINCT b.person), audit_time(max(b.at))
  FROM shut JOIN audit_body b ON b.person = shut.handle AND b.at >= since AND b.outcome = 'permit',
    json_each(b.parts::json) part, json_array_elements(part.value #> '{value,disclosed}') one
  WHERE part.key LIKE 'originator:%' AND one ->> 'type' <> 'person'
  GROUP BY part.key ORDER BY 2 DESC, 1 LIMIT 1000
$$;

-- For the report that operators read.
CREATE FUNCTION audit_given(viewer uuid, suspended uuid, since timestamptz)
RETURNS TABLE (originator text, records bigint, people bigint, last_at text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM role_assignment r JOIN person p ON p.id = r.person
    WHERE r.person = viewer AND r.role = 'federation-operator' AND r.revoked_at IS NULL AND p.status = 'ACTIVE') THEN
    RAISE EXCEPTION 'not a federation operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT * FROM audit_given_before(suspended, since);
END $$;

-- Each originator is told in numbers; whoever suspended need not be somebody who may read them.
CREATE FUNCTION audit_tell_originators(suspended uuid, label text, days integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO agency_notice (id, agency, kind, about, detail)
  SELECT gen_random_uuid(), a.code, 'suspension', suspended::text || ' read',
    jsonb_build_object('kind', s.kind, 'label', label, 'what', 'read', 'records', g.records, 'people', g.people, 'days', days)
  FROM suspension s, audit_given_before(suspended, s.at - make_interval(days => days)) g JOIN agency a ON a.code = g.originator
  WHERE s.id = suspended AND NOT EXISTS (SELECT FROM agency_notice n WHERE n.about = suspended::text || ' read')
$$;
REVOKE ALL ON FUNCTION audit_given_before(uuid, timestamptz), audit_given(uuid, uuid, timestamptz), audit_tell_originators(uuid, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_given(uuid, uuid, timestamptz), audit_tell_originators(uuid, text, integer) TO seguito_portal;

GRANT SELECT, INSERT, UPDATE ON idp_application, suspension, agency_notice TO seguito_portal;
GRANT SELECT, INSERT ON idp_step TO seguito_portal;
GRANT USAGE ON SEQUENCE idp_application_number TO seguito_portal;
