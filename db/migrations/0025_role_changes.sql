-- Roles are granted and taken away by two persons (DOMAIN, Roles; THREATS 13, 33). A change is proposed by an operator, or by the
-- console, which is nobody; it is confirmed by somebody of another agency, identity provider and country, of the console's by two.

ALTER TABLE role_assignment ADD COLUMN revoked_by text;
ALTER TABLE role_assignment ADD COLUMN recertified_at timestamptz;
ALTER TABLE role_assignment ADD COLUMN recertified_by uuid REFERENCES person (id);

CREATE SEQUENCE role_change_number;
CREATE TABLE role_change (
  number integer PRIMARY KEY DEFAULT nextval('role_change_number'),
  kind text NOT NULL CHECK (kind IN ('grant', 'revoke')),
  person uuid NOT NULL REFERENCES person (id),
  role text NOT NULL CHECK (role IN ('liaison-officer', 'conference-secretariat', 'policy-administrator', 'auditor', 'federation-operator')),
  scope text NOT NULL CHECK (scope IN ('all', 'agency') AND (scope = 'agency' OR role = 'auditor')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  state text NOT NULL DEFAULT 'PROPOSED' CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REJECTED', 'WITHDRAWN')),
  state_reason text,
  author uuid REFERENCES person (id),
  author_agency text NOT NULL DEFAULT '',
  author_country text NOT NULL DEFAULT '',
  author_idp text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (state <> 'REJECTED' OR state_reason IS NOT NULL),
  CHECK (author IS DISTINCT FROM person)
);
CREATE UNIQUE INDEX role_change_open ON role_change (person, role, kind) WHERE state = 'PROPOSED';

CREATE TABLE role_confirmation (
  change integer NOT NULL REFERENCES role_change (number),
  person uuid NOT NULL REFERENCES person (id),
  agency text NOT NULL,
  country text NOT NULL,
  idp text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (change, person)
);
CREATE TRIGGER role_confirmation_is_written_once BEFORE UPDATE OR DELETE ON role_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION role_confirmation_is_second() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE changed role_change;
BEGIN
  SELECT * INTO changed FROM role_change WHERE number = NEW.change FOR UPDATE;
  IF changed.state <> 'PROPOSED' OR changed.created_at < now() - interval '14 days' THEN
    RAISE EXCEPTION 'this change is not open' USING ERRCODE = '23514';
  END IF;
  IF NEW.person = changed.person THEN
    RAISE EXCEPTION 'nobody decides about their own role' USING ERRCODE = '23514';
  END IF;
  IF (changed.author IS NOT NULL AND NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, changed.author, changed.author_agency, changed.author_idp, changed.author_country))
    OR EXISTS (SELECT FROM role_confirmation o WHERE o.change = NEW.change
      AND NOT are_two_parties(NEW.person, NEW.agency, NEW.idp, NEW.country, o.person, o.agency, o.idp, o.country)) THEN
    RAISE EXCEPTION 'a role is confirmed by somebody of another agency, identity provider and country' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_confirmation_is_second BEFORE INSERT ON role_confirmation FOR EACH ROW EXECUTE FUNCTION role_confirmation_is_second();

CREATE FUNCTION role_change_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'PROPOSED' THEN
    RAISE EXCEPTION 'a change of a role is decided once' USING ERRCODE = '23514';
  END IF;
  IF (NEW.number, NEW.kind, NEW.person, NEW.role, NEW.scope, NEW.author, NEW.author_agency, NEW.author_country, NEW.author_idp, NEW.created_at)
    IS DISTINCT FROM (OLD.number, OLD.kind, OLD.person, OLD.role, OLD.scope, OLD.author, OLD.author_agency, OLD.author_country, OLD.author_idp, OLD.created_at) THEN
    RAISE EXCEPTION 'what was proposed stays' USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'CONFIRMED' AND (SELECT count(*) FROM role_confirmation c WHERE c.change = NEW.number)
    < (CASE WHEN NEW.author IS NULL THEN 2 ELSE 1 END) THEN
    RAISE EXCEPTION 'a second person has not confirmed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_change_moves BEFORE UPDATE ON role_change FOR EACH ROW EXECUTE FUNCTION role_change_moves();

