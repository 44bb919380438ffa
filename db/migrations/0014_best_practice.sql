-- Best practices: what an agency tried, and what came of it. The review states come from the sample and, later, from reviewers.
CREATE TABLE best_practice (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL CHECK (state IN ('DRAFT', 'SHARED', 'PUBLISHED', 'REVIEW_DUE', 'DEPRECATED', 'WITHDRAWN')),
  state_reason text,
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  -- Reference of the panel whose subject it touches; most stand outside panels.
  panel text,
  problem text NOT NULL,
  response text NOT NULL,
  results text NOT NULL,
  assessment text NOT NULL DEFAULT '',
  cost text NOT NULL DEFAULT '',
  evidence text NOT NULL DEFAULT 'unknown' CHECK (evidence IN ('beneficial', 'likely', 'trade-off', 'unknown', 'ineffective')),
  transferability text NOT NULL DEFAULT '',
  harms text NOT NULL DEFAULT '',
  fictional boolean NOT NULL DEFAULT false,
  search tsvector NOT NULL GENERATED ALWAYS AS (
    search_vector(title || ' ' || ref, problem || ' ' || response || ' ' || results,
      assessment || ' ' || cost || ' ' || transferability || ' ' || harms)
  ) STORED
);
CREATE INDEX best_practice_search ON best_practice USING gin (search);
CREATE INDEX best_practice_by_time ON best_practice (created_at DESC, id DESC) INCLUDE (class_id, originator);

GRANT SELECT, INSERT, UPDATE ON best_practice TO seguito_portal;
