-- A LogoutRequest names the person's NameID as the provider gave it, its format included (SAML Core 3.7.1).
ALTER TABLE session ADD COLUMN name_id_format text;

-- A logout that the agency's provider may be asked for: offered to the browser that signed out (its handle), then asked (our request's
-- id), then answered. Emptied by a crash: the session here has ended anyway.
CREATE UNLOGGED TABLE saml_logout (
  handle_hash text PRIMARY KEY,
  idp text NOT NULL,
  name_id text NOT NULL,
  name_id_format text,
  session_index text,
  request_id text UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saml_logout_by_age ON saml_logout (created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON saml_logout TO seguito_portal;
