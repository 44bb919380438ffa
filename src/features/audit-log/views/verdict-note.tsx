import { Note } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { Verdict } from '../entry-types.ts';

function ProblemLine({ problem, entries }: { problem: Verdict['problems'][number]; entries: number }) {
  const { t, format } = useUi();
  const { code, index, until } = problem;
  const place = index === null ? '' : format.number(index);
  const text = t(`audit.problem.${code}`, { index: place, until: until === undefined ? place : format.number(until) });
  // What is missing, or lies behind the end, has no page of its own.
  const isThere = index !== null && code !== 'gap' && index < entries;
  return <li>{isThere ? <a href={`/audit/entries/${index}`}>{text}</a> : text}</li>;
}

/** The verdict of a verification: intact, or each problem with the entry that it concerns. */
export function VerdictNote({ verdict }: { verdict: Verdict & { milliseconds: number } }) {
  const { t, format } = useUi();
  const { good, entries, checkpoint, problems, milliseconds } = verdict;
  const took = t('auditlog.verify.took', { seconds: format.number(milliseconds / 1000) });
  if (good) {
    const messageId = checkpoint === null ? 'audit.verify.unsigned' : 'audit.verify.good';
    return (
      <Note kind={checkpoint === null ? 'warn' : 'ok'} live>
        <p>{t(messageId, { entries, size: checkpoint ?? 0 })}</p>
        <p>{took}</p>
      </Note>
    );
  }
  return (
    <Note kind="bad" live>
      <p>{t('audit.verify.bad', { problems: problems.length })}</p>
      <ul class="s-list">
        {problems.map((problem) => (
          <ProblemLine key={`${problem.code} ${problem.index}`} problem={problem} entries={entries} />
        ))}
      </ul>
      {problems.length >= 100 && <p>{t('auditlog.verify.first')}</p>}
      <p>{took}</p>
    </Note>
  );
}