-- Auditor, administrator and operator exclude one another, whoever writes.
CREATE FUNCTION control_roles_exclude() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE control text[] := '{policy-administrator,auditor,federation-operator}';
BEGIN
  IF NEW.revoked_at IS NULL AND NEW.role = ANY (control) AND EXISTS (SELECT FROM role_assignment r
    WHERE r.person = NEW.person AND r.id <> NEW.id AND r.revoked_at IS NULL AND r.role = ANY (control) AND r.role <> NEW.role) THEN
    RAISE EXCEPTION 'nobody holds two control roles' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER control_roles_exclude BEFORE INSERT OR UPDATE ON role_assignment FOR EACH ROW EXECUTE FUNCTION control_roles_exclude();

-- The portal itself grants one role alone: a liaison officer's at the first sign-in. The console appoints while no control role was
-- ever held, and a demo loads its sample.
CREATE FUNCTION role_assignment_is_earned() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE change integer;
BEGIN
  IF current_user <> 'seguito_portal' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    change := substring(NEW.granted_by FROM '^change:(\d{1,9})$')::integer;
    IF NEW.revoked_at IS NULL AND (
      EXISTS (SELECT FROM role_change c WHERE c.number = change AND c.state = 'CONFIRMED' AND c.kind = 'grant'
        AND c.person = NEW.person AND c.role = NEW.role AND c.scope = NEW.scope
        AND NOT EXISTS (SELECT FROM role_assignment r WHERE r.granted_by = NEW.granted_by))
      OR (NEW.granted_by = 'first sign-in' AND NEW.role = 'liaison-officer' AND NEW.scope = 'agency'
        AND NOT EXISTS (SELECT FROM role_assignment r WHERE r.person = NEW.person))
      OR (NEW.granted_by = 'system:console' AND NOT EXISTS (SELECT FROM role_assignment r
        WHERE r.role IN ('policy-administrator', 'auditor', 'federation-operator') AND r.granted_at < now()))
      OR (NEW.granted_by = 'system:sample' AND EXISTS (SELECT FROM installation WHERE kind = 'demo'))) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a role is granted by two persons' USING ERRCODE = '23514';
  END IF;
  IF (NEW.id, NEW.person, NEW.role, NEW.scope, NEW.granted_by, NEW.granted_at)
    IS DISTINCT FROM (OLD.id, OLD.person, OLD.role, OLD.scope, OLD.granted_by, OLD.granted_at) OR OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was granted stays as it was granted' USING ERRCODE = '23514';
  END IF;
  IF NEW.revoked_at IS NOT NULL THEN
    change := substring(NEW.revoked_by FROM '^change:(\d{1,9})$')::integer;
    -- A control role ends the content role; anything else is taken away by a change of its own.
    IF NOT EXISTS (SELECT FROM role_change c WHERE c.number = change AND c.state = 'CONFIRMED' AND c.person = NEW.person
      AND (c.kind = 'revoke' AND c.role = NEW.role
        OR c.kind = 'grant' AND c.role IN ('policy-administrator', 'auditor', 'federation-operator') AND NEW.role IN ('liaison-officer', 'conference-secretariat'))) THEN
      RAISE EXCEPTION 'a role is taken away by two persons' USING ERRCODE = '23514';
    END IF;
  END IF;
  IF NEW.recertified_by = NEW.person THEN
    RAISE EXCEPTION 'nobody recertifies their own role' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_assignment_is_earned BEFORE INSERT OR UPDATE ON role_assignment FOR EACH ROW EXECUTE FUNCTION role_assignment_is_earned();

GRANT SELECT, INSERT, UPDATE ON role_change TO seguito_portal;
GRANT SELECT, INSERT ON role_confirmation TO seguito_portal;
GRANT USAGE ON SEQUENCE role_change_number TO seguito_portal;
