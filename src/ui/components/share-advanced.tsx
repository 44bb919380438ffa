import { caveats, classifications, existences, handlings, purposes, tlps } from '../../../policies/vocabulary.ts';
import { useContext } from 'preact/hooks';
import { useUi } from '../context.tsx';
import { plainChoice, type ShareChoice } from '../marking/choice.ts';
import { ProblemsContext } from '../problems.ts';
import { Disclosure } from './card.tsx';
import { Checkboxes, type Option, Radios, Select } from './choices.tsx';
import type { AgencyOption } from './share-with.tsx';

const names = ['classification', 'tlp', 'caveats', 'purposes', 'handling', 'except', 'existence'];

/** Open when something in it differs from the usual or is wrong: nothing unusual is hidden. */
function worthOpening(choice: ShareChoice, fields: readonly string[]): boolean {
  const { preset, agencies, people, releasableTo, ...rest } = choice;
  const usual = plainChoice(preset);
  const same = JSON.stringify({ ...usual, ...rest }) === JSON.stringify(usual);
  return !same || names.some((name) => fields.includes(name));
}

/** Whatever the sentence does not say. */
export function ShareAdvanced({ choice, agencies }: { choice: ShareChoice; agencies: readonly AgencyOption[] }) {
  const { t } = useUi();
  const problems = useContext(ProblemsContext);
  const described = (area: string, values: readonly string[]): Option[] =>
    values.map((value) => ({ value, label: t(`marking.${area}.${value}`), hint: t(`marking.${area}.${value}.about`) }));
  const labelled = (area: string, values: readonly string[]): Option[] =>
    values.map((value) => ({ value, label: t(`marking.${area}.${value}`) }));
  const excluded = [
    ...agencies.map(({ code, name }) => ({ value: `agency:${code}`, label: name, hint: code })),
    ...choice.except.filter((token) => !agencies.some(({ code }) => token === `agency:${code}`)).map((token) => ({ value: token, label: token })),
  ];
  return (
    <Disclosure summary={t('marking.advanced')} open={worthOpening(choice, problems.map(({ field }) => field))}>
      <Radios name="classification" label={t('marking.classification')} options={described('classification', classifications)} value={choice.classification} />
      <Select
        name="tlp"
        label={t('marking.tlp')}
        hint={t('marking.tlp.hint')}
        empty={t('marking.tlp.asSentence')}
        options={tlps.map((tlp) => ({ value: tlp, label: `TLP:${tlp} – ${t(`marking.tlp.${tlp}`)}` }))}
        value={choice.tlp ?? ''}
        size="full"
      />
      <Checkboxes name="caveats" label={t('marking.caveats')} options={described('caveat', caveats)} values={choice.caveats} />
      <Checkboxes name="handling" label={t('marking.handling')} options={described('handling', handlings)} values={choice.handling} />
      <Checkboxes name="purposes" label={t('marking.purposes')} hint={t('marking.purposes.hint')} options={labelled('purpose', purposes)} values={choice.purposes} />
      <Checkboxes name="except" label={t('marking.except')} hint={t('marking.except.hint')} options={excluded} values={choice.except} filterLabel={t('marking.share.findAgency')} />
      <Radios name="existence" label={t('marking.existence')} options={described('existence', existences)} value={choice.existence} />
    </Disclosure>
  );
}
