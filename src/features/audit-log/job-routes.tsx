import { z } from 'zod';
import { idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { noInput, queryText } from './inputs.ts';
import { askExport, refreshOf } from './jobs.ts';
import { jobOutput } from './output.ts';
import { refusedSearch } from './search-entries.ts';
import { AuditPage } from './views/audit-page.tsx';
import { JobPage } from './views/job-page.tsx';

const auditing = { action: 'audit-read', resource: 'audit-entry' } as const;
const byJob = z.object({ params: z.object({ id: idInput }), query: nothing, body: z.looseObject({}) });
const exportInput = z.object({ params: nothing, query: nothing, body: z.object({ q: queryText }) });

const verifications: Route[] = [
  route({
    ...auditing,
    page: 'POST /audit/verify',
    event: 'audit.verify',
    input: noInput,
    handler: (gate) => gate.jobs.verify(),
    goTo: (id) => `/audit/verifications/${id}`,
  }),
  route({
    ...auditing,
    page: 'GET /audit/verifications/:id',
    event: 'audit.job',
    input: byJob,
    handler: (gate, { params }) => gate.jobs.read('audit-verify', params.id),
    view: (job) => <JobPage job={job} />,
    refresh: (job) => refreshOf(job),
  }),
  route({
    ...auditing,
    page: 'POST /audit/verifications/:id/cancel',
    event: 'audit.cancel',
    input: byJob,
    handler: (gate, { params }) => gate.jobs.cancel('audit-verify', params.id),
    goTo: (_, { params }) => `/audit/verifications/${params.id}`,
  }),
];

const exports: Route[] = [
  route({
    ...auditing,
    page: 'POST /audit/exports',
    event: 'audit.export',
    input: exportInput,
    handler: (gate, { body }) => askExport(gate, body.q),
    goTo: (id) => `/audit/exports/${id}`,
    retry: async (gate, { body }, problem) => (
      <AuditPage {...refusedSearch(gate, { params: {}, query: { q: body['q'] }, body: {} }, problem)} />
    ),
  }),
  route({
    ...auditing,
    api: 'POST /api/v1/audit/exports',
    event: 'audit.export',
    status: 201,
    input: exportInput,
    output: jobOutput,
    handler: async (gate, { body }) => gate.jobs.read('audit-export', await askExport(gate, body.q)),
  }),
  route({
    ...auditing,
    page: 'GET /audit/exports/:id',
    api: 'GET /api/v1/audit/exports/:id',
    event: 'audit.job',
    input: byJob,
    output: jobOutput,
    handler: (gate, { params }) => gate.jobs.read('audit-export', params.id),
    view: (job) => <JobPage job={job} />,
    refresh: (job) => refreshOf(job),
  }),
  route({
    ...auditing,
    page: 'POST /audit/exports/:id/cancel',
    event: 'audit.cancel',
    input: byJob,
    handler: (gate, { params }) => gate.jobs.cancel('audit-export', params.id),
    goTo: (_, { params }) => `/audit/exports/${params.id}`,
  }),
  route({
    ...auditing,
    page: 'GET /audit/exports/:id/file',
    api: 'GET /api/v1/audit/exports/:id/file',
    event: 'audit.export',
    input: byJob,
    handler: (gate, { params }) => gate.jobs.file('audit-export', params.id),
    file: (file) => file,
  }),
];

/** Long work over the log: verification and export, as jobs that their person looks after. */
export const auditJobRoutes: Route[] = [...verifications, ...exports];
