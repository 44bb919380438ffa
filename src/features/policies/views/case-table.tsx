import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { CaseView } from '../read-policies.ts';

function TitleCell({ one }: { one: CaseView }) {
  return (
    <>
      {one.title}
      <br />
      <span class="s-mute">
        cases/{one.file}:{one.line}
      </span>
    </>
  );
}

function WhoCell({ one }: { one: CaseView }) {
  const { t } = useUi();
  return (
    <>
      {one.subject}
      <br />
      <span class="s-mute">
        {t(`rule.action.${one.action}`)} · {t(`rule.type.${one.type}`)}
      </span>
    </>
  );
}

function DecidedCell({ one }: { one: CaseView }) {
  const { t } = useUi();
  const { decided, failure, ruleIds } = one;
  return (
    <>
      <Tag tone={failure ? 'bad' : 'ok'} shape={failure ? 'cross' : 'tick'}>
        {t(`policies.effect.${decided}`)}
      </Tag>
      {ruleIds.map((id) => (
        <div key={id}>
          <code>{id}</code>
        </div>
      ))}
      {failure && <p>{failure}</p>}
    </>
  );
}

/** Acceptance cases: who does what, what must come out, and what did. */
export function CaseTable({ cases, caption }: { cases: readonly CaseView[]; caption: string }) {
  const { t } = useUi();
  const columns: Column<CaseView>[] = [
    { key: 'title', label: t('policies.case.title'), rowHeader: true, cell: (one) => <TitleCell one={one} /> },
    { key: 'who', label: t('policies.case.who'), cell: (one) => <WhoCell one={one} /> },
    { key: 'expect', label: t('policies.case.expect'), cell: ({ expect }) => t(`policies.effect.${expect}`) },
    { key: 'decided', label: t('policies.case.decided'), cell: (one) => <DecidedCell one={one} /> },
  ];
  return (
    <DataTable
      caption={caption}
      items={cases}
      rowKey={({ file, line, title }) => `${file} ${line} ${title}`}
      columns={columns}
    />
  );
}
