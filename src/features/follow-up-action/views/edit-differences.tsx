import { DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { DateText, TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { useTokenName } from '../../../ui/marking/token-name.ts';
import type { ActionForm, StaleEdit } from '../action-form.ts';
import { type FormValues, storedValues } from '../form-values.ts';
import type { Difference } from '../merge-edit.ts';

type Action = NonNullable<ActionForm['action']>;
type Marking = NonNullable<Action['marking']>;

function MarkingWords({ marking }: { marking: Marking | null }) {
  const { t, format } = useUi();
  const nameOf = useTokenName();
  if (!marking) return <>{t('ui.none')}</>;
  const { releasableTo, except, purposes } = marking;
  return (
    <>
      <MarkingLine marking={marking} />
      <p>{releasableTo.length > 0 ? format.list(releasableTo.map(nameOf)) : t('marking.share.originatorOnly')}</p>
      {except.length > 0 && (
        <p>
          {t('marking.except')}: {format.list(except.map(nameOf))}
        </p>
      )}
      {purposes.length > 0 && (
        <p>
          {t('marking.purposes')}: {format.list(purposes.map((code) => t(`marking.purpose.${code}`)))}
        </p>
      )}
    </>
  );
}

function FieldWords({ part, values }: { part: Exclude<Difference['part'], 'marking'>; values: FormValues }) {
  const { t, format, agencyName } = useUi();
  const value = values[part];
  if (Array.isArray(value)) return <>{value.length > 0 ? format.list(value.map(agencyName)) : t('ui.none')}</>;
  if (value === '') return <>{t('ui.none')}</>;
  if (part === 'leadAgency') return <>{agencyName(value)}</>;
  if (part === 'priority') return <>{t(`state.priority.${value}`)}</>;
  if (part === 'lang') return <>{t(`language.${value}`)}</>;
  if (part === 'dueOn') return /^\d{4}-\d\d-\d\d$/.test(value) ? <DateText date={value} /> : value;
  return <span lang={values.lang}>{value}</span>;
}

function usePartName(): (part: Difference['part']) => string {
  const { t } = useUi();
  return (part) => t(part === 'marking' ? 'marking.share.title' : `field.${part}`);
}

/** What the next save does with the field. */
function outcomeOf({ touched, changed }: Difference): string {
  if (!touched) return 'action.stale.taken';
  return changed ? 'action.stale.clash' : 'action.stale.mine';
}

function Words({ part, values, marking }: { part: Difference['part']; values: FormValues; marking: Marking | null }) {
  return part === 'marking' ? <MarkingWords marking={marking} /> : <FieldWords part={part} values={values} />;
}

/** Somebody else was faster: every field in which the form differs from what stands now, side by side. */
export function EditDifferences({ action, stale }: { action: Action; stale: StaleEdit }) {
  const { t } = useUi();
  return (
    <Note kind="warn" title={t('action.stale.title')} live>
      <p>{t('action.stale.help')}</p>
      <p>
        {t('action.updated')}: <TimeText at={action.updatedAt} />
        {action.createdBy && `. ${t('action.author')}: ${action.createdBy.name}`}
      </p>
      {stale.found.length > 0 && <DifferenceTable action={action} stale={stale} />}
    </Note>
  );
}

function DifferenceTable({ action, stale }: { action: Action; stale: StaleEdit }) {
  const { t } = useUi();
  const nameOf = usePartName();
  const stored = storedValues(action);
  return (
    <DataTable
      caption={<span class="s-vh">{t('action.stale.caption')}</span>}
      items={stale.found}
      rowKey={({ part }) => part}
      columns={[
        {
          key: 'part',
          label: t('action.stale.field'),
          rowHeader: true,
          cell: (difference) => (
            <>
              {nameOf(difference.part)}
              <br />
              <span class="s-mute">{t(outcomeOf(difference))}</span>
            </>
          ),
        },
        {
          key: 'now',
          label: t('action.stale.now'),
          cell: ({ part }) => <Words part={part} values={stored} marking={action.marking ?? null} />,
        },
        {
          key: 'typed',
          label: t('action.stale.typed'),
          cell: ({ part }) => <Words part={part} values={stale.typed} marking={stale.typedMarking} />,
        },
      ]}
    />
  );
}
