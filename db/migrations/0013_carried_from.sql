-- A conclusion may carry on one of an earlier edition. The link shows only where its target may be read (DOMAIN, Leaks).
ALTER TABLE conclusion ADD COLUMN carried_from uuid REFERENCES conclusion (id) CHECK (carried_from <> id);
CREATE INDEX conclusion_carried_from ON conclusion (carried_from) WHERE carried_from IS NOT NULL;
