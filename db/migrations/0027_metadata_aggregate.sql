-- Signed metadata of federations: the last good copy of each, shared by all instances. A row is never deleted: it is what an
-- older copy is compared with.
CREATE TABLE metadata_aggregate (
  name text PRIMARY KEY CHECK (name ~ '^[a-z0-9-]{1,40}$'),
  known_since timestamptz NOT NULL,
  -- From when on an instance may ask for it again; whoever does moves it ahead first, so that one asks.
  next_at timestamptz NOT NULL,
  -- Where, and with which certificates it was asked for last: a change of either is asked for at once.
  asked text,
  -- Why the last refresh failed; null where it did not.
  problem text,
  refreshed_at timestamptz,
  -- Since when operators are told that no refresh succeeds.
  alarm_since timestamptz,
  etag text,
  last_modified text,
  digest text CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the pinned certificate that verified the copy.
  signed_by text CHECK (signed_by ~ '^[0-9a-f]{64}$'),
  published_at timestamptz,
  valid_until timestamptz,
  -- As it was signed, gzip.
  document bytea,
  CHECK (num_nulls(digest, signed_by, valid_until, document, refreshed_at) IN (0, 5))
);
ALTER TABLE metadata_aggregate ALTER COLUMN document SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, UPDATE ON metadata_aggregate TO seguito_portal;
