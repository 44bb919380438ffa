import type { Classification, Marking, Tlp } from '../../../policies/vocabulary.ts';
import { useUi } from '../context.tsx';
import { tlpClass } from '../marking/tlp-class.ts';

/** The label of TLP 2.0, in its own colour on black. */
export function TlpChip({ tlp }: { tlp: Tlp }) {
  const { t } = useUi();
  return (
    <span class={`s-tlp ${tlpClass(tlp)}`} title={t(`marking.tlp.${tlp}.about`)}>
      TLP:{tlp}
    </span>
  );
}

export function ClassificationChip({ classification }: { classification: Classification }) {
  const { t } = useUi();
  return (
    <span
      class={`s-class s-class--${classification.toLowerCase()}`}
      title={t(`marking.classification.${classification}.about`)}
    >
      {t(`marking.classification.${classification}`)}
    </span>
  );
}

/** Classification, TLP and caveats of one record, in one line. */
export function MarkingLine({ marking }: { marking: Pick<Marking, 'classification' | 'tlp' | 'caveats'> }) {
  const { t } = useUi();
  return (
    <span class="s-marks">
      <TlpChip tlp={marking.tlp} />
      <ClassificationChip classification={marking.classification} />
      {marking.caveats.map((caveat) => (
        <span class="s-class" key={caveat} title={t(`marking.caveat.${caveat}.about`)}>
          {t(`marking.caveat.${caveat}`)}
        </span>
      ))}
    </span>
  );
}
