import { ButtonLink } from '../../../ui/components/button.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { type Children, useUi } from '../../../ui/context.tsx';
import type { FoundEntries as Found } from '../search-entries.ts';
import { EntryTable } from './entry-table.tsx';

/** Entries that match and cannot be shown are named, never left out silently. */
function Damaged({ indexes }: { indexes: readonly number[] }) {
  const { t, format } = useUi();
  if (indexes.length === 0) return null;
  const named = indexes.map((index) => format.number(index)).join(' · ');
  return (
    <Note kind="bad">
      <p>{t('auditlog.damaged', { count: indexes.length, indexes: named })}</p>
    </Note>
  );
}

/** Entries with the way to older ones, and back to the newest. `address`: of the page with a cursor, or without one. */
export function FoundEntries({
  found,
  isNewest,
  address,
  empty,
}: {
  found: Found;
  isNewest: boolean;
  address(after: string): string;
  empty: Children;
}) {
  const { t } = useUi();
  const { damaged, items, next } = found;
  return (
    <>
      <Damaged indexes={damaged} />
      {items.length === 0 ? empty : <EntryTable items={items} />}
      {(next !== null || !isNewest) && (
        <nav class="s-pages" aria-label={t('ui.pages.label')}>
          {!isNewest && <ButtonLink href={address('')}>{t('auditlog.pages.newest')}</ButtonLink>}
          {next !== null && <ButtonLink href={address(next)}>{t('auditlog.pages.older')}</ButtonLink>}
        </nav>
      )}
    </>
  );
}
