-- Sign-in and sessions. A session is found by the SHA-256 of its token: a stolen table opens nothing.

CREATE TABLE session (
  token_hash text PRIMARY KEY,
  -- The handle that pages and the log show; the token itself is never written.
  handle uuid NOT NULL UNIQUE,
  person uuid NOT NULL REFERENCES person (id),
  idp text NOT NULL,
  name_id text,
  session_index text,
  assertion_id text NOT NULL,
  assurance text NOT NULL CHECK (assurance IN ('basic', 'mfa')),
  -- What the assertion said, after scope and caps; it lives no longer than the session.
  attributes jsonb NOT NULL,
  purpose jsonb,
  csrf_token text NOT NULL,
  signed_in_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_because text
);
CREATE INDEX session_by_person ON session (person) WHERE ended_at IS NULL;
CREATE INDEX session_by_idp ON session (idp, name_id, session_index) WHERE ended_at IS NULL;

-- Grows whenever a session ends or changes: a cached session is good only while this was read less than 3 s ago.
CREATE TABLE session_epoch (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL
);
INSERT INTO session_epoch (epoch) VALUES (1);
CREATE FUNCTION raise_session_epoch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE session_epoch SET epoch = epoch + 1;
  PERFORM pg_notify('session_epoch', '');
  RETURN NULL;
END $$;
CREATE TRIGGER session_change_raises_epoch AFTER UPDATE OF purpose, ended_at, attributes ON session FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
CREATE TRIGGER session_delete_raises_epoch AFTER DELETE ON session FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
CREATE TRIGGER person_status_raises_epoch AFTER UPDATE OF status, preregistered, language ON person FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
CREATE TRIGGER agency_status_raises_epoch AFTER UPDATE OF status, participant, type ON agency FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
-- Roles and communities are read with the session, so a change of them must reach sessions that are cached.
CREATE TRIGGER role_assignment_raises_session_epoch AFTER INSERT OR UPDATE OR DELETE ON role_assignment FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
CREATE TRIGGER community_member_raises_session_epoch AFTER INSERT OR UPDATE OR DELETE ON community_member FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();
CREATE TRIGGER idp_status_raises_epoch AFTER UPDATE OF status ON identity_provider FOR EACH STATEMENT EXECUTE FUNCTION raise_session_epoch();

-- An outgoing AuthnRequest, bound to one browser and one IdP, consumed once.
CREATE TABLE saml_request (
  id text PRIMARY KEY,
  idp text NOT NULL,
  relay_handle text NOT NULL UNIQUE,
  browser_hash text NOT NULL,
  return_to text NOT NULL,
  remote text NOT NULL DEFAULT '',
  -- The person was asked to authenticate again, with MFA: checked once more in the answer.
  step_up boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saml_request_by_age ON saml_request (created_at);
CREATE INDEX saml_request_by_remote ON saml_request (remote, created_at);

-- Every assertion that was accepted, until it could not be accepted any more.
CREATE TABLE saml_replay (
  assertion_id text NOT NULL,
  idp text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (idp, assertion_id)
);
CREATE INDEX saml_replay_by_expiry ON saml_replay (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON session, saml_request, saml_replay TO seguito_portal;
GRANT SELECT ON session_epoch TO seguito_portal;
