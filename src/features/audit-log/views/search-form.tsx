import { Button } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Row } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { qualifiers, searchAddress } from '../qualifiers.ts';
import type { SearchPageView } from '../search-entries.ts';
import { FilterFields } from './filter-fields.tsx';
import { QueryChips } from './query-chips.tsx';

/** Examples stand apart from one another, so that none is taken for a part of the next. */
function Examples({ texts }: { texts: readonly string[] }) {
  return texts.map((text, place) => (
    <span key={text}>
      {place === 0 ? ' ' : ' · '}
      <code>{text}</code>
    </span>
  ));
}

/** Every qualifier with examples; open where a query was not understood. */
function QualifierHelp({ open }: { open: boolean }) {
  const { t } = useUi();
  return (
    <Disclosure summary={t('auditlog.help.title')} open={open}>
      <p>{t('auditlog.help.all')}</p>
      <p>
        {t('auditlog.help.several')}
        <Examples texts={['agency:IT-DCSA,AL-ASP']} />
      </p>
      <p>
        {t('auditlog.help.not')}
        <Examples texts={['-action:record.list']} />
      </p>
      <SummaryList
        rows={qualifiers.map(({ name, examples }) => ({
          label: name,
          value: (
            <>
              {t(`auditlog.help.${name}`)}
              <Examples texts={examples} />
            </>
          ),
        }))}
      />
    </Disclosure>
  );
}

/** The query with its help, and searches that are often wanted. */
export function SearchForm({ q, common, problems, scope, agencies, actions, purposes, found }: SearchPageView) {
  const { t } = useUi();
  return (
    <Card look="soft">
      <Form action="/audit" method="get" label={t('auditlog.search.label')}>
        <TextField
          name="q"
          type="search"
          label={t('auditlog.search.label')}
          hint={t('auditlog.search.hint')}
          value={q}
          autocomplete="off"
        />
        <FilterFields
          agencies={agencies}
          actions={actions}
          purposes={purposes}
          open={problems.some(({ field }) => field !== 'q')}
        />
        <Row>
          <Button>{t('auditlog.search.button')}</Button>
          {q !== '' && <a href="/audit">{t('auditlog.search.clear')}</a>}
        </Row>
      </Form>
      {found && <QueryChips terms={found.terms} />}
      {found && found.items.length > 0 && (
        <Form action="/audit/exports" plain>
          <input type="hidden" name="q" value={q} />
          <Button kind="secondary">{t('auditlog.export.button')}</Button>
        </Form>
      )}
      <nav class="s-pages" aria-label={t('auditlog.common.title')}>
        <span class="s-mute">{t('auditlog.common.title')}</span>
        {common.map((search) => (
          <a key={search.name} href={searchAddress(search.q)}>
            {t(`auditlog.common.${search.name}`)}
          </a>
        ))}
      </nav>
      <QualifierHelp open={problems.length > 0} />
      <p class="s-mute">{t(`auditlog.scope.${scope}`)}</p>
    </Card>
  );
}
