-- What is shared. Every content table has the same first columns: identity, marking, access class, who and when.

-- Folds č/ć/c, đ/dj, ë/e and Cyrillic into one plain Latin form, so that both scripts find each other.
CREATE FUNCTION fold_text(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      lower(input),
      'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ђ', 'dj'), 'đ', 'dj'), 'ѓ', 'gj'), 'ќ', 'kj'), 'ѕ', 'dz'), 'ю', 'ju'), 'я', 'ja'), 'щ', 'sc'), 'ß', 'ss'),
    'абвгдежзијклмнопрстћуфхцчшыэёйčćšžëçáàâäéèêíìîóòôöúùûüñъь',
    'abvgdezzijklmnoprstcufhccsyeejccszecaaaaeeeiiioooouuuun')
$$;

-- Immutable, shared by many records, numbered without gaps and visible in order.
CREATE TABLE access_class (
  id integer PRIMARY KEY,
  hash text NOT NULL UNIQUE,
  classification text NOT NULL,
  tlp text NOT NULL,
  releasable_to text[] NOT NULL,
  except_tokens text[] NOT NULL,
  caveats text[] NOT NULL,
  purposes text[] NOT NULL,
  panel text,
  phase text NOT NULL
);
CREATE TRIGGER access_class_is_written_once BEFORE UPDATE OR DELETE ON access_class
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Called before the record's transaction, in a transaction of its own: ids are then gapless and visible in order.
CREATE FUNCTION intern_class(
  p_hash text, p_classification text, p_tlp text, p_releasable_to text[], p_except text[],
  p_caveats text[], p_purposes text[], p_panel text, p_phase text
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE found integer;
BEGIN
  SELECT id INTO found FROM access_class WHERE hash = p_hash;
  IF found IS NOT NULL THEN RETURN found; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('access_class'));
  SELECT id INTO found FROM access_class WHERE hash = p_hash;
  IF found IS NOT NULL THEN RETURN found; END IF;
  INSERT INTO access_class
    SELECT coalesce(max(id), 0) + 1, p_hash, p_classification, p_tlp, p_releasable_to, p_except, p_caveats, p_purposes, p_panel, p_phase
    FROM access_class
    RETURNING id INTO found;
  RETURN found;
END $$;

-- Who is related to a record beside its marking: named persons, lead and co-lead agencies, live grants.
CREATE TABLE relation (
  record uuid NOT NULL,
  token text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('named', 'lead', 'co-lead', 'grant')),
  until timestamptz NOT NULL DEFAULT 'infinity',
  PRIMARY KEY (record, token, kind)
);
CREATE INDEX relation_by_token ON relation (token, record);

CREATE TABLE conference (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  edition integer NOT NULL,
  city text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  description text NOT NULL,
  -- Title by language tag; `title` is the one in the record's own language.
  names jsonb NOT NULL DEFAULT '{}',
  -- Lists of objects; their shapes stand in db/schema/conference.ts.
  organisers jsonb NOT NULL,
  themes jsonb NOT NULL,
  notes jsonb NOT NULL DEFAULT '[]',
  -- The source document as it was received; `source_lang` names its language.
  source_title text NOT NULL DEFAULT '',
  source_text text NOT NULL DEFAULT '',
  source_lang text NOT NULL DEFAULT '',
  fictional boolean NOT NULL DEFAULT false
);

CREATE TABLE panel (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  conference_id uuid NOT NULL REFERENCES conference (id),
  position integer NOT NULL,
  names jsonb NOT NULL,
  description text NOT NULL,
  fictional boolean NOT NULL DEFAULT false
);
CREATE INDEX panel_by_conference ON panel (conference_id, position);

CREATE TABLE conclusion (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  panel_id uuid NOT NULL REFERENCES panel (id),
  panel text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('conclusion', 'recommendation')),
  need text NOT NULL CHECK (need IN ('harmonise-law', 'best-practice', 'training', 'databases', 'joint-operations', 'early-warning', 'capacity')),
  text text NOT NULL,
  fictional boolean NOT NULL DEFAULT false
);
CREATE INDEX conclusion_by_panel ON conclusion (panel_id, ref);

CREATE TABLE follow_up_action (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL CHECK (state IN ('DRAFT', 'OPEN', 'CLOSED', 'CARRIED_OVER', 'ABANDONED')),
  state_reason text,
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  conclusion_id uuid NOT NULL REFERENCES conclusion (id),
  panel text NOT NULL,
  description text NOT NULL,
  lead_agency text NOT NULL REFERENCES agency (code),
  co_leads text[] NOT NULL DEFAULT '{}',
  priority text NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
  due_on date,
  indicators text NOT NULL DEFAULT '',
  fictional boolean NOT NULL DEFAULT false,
  search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', fold_text(title || ' ' || ref)), 'A') || setweight(to_tsvector('simple', fold_text(description || ' ' || indicators)), 'B')
  ) STORED
);
CREATE INDEX follow_up_action_search ON follow_up_action USING gin (search);
CREATE INDEX follow_up_action_by_time ON follow_up_action (created_at DESC, id DESC) INCLUDE (class_id, originator);
CREATE INDEX follow_up_action_by_due ON follow_up_action (due_on, id) INCLUDE (class_id, originator);
CREATE INDEX follow_up_action_by_conclusion ON follow_up_action (conclusion_id);

-- A commitment's existence has its action's marking: it is a part without a marking of its own.
CREATE TABLE commitment (
  id uuid PRIMARY KEY,
  action_id uuid NOT NULL REFERENCES follow_up_action (id),
  agency text NOT NULL REFERENCES agency (code),
  version integer NOT NULL DEFAULT 1,
  acceptance text NOT NULL DEFAULT 'PROPOSED' CHECK (acceptance IN ('PROPOSED', 'UNDER_CONSIDERATION', 'ACCEPTED', 'ACCEPTED_WITH_RESERVATION', 'DECLINED')),
  acceptance_reason text,
  implementation text NOT NULL DEFAULT 'NOT_STARTED' CHECK (implementation IN ('NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'REPORTED_DONE', 'VERIFIED', 'RETURNED', 'CLOSED')),
  implementation_reason text,
  weight integer NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  UNIQUE (action_id, agency)
);
CREATE INDEX commitment_by_agency ON commitment (agency, acceptance);

CREATE TABLE progress_update (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  lang text NOT NULL,
  class_id integer NOT NULL REFERENCES access_class (id),
  marking jsonb NOT NULL,
  tlp text NOT NULL GENERATED ALWAYS AS (marking ->> 'tlp') STORED,
  originator text NOT NULL REFERENCES agency (code),
  state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN')),
  title text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid REFERENCES person (id),
  action_id uuid NOT NULL REFERENCES follow_up_action (id),
  commitment_id uuid NOT NULL REFERENCES commitment (id),
  panel text NOT NULL,
  percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
  text text NOT NULL,
  fictional boolean NOT NULL DEFAULT false
);
CREATE INDEX progress_update_by_action ON progress_update (action_id, created_at DESC);

GRANT SELECT, INSERT ON access_class TO seguito_portal;
GRANT SELECT, INSERT, UPDATE ON conference, panel, conclusion, follow_up_action, commitment, progress_update TO seguito_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON relation TO seguito_portal;
