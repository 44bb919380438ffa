import type { RecordView } from '../../../gate/definition.ts';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { useUi } from '../../../ui/context.tsx';

/** Audience tokens in words: agencies by name, the rest by kind. */
export function useTokenName(): (token: string) => string {
  const { t, agencyName } = useUi();
  return (token) => {
    if (token === 'all') return t('action.token.all');
    const [kind = '', name = ''] = token.split(':');
    if (kind === 'agency') return agencyName(name);
    if (kind === 'country') return t('participant.name', { code: name });
    return t(`action.token.${kind}`, { name });
  };
}

/** A marking, every field in words. */
export function MarkingDetails({ marking }: { marking: NonNullable<RecordView['marking']> }) {
  const { t, agencyName, format } = useUi();
  const nameOf = useTokenName();
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
        { label: t('marking.classification'), value: t(`marking.classification.${marking.classification}.about`) },
        { label: t('marking.tlp'), value: t(`marking.tlp.${marking.tlp}.about`) },
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
