import type { Marking } from '../../policies/vocabulary.ts';
import type { RecordView } from '../gate/definition.ts';
import { DataTable } from '../ui/components/data-table.tsx';
import { MarkingLine } from '../ui/components/marking-chips.tsx';
import { Note } from '../ui/components/note.tsx';
import { TimeText } from '../ui/components/time-text.tsx';
import { type Children, useUi } from '../ui/context.tsx';
import { useTokenName } from '../ui/marking/token-name.ts';
import { AuthorName } from './author-name.tsx';
import type { Difference, StaleEdit } from './merge-edit.ts';

type Values<Field extends string> = Readonly<Record<Field, string | string[]>>;

interface DifferencesProps<Field extends string> {
  record: RecordView;
  stale: StaleEdit<Field>;
  /** The fields as they stand now. */
  stored: Values<Field>;
  /** A field's value in words. */
  words: (props: { part: Field; values: Values<Field> }) => Children;
}

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

function usePartName(): (part: string) => string {
  const { t } = useUi();
  return (part) => t(part === 'marking' ? 'marking.share.title' : `field.${part}`);
}

/** What the next save does with the field. */
function outcomeOf({ touched, changed }: Difference<string>): string {
  if (!touched) return 'record.stale.taken';
  return changed ? 'record.stale.clash' : 'record.stale.mine';
}

/** Somebody else was faster: every field in which the form differs from what stands now, side by side. */
export function EditDifferences<Field extends string>(props: DifferencesProps<Field>) {
  const { t } = useUi();
  const { record, stale } = props;
  return (
    <Note kind="warn" title={t('record.stale.title')} live>
      <p>{t('record.stale.help')}</p>
      <p>
        {t('record.updated')}: <TimeText at={record.updatedAt} />
        {record.createdBy && (
          <>
            . {t('record.author')}: <AuthorName of={record} />
          </>
        )}
      </p>
      {stale.found.length > 0 && <DifferenceTable {...props} />}
    </Note>
  );
}

function DifferenceTable<Field extends string>({ record, stale, stored, words }: DifferencesProps<Field>) {
  const { t } = useUi();
  const nameOf = usePartName();
  const told = (part: 'marking' | Field, values: Values<Field>, marking: Marking | null) =>
    part === 'marking' ? <MarkingWords marking={marking} /> : words({ part: part as Field, values });
  return (
    <DataTable
      caption={<span class="s-vh">{t('record.stale.caption')}</span>}
      items={stale.found}
      rowKey={({ part }) => part}
      columns={[
        {
          key: 'part',
          label: t('record.stale.field'),
          rowHeader: true,
          cell: (difference) => (
            <>
              {nameOf(difference.part)}
              <br />
              <span class="s-mute">{t(outcomeOf(difference))}</span>
            </>
          ),
        },
        { key: 'now', label: t('record.stale.now'), cell: ({ part }) => told(part, stored, record.marking ?? null) },
        {
          key: 'typed',
          label: t('record.stale.typed'),
          cell: ({ part }) => told(part, stale.typed, stale.typedMarking),
        },
      ]}
    />
  );
}
