import { Card } from '../../../ui/components/card.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { ActorView, EntryView } from '../entry-types.ts';
import type { EntryPageView } from '../read-entry.ts';
import { wordOrCode } from './word-or-code.ts';

/** Scope `all` finds people of other agencies by pseudonym alone (THREATS 3): an id would find nothing. */
function canBeSearched(actor: ActorView, { scope, agency }: EntryPageView): boolean {
  return !actor.inClear || scope === 'agency' || actor.agency === agency || actor.agency === '';
}

function personRow({ t }: Ui, actor: ActorView, view: EntryPageView): SummaryRow {
  return {
    label: t(actor.inClear ? 'auditlog.who.person' : 'auditlog.who.pseudonym'),
    value: (
      <>
        {actor.name && (
          <>
            {actor.name}
            <br />
          </>
        )}
        <code>{actor.person}</code>
        {canBeSearched(actor, view) && (
          <>
            <br />
            <a href={`/audit/people/${actor.person}`}>{t('auditlog.who.all')}</a>
          </>
        )}
      </>
    ),
  };
}

function rowsOf(ui: Ui, actor: ActorView, view: EntryPageView): SummaryRow[] {
  const { t, agencyName, format } = ui;
  const { agency, country, idp, roles, assurance } = actor;
  const words = roles?.map((role) => wordOrCode(ui, 'state.role', role)) ?? [];
  return [
    {
      label: t('auditlog.who.agency'),
      value: agency === '' ? t('auditlog.actor.system') : `${agencyName(agency)} (${agency})`,
    },
    ...(country ? [{ label: t('auditlog.who.country'), value: country }] : []),
    personRow(ui, actor, view),
    ...(idp ? [{ label: t('auditlog.who.idp'), value: idp }] : []),
    ...(words.length > 0 ? [{ label: t('auditlog.who.roles'), value: format.list(words) }] : []),
    ...(assurance ? [{ label: t('auditlog.who.assurance'), value: wordOrCode(ui, 'state.assurance', assurance) }] : []),
  ];
}

/** Who acted, as far as this auditor may know. */
export function WhoActed({ view }: { view: EntryPageView }) {
  const ui = useUi();
  const { actor } = view.entry;
  return (
    <Card title={ui.t('auditlog.who.title')}>
      {actor ? <SummaryList rows={rowsOf(ui, actor, view)} /> : <p>{ui.t('auditlog.actor.nobody')}</p>}
      {actor && !actor.inClear && <p class="s-mute">{ui.t('auditlog.who.whyPseudonym')}</p>}
    </Card>
  );
}

/** What the access was for. */
export function ForWhat({ entry }: { entry: EntryView }) {
  const ui = useUi();
  const { t } = ui;
  const { purpose } = entry;
  if (!purpose) return null;
  const { code, stated, legalBasis, reference } = purpose;
  return (
    <Card title={t('auditlog.purpose.title')}>
      <SummaryList
        rows={[
          {
            label: t('auditlog.purpose.code'),
            value: `${wordOrCode(ui, 'marking.purpose', code)} ${t(stated ? 'ui.purpose.stated' : 'ui.purpose.assumed')}`,
          },
          ...(legalBasis ? [{ label: t('auditlog.purpose.legalBasis'), value: legalBasis }] : []),
          ...(reference ? [{ label: t('auditlog.purpose.reference'), value: reference }] : []),
        ]}
      />
      {legalBasis === undefined && <p class="s-mute">{t('auditlog.purpose.closed')}</p>}
    </Card>
  );
}
