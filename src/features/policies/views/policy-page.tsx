import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Split } from '../../../ui/components/card.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { FilterPanel } from '../../../ui/components/filter-panel.tsx';
import { EmptyState, Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { choices } from '../choices.ts';
import type { RuleFilter } from '../inputs.ts';
import type { PolicyPage, RuleGroup, RuleView } from '../read-policies.ts';
import { CaseTable } from './case-table.tsx';
import { RuleSentence } from './clauses.tsx';
import { PolicyTabs } from './policy-tabs.tsx';
import { RollbackForm } from './rollback-form.tsx';

function useGroupName(): (name: string) => string {
  const { t } = useUi();
  return (name) => (name === 'floor' || name === 'several' ? t(`policies.group.${name}`) : t(`rule.type.${name}`));
}

function EffectTag({ rule }: { rule: RuleView }) {
  const { t } = useUi();
  if (rule.locked) return <Tag shape="square">{t('policies.locked')}</Tag>;
  return rule.effect === 'permit' ? (
    <Tag tone="ok" shape="tick">
      {t('policies.permits')}
    </Tag>
  ) : (
    <Tag tone="warn" shape="cross">
      {t('policies.forbids')}
    </Tag>
  );
}

function RuleCard({ rule, cases }: RuleGroup['rules'][number]) {
  const { t } = useUi();
  return (
    <Card title={rule.title} aside={<EffectTag rule={rule} />} level={3} id={`rule-${rule.id}`}>
      <p class="s-mute">
        <code>{rule.id}</code> · rules/{rule.file}:{rule.line}
      </p>
      <RuleSentence rule={rule} />
      {cases.length > 0 && (
        <Disclosure summary={t('policies.cases.of', { count: cases.length })}>
          <CaseTable cases={cases} caption={t('policies.cases.caption', { id: rule.id })} />
        </Disclosure>
      )}
    </Card>
  );
}

function Filters({ filter, address }: { filter: RuleFilter; address: string }) {
  const { t } = useUi();
  return (
    <FilterPanel action={address} clear={address}>
      <TextField name="q" type="search" label={t('policies.filter.words')} value={filter.q} optional />
      <Select
        name="type"
        label={t('policies.filter.type')}
        empty={t('policies.filter.any')}
        value={filter.type}
        options={choices.resourceTypes.map((type) => ({ value: type, label: t(`rule.type.${type}`) }))}
        size="full"
      />
      <Select
        name="effect"
        label={t('policies.filter.effect')}
        empty={t('policies.filter.any')}
        value={filter.effect}
        options={[
          { value: 'permit', label: t('policies.permits') },
          { value: 'forbid', label: t('policies.forbids') },
        ]}
        size="full"
      />
    </FilterPanel>
  );
}

function Groups({ groups }: { groups: readonly RuleGroup[] }) {
  const { t } = useUi();
  const nameOf = useGroupName();
  return (
    <>
      {groups.map(({ name, rules }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>{nameOf(name)}</h2>
          {name === 'floor' && <p class="s-mute">{t('policies.floor.about')}</p>}
          {rules.map(({ rule, cases }) => (
            <RuleCard key={rule.id} rule={rule} cases={cases} />
          ))}
        </section>
      ))}
    </>
  );
}

function InForce({ version }: Pick<PolicyPage, 'version'>) {
  const { t } = useUi();
  const [last] = version.activations;
  return (
    <>
      {version.lapsesAt && (
        <Note kind="warn" title={t('policies.lapses.title')}>
          <p>
            {t('policies.lapses.text')} <TimeText at={version.lapsesAt} />
          </p>
        </Note>
      )}
      {version.failed > 0 && (
        <Note kind="bad">
          <p>{t('policies.cases.failed', { failed: version.failed, total: version.total })}</p>
        </Note>
      )}
      {last && version.active && (
        <p class="s-mute">
          {t('policies.since')} <TimeText at={last.at} />
        </p>
      )}
    </>
  );
}

/** An old version looks like the one in force; that it is none is said before it is read. */
function NotInForce({ version }: Pick<PolicyPage, 'version'>) {
  const { t } = useUi();
  const [last] = version.activations;
  if (version.active) return null;
  return (
    <Note kind="warn" title={t('policies.notInForce.title', { version: String(version.version) })}>
      {last && (
        <p>
          {t('policies.notInForce.came')} <TimeText at={last.at} />
        </p>
      )}
      <p>
        <a href="/policies">{t('policies.notInForce.active')}</a> ·{' '}
        <a href="/policies/changes">{t('policies.changes.title')}</a>
      </p>
    </Note>
  );
}

/** A version of the policy as sentences; the one in force can be filtered, tried and changed. */
export function PolicyPageView({ page, problems }: { page: PolicyPage; problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const { version, groups, filter, shown, rules } = page;
  const address = version.active ? '/policies' : `/policies/${version.version}`;
  const title = version.active ? t('policies.title') : t('policies.version', { version: String(version.version) });
  return (
    <Layout title={title} nav="policies" markings={[]} errors={problems}>
      <PageHeader
        over={t('policies.version', { version: String(version.version) })}
        title={title}
        lede={t('policies.lede', { rules, cases: version.total })}
        actions={
          <>
            {version.active && version.previous !== null && (
              <ButtonLink href="#rollback">{t('policies.rollback.link')}</ButtonLink>
            )}
            <ButtonLink kind="primary" href="/policies/changes/new">
              {t('policies.new')}
            </ButtonLink>
          </>
        }
      />
      <PolicyTabs current={version.active ? 'policies' : null} />
      <NotInForce version={version} />
      <InForce version={version} />
      <Split
        sideFirst
        side={<Filters filter={filter} address={address} />}
        main={
          <>
            <p>{t('policies.shown', { shown, rules })}</p>
            {shown === 0 ? (
              <EmptyState
                title={t('policies.none.title')}
                actions={<ButtonLink href={address}>{t('policies.none.clear')}</ButtonLink>}
              />
            ) : (
              <Groups groups={groups} />
            )}
            {version.active && version.previous !== null && (
              <RollbackForm version={version.version} previous={version.previous} />
            )}
          </>
        }
      />
    </Layout>
  );
}
