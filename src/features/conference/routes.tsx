import { conclusionType } from '../../content/conclusion.ts';
import { panelType } from '../../content/panel.ts';
import { byId } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { byEdition, conclusionList, conferenceList, panelList } from './inputs.ts';
import { listConclusions, listConclusionsPage } from './list-conclusions.ts';
import { listConferences } from './list-conferences.ts';
import { listPanels } from './list-panels.ts';
import { readConclusion } from './read-conclusion.ts';
import { readConference, readReport, readReportById } from './read-conference.ts';
import {
  conclusionOutput,
  conclusionPageOutput,
  conferenceAbout,
  conferenceOutput,
  conferencePageOutput,
  panelOutput,
  panelPageOutput,
  reportOutput,
} from './records.ts';
import { ConclusionPage } from './views/conclusion-page.tsx';
import { ConclusionsPage } from './views/conclusions-page.tsx';
import { ConferencePage } from './views/conference-page.tsx';
import { ConferencesPage } from './views/conferences-page.tsx';
import { ReportPage } from './views/report-page.tsx';

const pages: Route[] = [
  route({
    page: 'GET /conferences',
    api: 'GET /api/v1/conferences',
    action: 'read',
    resource: 'conference',
    event: 'record.list',
    input: conferenceList,
    output: conferencePageOutput,
    handler: (gate, { query }) => listConferences(gate, query),
    view: (value) => <ConferencesPage {...value} />,
  }),
  route({
    page: 'GET /conferences/:edition',
    action: 'read',
    resource: 'conference',
    event: 'record.read',
    input: byEdition,
    handler: (gate, { params }) => readConference(gate, params.edition),
    view: (value) => <ConferencePage {...value} />,
  }),
  route({
    page: 'GET /conferences/:edition/report',
    action: 'read',
    resource: 'conference',
    event: 'record.read',
    input: byEdition,
    handler: (gate, { params }) => readReport(gate, params.edition),
    view: (report) => <ReportPage report={report} />,
  }),
  route({
    page: 'GET /conclusions',
    action: 'read',
    resource: 'conclusion',
    event: 'record.list',
    input: conclusionList,
    handler: listConclusionsPage,
    view: (value) => <ConclusionsPage {...value} />,
  }),
  route({
    page: 'GET /conclusions/:id',
    action: 'read',
    resource: 'conclusion',
    event: 'record.read',
    input: byId,
    handler: (gate, { params }) => readConclusion(gate, params.id),
    view: (value) => <ConclusionPage {...value} />,
  }),
];

const api: Route[] = [
  route({
    api: 'GET /api/v1/conferences/:id',
    action: 'read',
    resource: 'conference',
    event: 'record.read',
    input: byId,
    output: conferenceOutput,
    handler: (gate, { params }) => gate.read(conferenceAbout, params.id),
  }),
  route({
    api: 'GET /api/v1/conferences/:id/report',
    action: 'read',
    resource: 'conference',
    event: 'record.read',
    input: byId,
    output: reportOutput,
    handler: (gate, { params }) => readReportById(gate, params.id),
  }),
  route({
    api: 'GET /api/v1/panels',
    action: 'read',
    resource: 'panel',
    event: 'record.list',
    input: panelList,
    output: panelPageOutput,
    handler: (gate, { query }) => listPanels(gate, query),
  }),
  route({
    api: 'GET /api/v1/panels/:id',
    action: 'read',
    resource: 'panel',
    event: 'record.read',
    input: byId,
    output: panelOutput,
    handler: (gate, { params }) => gate.read(panelType, params.id),
  }),
  route({
    api: 'GET /api/v1/conclusions',
    action: 'read',
    resource: 'conclusion',
    event: 'record.list',
    input: conclusionList,
    output: conclusionPageOutput,
    handler: listConclusions,
  }),
  route({
    api: 'GET /api/v1/conclusions/:id',
    action: 'read',
    resource: 'conclusion',
    event: 'record.read',
    input: byId,
    output: conclusionOutput,
    handler: (gate, { params }) => gate.read(conclusionType, params.id),
  }),
];

/** Conferences, panels and conclusions: what the follow-up follows up. */
export const conferenceRoutes: Route[] = [...pages, ...api];
