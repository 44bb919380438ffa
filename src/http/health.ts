import express from 'express';
import type pg from 'pg';

/** `/healthz`: the process lives. `/readyz`: it can decide and log, because the database answers. */
export function healthRoutes(pool: pg.Pool): express.Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n');
  });
  router.get('/readyz', async (_req, res) => {
    const ready = await pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    res
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'the database does not answer\n');
  });
  return router;
}
