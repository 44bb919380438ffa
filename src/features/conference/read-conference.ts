import { conclusionType } from '../../content/conclusion.ts';
import { panelType } from '../../content/panel.ts';
import { AppError } from '../../errors.ts';
import type { ContentDefinition, RecordView } from '../../gate/definition.ts';
import type { Gate } from '../../gate/gate.ts';
import { conclusionsOf, editionNumbered, panels } from './queries.ts';
import {
  type ConclusionView,
  type ConferenceView,
  conferenceAbout,
  conferenceReport,
  type PanelView,
  type ReportView,
} from './records.ts';

/** A panel with the beginning of its conclusions. */
export interface PanelWithConclusions {
  panel: PanelView;
  conclusions: ConclusionView[];
  /** True when the panel has more conclusions than are shown here. */
  more: boolean;
}

export interface ConferencePage {
  conference: ConferenceView;
  panels: PanelWithConclusions[];
}

const conclusionsShown = 50;

/** An edition with its panels and their conclusions, as this reader may see them. */
export async function readConference(gate: Gate, edition: number): Promise<ConferencePage> {
  const conference = await onlyEdition(gate, conferenceAbout, edition);
  const { items } = await gate.listAll(panelType, panels(conference.id));
  const withConclusions: PanelWithConclusions[] = [];
  for (const panel of items) {
    const page = await gate.list(conclusionType, { ...conclusionsOf(panel.id), limit: conclusionsShown });
    withConclusions.push({ panel, conclusions: page.items, more: page.next !== null });
  }
  return { conference, panels: withConclusions };
}

/** The report of an edition. Throws `not-found` where there is none. */
export async function readReport(gate: Gate, edition: number): Promise<ReportView> {
  return demandText(await onlyEdition(gate, conferenceReport, edition));
}

/** The same by the conference's id. */
export async function readReportById(gate: Gate, id: string): Promise<ReportView> {
  return demandText(await gate.read(conferenceReport, id));
}

function demandText(report: ReportView): ReportView {
  if (!report.sourceText) throw new AppError('not-found');
  return report;
}

async function onlyEdition<View extends RecordView>(
  gate: Gate,
  definition: ContentDefinition<View>,
  edition: number,
): Promise<View> {
  const { items } = await gate.list(definition, editionNumbered(edition));
  const [found] = items;
  if (!found) throw new AppError('not-found');
  return found;
}
