/**
 * What a team without any of our promises would write: Express 5 and pg, no session, no policy, no log. It answers with
 * the same rows and fields as the portal's API, so that the difference is what protection costs.
 * Arguments: port. Environment: DATABASE_URL.
 */
import { argv, stdout } from 'node:process';
import express from 'express';
import { openDatabase } from '../../db/connect.ts';

const percent =
  '(SELECT u.percent FROM progress_update u WHERE u.commitment_id = c.id ORDER BY u.created_at DESC LIMIT 1)';
const fields = `a.id, 'follow-up-action' AS type, a.ref, a.version, a.lang, a.marking, a.state, a.title,
  a.created_at AS "createdAt", a.updated_at AS "updatedAt",
  json_build_object('id', a.created_by, 'name', (SELECT p.name FROM person p WHERE p.id = a.created_by)) AS "createdBy",
  a.description, a.panel,
  a.conclusion_id AS "conclusionId", a.lead_agency AS "leadAgency", a.co_leads AS "coLeads", a.priority, a.due_on AS "dueOn",
  a.indicators, a.state_reason AS "stateReason", a.fictional,
  (SELECT round(sum(r.weight * r.percent)::numeric / nullif(sum(r.weight), 0))::integer
   FROM (SELECT c.weight, ${percent} AS percent FROM commitment c WHERE c.action_id = a.id
     AND c.acceptance IN ('ACCEPTED', 'ACCEPTED_WITH_RESERVATION')) r WHERE r.percent IS NOT NULL) AS progress,
  (SELECT c.acceptance FROM commitment c WHERE c.action_id = a.id AND c.agency = 'AL-ASP') AS "myAcceptance"`;
const one = `SELECT ${fields} FROM follow_up_action a WHERE a.id = $1`;
const page = `SELECT ${fields} FROM follow_up_action a ORDER BY a.due_on ASC NULLS LAST, a.id ASC LIMIT 26`;
const commitmentFields = `c.id, 'commitment' AS type, c.version, c.created_at AS "createdAt", c.updated_at AS "updatedAt",
  c.action_id AS "actionId", c.agency, c.acceptance, c.acceptance_reason AS "acceptanceReason", c.implementation,
  c.implementation_reason AS "implementationReason", c.weight, ${percent} AS percent`;
const commitments = `SELECT ${commitmentFields} FROM commitment c WHERE c.action_id = $1 ORDER BY c.agency`;
const commitment = `SELECT ${commitmentFields} FROM commitment c WHERE c.action_id = $1 AND c.agency = $2`;
const updates = `SELECT u.id, 'progress-update' AS type, u.ref, u.version, u.lang, u.marking, u.state, u.title,
  u.created_at AS "createdAt", u.updated_at AS "updatedAt", u.action_id AS "actionId", u.commitment_id AS "commitmentId",
  json_build_object('id', u.created_by, 'name', (SELECT p.name FROM person p WHERE p.id = u.created_by)) AS "createdBy",
  (SELECT c.agency FROM commitment c WHERE c.id = u.commitment_id) AS agency, u.percent, u.text
  FROM progress_update u WHERE u.action_id = $1 ORDER BY u.id DESC LIMIT 101`;

const { pool } = openDatabase(process.env.DATABASE_URL ?? '', { max: 40, applicationName: 'bare' });
const app = express();
app.disable('x-powered-by');
app.get('/api/v1/follow-up-actions', async (_req, res) => {
  const { rows } = await pool.query(page);
  const { rows: counted } = await pool.query('SELECT count(*) AS total FROM follow_up_action');
  res.json({ items: rows.slice(0, 25), next: null, total: counted[0]?.total });
});
app.get('/api/v1/follow-up-actions/:id', async (req, res) => {
  const { rows } = await pool.query(one, [req.params.id]);
  const parts = await pool.query(commitments, [req.params.id]);
  const reports = await pool.query(updates, [req.params.id]);
  res.json({
    ...rows[0],
    commitments: parts.rows,
    updates: reports.rows.slice(0, 100),
    olderUpdates: reports.rows.length > 100,
  });
});
app.get('/api/v1/follow-up-actions/:id/commitments/:agency', async (req, res) => {
  const { rows } = await pool.query(commitment, [req.params.id, req.params.agency]);
  res.json(rows[0]);
});
app.listen(Number(argv[2]), '127.0.0.1', () => stdout.write('ready\n'));
