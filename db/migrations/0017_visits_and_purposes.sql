-- When the person was last here before this session began: what changed since then is news, for as long as the session lasts.
ALTER TABLE session ADD COLUMN last_visit timestamptz;

-- The purposes that a person has stated, each once, and the page for which it was stated last: the same task needs one button.
CREATE TABLE stated_purpose (
  person uuid NOT NULL REFERENCES person (id),
  code text NOT NULL,
  legal_basis text NOT NULL,
  reference text NOT NULL,
  path text NOT NULL DEFAULT '',
  stated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, code, legal_basis, reference)
);
INSERT INTO stated_purpose (person, code, legal_basis, reference, stated_at)
  SELECT person, code, legal_basis, reference, stated_at FROM last_purpose;
DROP TABLE last_purpose;
CREATE INDEX stated_purpose_by_time ON stated_purpose (person, stated_at DESC);

GRANT SELECT, INSERT, UPDATE ON stated_purpose TO seguito_portal;
