-- How often a network or a provider has begun a sign-in or was refused within this minute: counted by all instances together. Emptied by a
-- crash, which forgives a minute; and so a flood that is counted costs no flush of the write-ahead log. The columns are those of
-- rate-limiter-flexible, which writes here; what has run out is swept every half minute.
CREATE UNLOGGED TABLE sign_in_limit (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
) WITH (fillfactor = 50);
CREATE INDEX sign_in_limit_by_end ON sign_in_limit (expire);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_limit TO seguito_portal;

-- Waiting requests are no longer counted by address.
DROP INDEX saml_request_by_remote;
