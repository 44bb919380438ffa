-- The session that the browser had when it asked to sign in. The answer is a cross-site POST, on which the session's own cookie
-- does not travel: without this the former session lived on beside the new one.
ALTER TABLE saml_request ADD COLUMN session_hash text;
