import { type Route, route } from '../../gate/route.ts';
import { readCharts } from './chart-data.ts';
import {
  byIndex,
  chartInput,
  consistencyInput,
  inclusionInput,
  noInput,
  personTimelineInput,
  recordTimelineInput,
  searchInput,
} from './inputs.ts';
import { auditJobRoutes } from './job-routes.tsx';
import {
  checkpointOutput,
  consistencyOutput,
  entryListOutput,
  evidencedEntryOutput,
  inclusionOutput,
} from './output.ts';
import { readEntry, readEntryPage } from './read-entry.ts';
import { readCheckpoint, readConsistency, readInclusion } from './read-proofs.ts';
import { personTimeline, recordTimeline } from './read-timeline.ts';
import { refusedSearch, searchEntries, searchPage } from './search-entries.ts';
import { explainVerification } from './verify-log.ts';
import { AuditPage } from './views/audit-page.tsx';
import { ChartsPage } from './views/charts-page.tsx';
import { EntryPage } from './views/entry-page.tsx';
import { PersonTimelinePage, RecordTimelinePage } from './views/timeline-pages.tsx';
import { VerifyPage } from './views/verify-page.tsx';

const auditing = { action: 'audit-read', resource: 'audit-entry' } as const;

const pages: Route[] = [
  route({
    ...auditing,
    page: 'GET /audit',
    event: 'audit.search',
    input: searchInput,
    handler: searchPage,
    view: (value) => <AuditPage {...value} />,
    retry: async (gate, raw, problem) => <AuditPage {...refusedSearch(gate, raw, problem)} />,
  }),
  route({
    ...auditing,
    page: 'GET /audit/charts',
    event: 'audit.search',
    input: chartInput,
    handler: (gate, { query }) => readCharts(gate, query.q),
    view: (charts) => <ChartsPage q={charts.q} charts={charts} problems={[]} />,
    retry: async (_gate, { query }, { fields }) => (
      <ChartsPage q={typeof query['q'] === 'string' ? query['q'] : ''} charts={null} problems={fields} />
    ),
  }),
  route({
    ...auditing,
    page: 'GET /audit/records/:handle',
    event: 'audit.search',
    input: recordTimelineInput,
    handler: (gate, { params, query }) => recordTimeline(gate, params.handle, query.after),
    view: (value) => <RecordTimelinePage {...value} />,
  }),
  route({
    ...auditing,
    page: 'GET /audit/people/:handle',
    event: 'audit.search',
    input: personTimelineInput,
    handler: (gate, { params, query }) => personTimeline(gate, params.handle, query.after),
    view: (value) => <PersonTimelinePage {...value} />,
  }),
  route({
    ...auditing,
    page: 'GET /audit/verify',
    event: 'audit.checkpoint',
    input: noInput,
    handler: explainVerification,
    view: (value) => <VerifyPage {...value} />,
  }),
  route({
    ...auditing,
    page: 'GET /audit/entries/:index',
    event: 'audit.read',
    input: byIndex,
    handler: (gate, { params }) => readEntryPage(gate, params.index),
    view: (value) => <EntryPage {...value} />,
  }),
];

const api: Route[] = [
  route({
    ...auditing,
    api: 'GET /api/v1/audit/entries',
    event: 'audit.search',
    input: searchInput,
    output: entryListOutput,
    handler: searchEntries,
  }),
  route({
    ...auditing,
    api: 'GET /api/v1/audit/entries/:index',
    event: 'audit.read',
    input: byIndex,
    output: evidencedEntryOutput,
    handler: (gate, { params }) => readEntry(gate, params.index),
  }),
  route({
    ...auditing,
    api: 'GET /api/v1/audit/checkpoint',
    event: 'audit.checkpoint',
    input: noInput,
    output: checkpointOutput,
    handler: (gate) => readCheckpoint(gate),
  }),
  route({
    ...auditing,
    api: 'GET /api/v1/audit/proofs/inclusion',
    event: 'audit.checkpoint',
    input: inclusionInput,
    output: inclusionOutput,
    handler: (gate, { query }) => readInclusion(gate, query.index, query.size),
  }),
  route({
    ...auditing,
    api: 'GET /api/v1/audit/proofs/consistency',
    event: 'audit.checkpoint',
    input: consistencyInput,
    output: consistencyOutput,
    handler: (gate, { query }) => readConsistency(gate, query.from, query.to),
  }),
];

/** The access log for auditors: search, entry, verification, and proofs for whoever does not trust the portal. */
export const auditLogRoutes: Route[] = [...pages, ...auditJobRoutes, ...api];
