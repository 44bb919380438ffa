import { type Ui, useUi } from '../../../ui/context.tsx';
import { hasMessage } from '../../../ui/i18n.ts';
import type { RuleView } from '../read-policies.ts';

type Clause = RuleView['who'][number];
type Saying = Extract<Clause, { kind: 'says' }>;
type NamedValue = Saying['values'][number];

function attributeName({ t, lang }: Ui, name: string): string {
  return hasMessage(lang, `rule.attribute.${name}`) ? t(`rule.attribute.${name}`) : name;
}

function valueName(ui: Ui, attribute: string, { value, refers }: NamedValue): string {
  if (refers) {
    const [from, name = ''] = value.split('.');
    const words = { attribute: attributeName(ui, name) };
    return from === 'environment' ? ui.t('rule.reference.environment', words) : ui.t('rule.reference.subject', words);
  }
  if (attribute === 'roles' && hasMessage(ui.lang, `state.role.${value}`)) return ui.t(`state.role.${value}`);
  return value;
}

/** One condition in words, generated from the rule. */
function sayingText(ui: Ui, { form, attribute, values }: Saying): string {
  const [only] = values;
  const truth = only && !only.refers && (only.value === 'true' || only.value === 'false') ? only.value : null;
  if (truth !== null && hasMessage(ui.lang, `rule.truth.${attribute}.true`)) {
    const holds = (truth === 'true') === (form === 'eq');
    return ui.t(`rule.truth.${attribute}.${holds}`);
  }
  return ui.t(`rule.clause.${form === 'exists' && truth === 'false' ? 'missing' : form}`, {
    attribute: attributeName(ui, attribute),
    values: form === 'exists' ? '' : values.map((one) => valueName(ui, attribute, one)).join(', '),
  });
}

function ClauseItem({ clause }: { clause: Clause }) {
  const ui = useUi();
  if (clause.kind === 'says') return <li>{sayingText(ui, clause)}</li>;
  return (
    <li>
      {ui.t(`rule.group.${clause.kind}`)}
      <ClauseList clauses={clause.of} />
    </li>
  );
}

/** Conditions, one a line; groups hold their own. */
export function ClauseList({ clauses }: { clauses: readonly Clause[] }) {
  return (
    <ul class="s-list">
      {clauses.map((clause) => (
        <ClauseItem clause={clause} key={JSON.stringify(clause)} />
      ))}
    </ul>
  );
}

function rolesIn(clauses: readonly Clause[]): Saying | undefined {
  return clauses.find(
    (clause): clause is Saying => clause.kind === 'says' && clause.attribute === 'roles' && clause.form === 'overlaps',
  );
}

/** A rule as a sentence: who may (or may never) do what with which records, then the conditions. */
export function RuleSentence({ rule }: { rule: RuleView }) {
  const ui = useUi();
  const { t, format } = ui;
  const roles = rolesIn(rule.who);
  const who = roles ? format.list(roles.values.map((one) => valueName(ui, 'roles', one))) : t('rule.everybody');
  const conditions = [...rule.who.filter((clause) => clause !== roles), ...rule.when, ...rule.around];
  const params = {
    who,
    actions: format.list(rule.actions.map((action) => t(`rule.action.${action}`))),
    types: format.list(rule.resources.map((type) => t(`rule.type.${type}`))),
    conditions: conditions.length,
  };
  return (
    <>
      <p>{rule.effect === 'permit' ? t('rule.sentence.permit', params) : t('rule.sentence.forbid', params)}</p>
      {conditions.length > 0 && <ClauseList clauses={conditions} />}
      {rule.fields && <p>{t('rule.fields', { fields: rule.fields.join(', ') })}</p>}
      {rule.requires.length > 0 && <p>{t('rule.requires', { steps: rule.requires.join(', ') })}</p>}
      {rule.obligations.length > 0 && <p>{t('rule.obligations', { duties: rule.obligations.join(', ') })}</p>}
    </>
  );
}
