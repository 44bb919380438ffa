import type { CertificateFacts } from '../../../gate/federation-views.ts';
import { daysBetween, todayInUtc } from '../../../ui/calendar.ts';
import { DateText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';

/** SHA-256 as people read it out: pairs, in capitals. */
export function readable(fingerprint: string): string {
  return (fingerprint.match(/../g) ?? []).join(':').toUpperCase();
}

/** Days until a moment, ISO 8601; negative: days since. */
export function daysUntil(at: string): number {
  return daysBetween(todayInUtc(), todayInUtc(new Date(at)));
}

/** Certificates by their fingerprints, with the days that each has left. */
export function Certificates({ certificates }: { certificates: readonly CertificateFacts[] }) {
  const { t } = useUi();
  return (
    <ul class="s-list">
      {certificates.map(({ fingerprint, notAfter }) => (
        <li key={fingerprint}>
          <code class="s-break">{readable(fingerprint)}</code>{' '}
          <span class="s-mute">
            {t('federation.certificate.until')} <DateText date={notAfter.slice(0, 10)} />
            {', '}
            {t('federation.certificate.left', { days: daysUntil(notAfter) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
