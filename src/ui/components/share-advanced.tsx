import { useContext } from 'preact/hooks';
import { caveats, classifications, existences, handlings, purposes, tlps } from '../../../policies/vocabulary.ts';
import { useUi } from '../context.tsx';
import type { Translate } from '../i18n.ts';
import { plainChoice, type ShareChoice } from '../marking/choice.ts';
import { ProblemsContext } from '../problems.ts';
import { Disclosure } from './card.tsx';
import { Checkboxes, type Option, Radios, Select } from './choices.tsx';
import type { AgencyOption } from './share-options.ts';

const names = ['classification', 'tlp', 'caveats', 'purposes', 'handling', 'except', 'existence'];

/** Open when something in it differs from the usual or is wrong: nothing unusual is hidden. */
function worthOpening(choice: ShareChoice, fields: readonly string[]): boolean {
  const { preset, agencies, people, releasableTo, ...rest } = choice;
  const usual = plainChoice(preset);
  const same = JSON.stringify({ ...usual, ...rest }) === JSON.stringify(usual);
  return !same || names.some((name) => fields.includes(name));
}

interface AdvancedProps {
  choice: ShareChoice;
  agencies: readonly AgencyOption[];
}

function described(t: Translate, area: string, values: readonly string[]): Option[] {
  return values.map((value) => ({
    value,
    label: t(`marking.${area}.${value}`),
    hint: t(`marking.${area}.${value}.about`),
  }));
}

/** How strongly it is protected, and what its readers must mind. */
function Protection({ choice }: { choice: ShareChoice }) {
  const { t } = useUi();
  return (
    <>
      <Radios
        name="classification"
        label={t('marking.classification')}
        options={described(t, 'classification', classifications)}
        value={choice.classification}
      />
      <Select
        name="tlp"
        label={t('marking.tlp')}
        hint={t('marking.tlp.hint')}
        empty={t('marking.tlp.asSentence')}
        options={tlps.map((tlp) => ({ value: tlp, label: `TLP:${tlp} – ${t(`marking.tlp.${tlp}`)}` }))}
        value={choice.tlp ?? ''}
        size="full"
      />
      <Checkboxes
        name="caveats"
        label={t('marking.caveats')}
        options={described(t, 'caveat', caveats)}
        values={choice.caveats}
      />
      <Checkboxes
        name="handling"
        label={t('marking.handling')}
        options={described(t, 'handling', handlings)}
        values={choice.handling}
      />
    </>
  );
}

/** Agencies that may be excluded, and whatever is excluded already. */
function exclusions({ choice, agencies }: AdvancedProps): Option[] {
  const known = agencies.map(({ code, name }) => ({ value: `agency:${code}`, label: name, hint: code }));
  const others = choice.except.filter((token) => !known.some(({ value }) => value === token));
  return [...known, ...others.map((token) => ({ value: token, label: token }))];
}

/** For what, for whom never, and what everybody else is told. */
function Limits(props: AdvancedProps) {
  const { t } = useUi();
  const { choice } = props;
  return (
    <>
      <Checkboxes
        name="purposes"
        label={t('marking.purposes')}
        hint={t('marking.purposes.hint')}
        options={purposes.map((value) => ({ value, label: t(`marking.purpose.${value}`) }))}
        values={choice.purposes}
      />
      <Checkboxes
        name="except"
        label={t('marking.except')}
        hint={t('marking.except.hint')}
        options={exclusions(props)}
        values={choice.except}
        filterLabel={t('marking.share.findAgency')}
      />
      <Radios
        name="existence"
        label={t('marking.existence')}
        options={described(t, 'existence', existences)}
        value={choice.existence}
      />
    </>
  );
}

/** Whatever the sentence does not say. */
export function ShareAdvanced({ choice, agencies }: AdvancedProps) {
  const { t } = useUi();
  const wrong = useContext(ProblemsContext).map(({ field }) => field);
  return (
    <Disclosure summary={t('marking.advanced')} open={worthOpening(choice, wrong)}>
      <Protection choice={choice} />
      <Limits choice={choice} agencies={agencies} />
    </Disclosure>
  );
}
