import type { ShapeName } from '../../../ui/components/shape.tsx';
import { Tag, type Tone } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { EntryView } from '../entry-types.ts';

const looks: Readonly<Record<EntryView['outcome'], readonly [Tone, ShapeName]>> = {
  permit: ['ok', 'tick'],
  deny: ['bad', 'cross'],
  error: ['warn', 'triangle'],
};

/** Allowed, refused or failed, as shape, word and colour. */
export function OutcomeTag({ outcome }: Pick<EntryView, 'outcome'>) {
  const { t } = useUi();
  const [tone, shape] = looks[outcome];
  return (
    <Tag tone={tone} shape={shape}>
      {t(`audit.outcome.${outcome}`)}
    </Tag>
  );
}
