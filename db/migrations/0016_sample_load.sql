-- Whether the sample was loaded to its end: a start that was killed in the middle left a conference with holes, and nobody was told.
CREATE TABLE sample_load (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  finished_at timestamptz NOT NULL DEFAULT now()
);
-- A demo from before this migration has always been taken for whole.
INSERT INTO sample_load (only_row)
  SELECT true FROM installation WHERE kind = 'demo' AND EXISTS (SELECT 1 FROM agency);

GRANT SELECT, INSERT ON sample_load TO seguito_portal;
