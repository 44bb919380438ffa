-- Roles and database of the portal, made once by a superuser, before the first `portal migrate`:
--   SEGUITO_OWNER_PASSWORD=… SEGUITO_PORTAL_PASSWORD=… psql -v ON_ERROR_STOP=1 -f deploy/postgres-init.sql postgres
-- Needs psql 14 or newer (\getenv) and a UTF-8 server. Running it again changes only the passwords.
\set ON_ERROR_STOP on
\getenv owner_password SEGUITO_OWNER_PASSWORD
\getenv portal_password SEGUITO_PORTAL_PASSWORD
\if :{?owner_password}
\else
  \warn 'SEGUITO_OWNER_PASSWORD is not set'
  SELECT 1 / 0 AS stop;
\endif
\if :{?portal_password}
\else
  \warn 'SEGUITO_PORTAL_PASSWORD is not set'
  SELECT 1 / 0 AS stop;
\endif

-- Passwords travel as SCRAM verifiers in the catalogue and must not reach the server's log (THREATS 22).
SET log_statement = none;
SET log_min_error_statement = panic;
SET password_encryption = 'scram-sha-256';

-- The owner of the tables: migrations, retention and nothing else connects with it. No superuser rights.
SELECT 'CREATE ROLE seguito_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'seguito_owner') \gexec
-- The portal's own role: no DDL, no table is its own.
SELECT 'CREATE ROLE seguito_portal LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'seguito_portal') \gexec
ALTER ROLE seguito_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE seguito_portal NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'portal_password';

SELECT 'CREATE DATABASE seguito OWNER seguito_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'seguito') \gexec
REVOKE ALL ON DATABASE seguito FROM PUBLIC;
GRANT CONNECT ON DATABASE seguito TO seguito_portal;
\connect seguito
ALTER SCHEMA public OWNER TO seguito_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO seguito_portal;
