-- An agency knows its people: it registers them beforehand, and vouches for somebody who came for the first time. Either ends
-- the 24 hours in which a person reads OFFICIAL and GREEN alone (THREATS 40).
ALTER TABLE person ADD COLUMN vouched_by uuid REFERENCES person (id);
ALTER TABLE person ADD COLUMN vouched_at timestamptz;

-- Nobody vouches for themselves, for another agency's people, or while being held. Only the console registers without a voucher.
CREATE FUNCTION vouching_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE voucher person;
BEGIN
  IF TG_OP = 'INSERT' AND NEW.vouched_by IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND (OLD.preregistered OR NOT NEW.preregistered) AND NEW.vouched_by IS NOT DISTINCT FROM OLD.vouched_by THEN
    RETURN NEW;
  END IF;
  SELECT * INTO voucher FROM person WHERE id = NEW.vouched_by;
  IF voucher.id IS NULL OR voucher.id = NEW.id OR voucher.agency <> NEW.agency OR voucher.status <> 'ACTIVE'
    OR NOT (voucher.preregistered OR voucher.first_seen_at < now() - interval '24 hours') THEN
    RAISE EXCEPTION 'somebody of the same agency whom the portal knows vouches for a person' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vouching_is_earned BEFORE INSERT OR UPDATE OF preregistered, vouched_by ON person
  FOR EACH ROW EXECUTE FUNCTION vouching_is_earned();
