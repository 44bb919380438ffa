-- Which agency uses a practice, and what came of it there. An adoption has its practice's marking: a part without one of its own.
CREATE TABLE adoption (
  id uuid PRIMARY KEY,
  practice_id uuid NOT NULL REFERENCES best_practice (id),
  agency text NOT NULL REFERENCES agency (code),
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL CHECK (state IN ('INTERESTED', 'PILOTING', 'ADOPTED', 'EVALUATED', 'DISCONTINUED')),
  -- What was said with the last step.
  state_reason text,
  outcome text CHECK (outcome IN ('benefit', 'mixed', 'no-effect', 'harm')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  UNIQUE (practice_id, agency),
  CONSTRAINT adoption_evaluated_says_what_came_of_it CHECK (state <> 'EVALUATED' OR outcome IS NOT NULL)
);
CREATE INDEX adoption_by_agency ON adoption (agency, state);

GRANT SELECT, INSERT, UPDATE ON adoption TO seguito_portal;
