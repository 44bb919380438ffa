-- The ground: what kind of installation this is, who takes part, who may sign in.
-- The portal's role (seguito_portal) has no DDL and no DELETE except where named.

CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  kind text NOT NULL CHECK (kind IN ('demo', 'live')),
  created_at timestamptz NOT NULL DEFAULT now()
);
-- Demo or live is written once, at creation: nothing turns one into the other.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is written once: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER installation_is_written_once BEFORE UPDATE OR DELETE ON installation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER installation_is_not_truncated BEFORE TRUNCATE ON installation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE participant (
  code text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('country', 'economy', 'international-organisation', 'eu-body', 'private', 'academia')),
  names jsonb NOT NULL,
  footnote text
);

CREATE TABLE agency (
  code text PRIMARY KEY,
  participant text NOT NULL REFERENCES participant (code),
  type text NOT NULL CHECK (type IN ('police', 'gendarmerie', 'border', 'customs', 'prosecution', 'ministry', 'international', 'private', 'academia')),
  names jsonb NOT NULL,
  default_legal_basis text NOT NULL DEFAULT '',
  fictional boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED', 'LEFT'))
);

CREATE TABLE community (
  name text PRIMARY KEY,
  names jsonb NOT NULL
);
CREATE TABLE community_member (
  community text NOT NULL REFERENCES community (name),
  agency text NOT NULL REFERENCES agency (code),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (community, agency)
);

CREATE TABLE identity_provider (
  entity_id text PRIMARY KEY,
  alias text NOT NULL UNIQUE,
  participant text NOT NULL,
  agencies text[] NOT NULL,
  status text NOT NULL CHECK (status IN ('APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE', 'SUSPENDED', 'EXPELLED')),
  configuration jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- A person is (IdP, subject-id, agency): another agency value is another person.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  idp text NOT NULL,
  subject_id text NOT NULL,
  agency text NOT NULL REFERENCES agency (code),
  name text NOT NULL,
  rank text NOT NULL DEFAULT '',
  function text NOT NULL DEFAULT '',
  mail text,
  language text NOT NULL DEFAULT 'en',
  clearance text NOT NULL DEFAULT 'OFFICIAL' CHECK (clearance IN ('PUBLIC', 'OFFICIAL', 'RESTRICTED')),
  clearance_until timestamptz,
  purposes text[] NOT NULL DEFAULT '{}',
  fictional boolean NOT NULL DEFAULT false,
  -- Registered beforehand by the agency; others are held to OFFICIAL / GREEN for their first 24 hours.
  preregistered boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  UNIQUE (idp, subject_id, agency)
);
CREATE INDEX person_by_agency ON person (agency);

CREATE TABLE role_assignment (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES person (id),
  role text NOT NULL CHECK (role IN ('liaison-officer', 'conference-secretariat', 'policy-administrator', 'auditor', 'federation-operator')),
  scope text NOT NULL DEFAULT 'agency' CHECK (scope IN ('all', 'agency')),
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX role_assignment_live ON role_assignment (person, role) WHERE revoked_at IS NULL;

-- The purpose a person stated last, so that tomorrow one button is enough.
CREATE TABLE last_purpose (
  person uuid PRIMARY KEY REFERENCES person (id),
  code text NOT NULL,
  legal_basis text NOT NULL,
  reference text NOT NULL,
  stated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE policy_version (
  version integer PRIMARY KEY,
  hash text NOT NULL,
  documents jsonb NOT NULL,
  activated_by text NOT NULL,
  activated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER policy_version_is_written_once BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Grows with every write to what decisions look at beside the record: policies, agencies, communities, roles.
CREATE TABLE policy_epoch (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL
);
INSERT INTO policy_epoch (epoch) VALUES (1);
CREATE FUNCTION raise_policy_epoch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE policy_epoch SET epoch = epoch + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER agency_raises_epoch AFTER INSERT OR UPDATE OR DELETE ON agency FOR EACH STATEMENT EXECUTE FUNCTION raise_policy_epoch();
CREATE TRIGGER community_member_raises_epoch AFTER INSERT OR UPDATE OR DELETE ON community_member FOR EACH STATEMENT EXECUTE FUNCTION raise_policy_epoch();
CREATE TRIGGER role_assignment_raises_epoch AFTER INSERT OR UPDATE OR DELETE ON role_assignment FOR EACH STATEMENT EXECUTE FUNCTION raise_policy_epoch();
CREATE TRIGGER policy_version_raises_epoch AFTER INSERT ON policy_version FOR EACH STATEMENT EXECUTE FUNCTION raise_policy_epoch();

GRANT SELECT ON installation, participant, agency, community, community_member, identity_provider, person, role_assignment, last_purpose, policy_version, policy_epoch TO seguito_portal;
GRANT INSERT, UPDATE ON person, last_purpose, identity_provider TO seguito_portal;
GRANT INSERT, UPDATE ON participant, agency, community, community_member, role_assignment TO seguito_portal;
GRANT INSERT ON policy_version TO seguito_portal;
