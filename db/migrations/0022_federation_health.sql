-- Refused sign-ins in numbers, for federation operators: by provider and reason, and nothing of whom, from where, or with what.
CREATE FUNCTION audit_refusals(viewer uuid, since timestamptz)
RETURNS TABLE (idp text, reason text, refusals bigint, last_at text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM role_assignment r JOIN person p ON p.id = r.person
    WHERE r.person = viewer AND r.role = 'federation-operator' AND r.revoked_at IS NULL AND p.status = 'ACTIVE') THEN
    RAISE EXCEPTION 'not a federation operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT d.idp, d.reason, sum(d.times)::bigint, audit_time(max(b.at))
    FROM audit_body b JOIN audit_leaf l ON l.body_key = b.body_key,
      LATERAL (SELECT b.parts::json #> '{http,value,detail}' AS detail) h,
      LATERAL (SELECT h.detail ->> 'idp' AS idp, h.detail ->> 'reason' AS reason, (h.detail ->> 'count')::bigint AS times) d
    WHERE b.action = 'auth.login_refused' AND b.at >= since AND d.idp IS NOT NULL
    GROUP BY d.idp, d.reason ORDER BY 3 DESC, 1, 2 LIMIT 1000;
END $$;
REVOKE ALL ON FUNCTION audit_refusals(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_refusals(uuid, timestamptz) TO seguito_portal;
