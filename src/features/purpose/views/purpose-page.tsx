import { daysBetween, todayInUtc } from '../../../ui/calendar.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Radios } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import type { PurposeForm as Value } from '../purpose-form.ts';

function Recent({ recent, returnTo, first }: { recent: Value['recent'][number]; returnTo: string; first: boolean }) {
  const { t, format } = useUi();
  const { code, legalBasis, reference, statedAt } = recent;
  const purpose = t(`marking.purpose.${code}`);
  const yesterday = daysBetween(todayInUtc(new Date(statedAt)), todayInUtc()) === 1;
  return (
    <Card title={t(yesterday ? 'purpose.last.yesterday' : 'purpose.last.before', { date: format.date(statedAt) })}>
      <SummaryList
        rows={[
          { label: t('purpose.code'), value: purpose },
          { label: t('purpose.legalBasis'), value: legalBasis },
          { label: t('purpose.reference'), value: reference },
        ]}
      />
      <Form action="/purpose" plain>
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="legalBasis" value={legalBasis} />
        <input type="hidden" name="reference" value={reference} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <Button kind={first ? 'primary' : 'secondary'}>
          {t(yesterday ? 'purpose.last.asYesterday' : 'purpose.last.asBefore', { purpose })}
        </Button>
      </Form>
    </Card>
  );
}

function NewPurpose({ purposes, values, returnTo, stated, second }: Value & { second: boolean }) {
  const { t } = useUi();
  return (
    <Form action="/purpose">
      <input type="hidden" name="returnTo" value={returnTo} />
      <Radios
        name="code"
        label={t('purpose.which')}
        value={values.code}
        options={purposes.map((code) => ({
          value: code,
          label: t(`marking.purpose.${code}`),
          hint: t(`purpose.about.${code}`),
        }))}
      />
      <TextField
        name="legalBasis"
        label={t('purpose.legalBasis')}
        hint={t('purpose.legalBasis.hint')}
        value={values.legalBasis}
        maxLength={300}
      />
      <TextField
        name="reference"
        label={t('purpose.reference')}
        hint={t('purpose.reference.hint')}
        value={values.reference}
        size="medium"
        maxLength={120}
      />
      <div class="s-row">
        <Button kind={second ? 'secondary' : 'primary'}>{t(stated ? 'purpose.change' : 'purpose.state')}</Button>
        <a href={returnTo}>{t('purpose.without')}</a>
      </div>
    </Form>
  );
}

function Explained() {
  const { t } = useUi();
  return (
    <Note title={t('purpose.none.title')}>
      <p>{t('purpose.none.text')}</p>
      <p>
        <a href="/">{t('purpose.none.home')}</a>
      </p>
    </Note>
  );
}

export function PurposePage(props: Value & { problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const { purposes, returnTo, problems } = props;
  // Whoever is mending a form is past the offer.
  const recent = problems.length === 0 ? props.recent : [];
  return (
    <Layout title={t('purpose.title')} markings={[]} errors={problems} width="narrow" detour>
      <PageHeader title={t('purpose.title')} lede={purposes.length > 0 ? t('purpose.lede') : undefined} />
      {recent.map((one, index) => (
        <Recent
          key={`${one.code} ${one.legalBasis} ${one.reference}`}
          recent={one}
          returnTo={returnTo}
          first={index === 0}
        />
      ))}
      {recent.length > 0 && <h2>{t('purpose.another')}</h2>}
      {purposes.length > 0 ? <NewPurpose {...props} second={recent.length > 0} /> : <Explained />}
    </Layout>
  );
}
