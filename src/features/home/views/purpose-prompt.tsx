import type { StatedPurpose } from '../../../gate/signed-in.ts';
import { daysBetween, todayInUtc } from '../../../ui/calendar.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Row } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';

/** One button that states yesterday's purpose again. */
function ContinueForm({ lastPurpose }: { lastPurpose: StatedPurpose }) {
  const { t } = useUi();
  const { code, legalBasis, reference, statedAt } = lastPurpose;
  const yesterday = daysBetween(todayInUtc(new Date(statedAt)), todayInUtc()) === 1;
  return (
    <Form action="/purpose" plain>
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="legalBasis" value={legalBasis} />
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="returnTo" value="/" />
      <Button>
        {t(yesterday ? 'home.purpose.asYesterday' : 'home.purpose.asBefore', {
          purpose: t(`marking.purpose.${code}`),
          reference,
        })}
      </Button>
    </Form>
  );
}

/**
 * Always the same words, whether or not anything is held back: a hint that came and went would tell
 * that records exist (DOMAIN, Leaks).
 */
export function PurposePrompt({ lastPurpose }: { lastPurpose: StatedPurpose | null }) {
  const { t, clearanceEnded } = useUi();
  return (
    <Note title={t('home.purpose.title')}>
      <p>{t(clearanceEnded ? 'home.purpose.textUncleared' : 'home.purpose.text')}</p>
      <Row>
        {lastPurpose && <ContinueForm lastPurpose={lastPurpose} />}
        <ButtonLink href="/purpose?returnTo=%2F">
          {t(lastPurpose ? 'home.purpose.another' : 'home.purpose.state')}
        </ButtonLink>
      </Row>
    </Note>
  );
}
