import { Card, Disclosure } from '../../../ui/components/card.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { SealedPart } from '../leaf-parts.ts';

/** The parts that stay digests for this reader, and why; first by kind, the digests themselves on demand. */
export function SealedParts({ sealed }: { sealed: readonly SealedPart[] }) {
  const { t } = useUi();
  const kinds = [...new Set(sealed.map(({ kind }) => kind))];
  return (
    <Card title={t('auditlog.sealed.title')} look="soft">
      {sealed.length === 0 ? (
        <p>{t('auditlog.sealed.none')}</p>
      ) : (
        <>
          <p>{t('auditlog.sealed.lede', { count: sealed.length })}</p>
          <ul class="s-list">
            {kinds.map((kind) => (
              <li key={kind}>{t(`auditlog.sealed.${kind}`)}</li>
            ))}
          </ul>
          <Disclosure summary={t('auditlog.sealed.digests')}>
            <SummaryList rows={sealed.map(({ name, digest }) => ({ label: name, value: <code>{digest}</code> }))} />
          </Disclosure>
        </>
      )}
    </Card>
  );
}
