import { Button } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Split } from '../../../ui/components/card.tsx';
import { Checkboxes, Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { choices } from '../choices.ts';
import type { TryPage } from '../try-person.ts';

/** An attribute's name as the label of a field. */
function labelOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const { actions, caveats, classifications, phases, purposes, resourceTypes, roles, tlps } = choices;
const plain = (words: readonly string[]) => words.map((word) => ({ value: word, label: word }));

function Around({ query }: Pick<TryPage, 'query'>) {
  const { t } = useUi();
  return (
    <>
      <Select
        name="purpose"
        label={labelOf(t('rule.attribute.purpose'))}
        empty={t('try.noPurpose')}
        value={query.purpose}
        options={purposes.map((code) => ({ value: code, label: t(`marking.purpose.${code}`) }))}
      />
      <Select
        name="assurance"
        label={labelOf(t('rule.attribute.assurance'))}
        value={query.assurance}
        options={[
          { value: 'mfa', label: t('try.mfa') },
          { value: 'basic', label: t('try.basic') },
        ]}
      />
    </>
  );
}

function Who({ query, people, agencies }: TryPage) {
  const { t, agencyName } = useUi();
  return (
    <Card title={t('try.who')}>
      {people.length > 0 && (
        <Select
          name="person"
          label={t('try.person')}
          hint={t('try.person.hint')}
          empty={t('try.invented')}
          value={query.person}
          options={people.map(({ id, name, agency }) => ({ value: id, label: `${name} · ${agencyName(agency)}` }))}
        />
      )}
      <Select
        name="agency"
        label={t('field.agency')}
        value={query.agency}
        options={agencies.map(({ code }) => ({ value: code, label: `${agencyName(code)} (${code})` }))}
      />
      <Select
        name="role"
        label={t('try.role')}
        value={query.role}
        options={roles.map((role) => ({ value: role, label: t(`state.role.${role}`) }))}
      />
      <Select
        name="clearance"
        label={labelOf(t('rule.attribute.clearance'))}
        value={query.clearance}
        options={plain(classifications)}
      />
      <Around query={query} />
    </Card>
  );
}

function InventedMarking({ query }: TryPage) {
  const { t } = useUi();
  return (
    <Disclosure summary={t('try.marking')} open>
      <Select
        name="classification"
        label={t('marking.classification')}
        value={query.classification}
        options={plain(classifications)}
      />
      <Select name="tlp" label={t('marking.tlp')} value={query.tlp} options={plain(tlps)} />
      <TextField
        name="panel"
        label={labelOf(t('rule.attribute.panel'))}
        hint={t('try.panel.hint')}
        value={query.panel}
        size="short"
        optional
      />
      <TextField
        name="releasableTo"
        label={t('marking.releasableTo')}
        hint={t('try.tokens.hint')}
        value={query.releasableTo.join(' ')}
        optional
      />
      <TextField name="except" label={t('marking.except')} value={query.except.join(' ')} optional />
      <Select name="phase" label={labelOf(t('rule.attribute.phase'))} value={query.phase} options={plain(phases)} />
      <Checkboxes
        name="caveats"
        label={t('marking.caveats')}
        values={query.caveats}
        options={plain(caveats)}
        optional
      />
    </Disclosure>
  );
}

function Facts({ query, agencies, changes }: TryPage) {
  const { t, agencyName } = useUi();
  return (
    <>
      <Select
        name="originator"
        label={t('marking.originator')}
        empty={t('try.someOther')}
        value={query.originator}
        options={agencies.map(({ code }) => ({ value: code, label: `${agencyName(code)} (${code})` }))}
      />
      <Checkboxes
        name="related"
        label={t('try.relation')}
        values={query.related === '' ? [] : ['1']}
        options={[{ value: '1', label: t('rule.truth.related.true') }]}
        optional
      />
      <Select
        name="against"
        label={t('try.against')}
        empty={t('try.activeOnly')}
        value={String(query.against)}
        options={changes.map(({ version, title }) => ({ value: String(version), label: `${version} · ${title}` }))}
      />
    </>
  );
}

function What(page: TryPage) {
  const { t } = useUi();
  const { query, classes } = page;
  return (
    <Card title={t('try.what')}>
      <Select
        name="action"
        label={t('try.action')}
        value={query.action}
        options={actions.map((action) => ({ value: action, label: t(`rule.action.${action}`) }))}
      />
      <Select
        name="type"
        label={t('try.type')}
        value={query.type}
        options={resourceTypes.map((type) => ({ value: type, label: t(`rule.type.${type}`) }))}
      />
      <Select
        name="class"
        label={t('try.class')}
        hint={t('try.class.hint')}
        empty={t('try.inventedMarking')}
        value={String(query.class)}
        options={classes.map(({ id, accessClass: { classification, tlp, panel, releasableTo } }) => ({
          value: String(id),
          label: `${id}: ${classification} · TLP:${tlp}${panel ? ` · ${panel}` : ''} · ${releasableTo.join(' ')}`,
        }))}
        size="full"
      />
      <InventedMarking {...page} />
      <Facts {...page} />
    </Card>
  );
}

/** The question: who, what, and on which policy. A GET form: it changes nothing, and can be asked again. */
export function TryForm(page: TryPage) {
  const { t } = useUi();
  return (
    <Form action="/policies/try" method="get" label={t('try.title')}>
      <input type="hidden" name="ask" value="1" />
      <Split main={<What {...page} />} side={<Who {...page} />} />
      <Button>{t('try.button')}</Button>
    </Form>
  );
}
