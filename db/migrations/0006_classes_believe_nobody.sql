-- A class is found by a hash that the database computes from its content: whoever runs code in the portal can no longer
-- store one marking's class under another one's hash, nor leave a gap in the numbers.
CREATE FUNCTION access_class_hash(
  p_classification text, p_tlp text, p_releasable_to text[], p_except text[],
  p_caveats text[], p_purposes text[], p_panel text, p_phase text
) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(p_classification, p_tlp, to_jsonb(p_releasable_to), to_jsonb(p_except),
    to_jsonb(p_caveats), to_jsonb(p_purposes), p_panel, p_phase)::text, 'UTF8')), 'hex')
$$;

ALTER TABLE access_class DISABLE TRIGGER access_class_is_written_once;
UPDATE access_class SET hash = access_class_hash(classification, tlp, releasable_to, except_tokens, caveats, purposes, panel, phase);
ALTER TABLE access_class ENABLE TRIGGER access_class_is_written_once;

DROP FUNCTION intern_class(text, text, text, text[], text[], text[], text[], text, text);
CREATE FUNCTION intern_class(
  p_classification text, p_tlp text, p_releasable_to text[], p_except text[],
  p_caveats text[], p_purposes text[], p_panel text, p_phase text
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wanted text := access_class_hash(p_classification, p_tlp, p_releasable_to, p_except, p_caveats, p_purposes, p_panel, p_phase);
  found integer;
BEGIN
  SELECT id INTO found FROM access_class WHERE hash = wanted;
  IF found IS NOT NULL THEN RETURN found; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('access_class'));
  SELECT id INTO found FROM access_class WHERE hash = wanted;
  IF found IS NOT NULL THEN RETURN found; END IF;
  INSERT INTO access_class
    SELECT coalesce(max(id), 0) + 1, wanted, p_classification, p_tlp, p_releasable_to, p_except, p_caveats, p_purposes, p_panel, p_phase
    FROM access_class
    RETURNING id INTO found;
  RETURN found;
END $$;
REVOKE EXECUTE ON FUNCTION intern_class(text, text, text[], text[], text[], text[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intern_class(text, text, text[], text[], text[], text[], text, text) TO seguito_portal;
REVOKE INSERT ON access_class FROM seguito_portal;
