import type { RecordView } from '../gate/definition.ts';
import { SummaryList } from '../ui/components/summary-list.tsx';
import { useUi } from '../ui/context.tsx';
import { useTokenName } from '../ui/marking/token-name.ts';

/** A marking, every field in words. */
export function MarkingDetails({ marking }: { marking: NonNullable<RecordView['marking']> }) {
  const { t, agencyName, format } = useUi();
  const nameOf = useTokenName();
  const named = (area: string, code: string) =>
    `${t(`marking.${area}.${code}`)} – ${t(`marking.${area}.${code}.about`)}`;
  const listed = (values: readonly string[], name: (value: string) => string, none: string) =>
    values.length === 0 ? none : format.list(values.map(name));
  return (
    <SummaryList
      rows={[
        { label: t('marking.originator'), value: agencyName(marking.originator) },
        {
          label: t('marking.releasableTo'),
          value: listed(marking.releasableTo, nameOf, t('marking.share.originatorOnly')),
        },
        ...(marking.except.length > 0
          ? [{ label: t('marking.except'), value: listed(marking.except, nameOf, '') }]
          : []),
        { label: t('marking.classification'), value: named('classification', marking.classification) },
        { label: t('marking.tlp'), value: `TLP:${marking.tlp} – ${t(`marking.tlp.${marking.tlp}.about`)}` },
        ...(marking.caveats.length > 0
          ? [
              {
                label: t('marking.caveats'),
                value: listed(marking.caveats, (caveat) => t(`marking.caveat.${caveat}.about`), ''),
              },
            ]
          : []),
        ...(marking.handling.length > 0
          ? [
              {
                label: t('marking.handling'),
                value: listed(marking.handling, (code) => `${code}: ${t(`marking.handling.${code}.about`)}`, ''),
              },
            ]
          : []),
        ...(marking.purposes.length > 0
          ? [
              {
                label: t('marking.purposes'),
                value: listed(marking.purposes, (code) => t(`marking.purpose.${code}`), ''),
              },
            ]
          : []),
      ]}
    />
  );
}
