import { Disclosure } from '../../../ui/components/card.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { DateField, TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { SearchPageView } from '../search-entries.ts';
import { wordOrCode } from './word-or-code.ts';

/** Fields that add conditions to the query when it is searched: nobody has to know the qualifiers. */
export function FilterFields({
  agencies,
  actions,
  purposes,
  open,
}: Pick<SearchPageView, 'agencies' | 'actions' | 'purposes'> & { open: boolean }) {
  const ui = useUi();
  const { t, agencyName } = ui;
  const named = agencies
    .map((code) => ({ value: code, label: `${agencyName(code)} (${code})` }))
    .sort((a, b) => ui.format.compare(a.label, b.label));
  const any = t('auditlog.filter.any');
  const events = actions.map((action) => ({ value: action, label: wordOrCode(ui, 'audit.event', action) }));
  const results = (['permit', 'deny', 'error'] as const).map((value) => ({
    value,
    label: t(`audit.outcome.${value}`),
  }));
  return (
    <Disclosure summary={t('auditlog.filter.title')} open={open}>
      <p class="s-mute">{t('auditlog.filter.hint')}</p>
      <div class="s-fields">
        <Select name="agency" label={t('auditlog.filter.agency')} options={named} empty={any} size="full" />
        <Select name="event" label={t('auditlog.filter.event')} options={events} empty={any} size="full" />
        <Select name="result" label={t('auditlog.filter.result')} options={results} empty={any} size="full" />
        <Select
          name="purpose"
          label={t('auditlog.filter.purpose')}
          options={purposes.map((value) => ({ value, label: t(`marking.purpose.${value}`) }))}
          empty={any}
          size="full"
        />
        <Select name="originator" label={t('auditlog.filter.originator')} options={named} empty={any} size="full" />
        <TextField name="record" label={t('auditlog.filter.record')} hint={t('auditlog.filter.record.hint')} />
        <DateField name="from" label={t('auditlog.filter.from')} />
        <DateField name="to" label={t('auditlog.filter.to')} />
      </div>
    </Disclosure>
  );
}
