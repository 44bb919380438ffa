import { addressOf, type Placed } from '../../../content/types.ts';
import type { RecordView } from '../../../gate/definition.ts';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';

/** As much as a result may show; each may be hidden from this reader. */
interface FoundRecord extends RecordView, Placed {
  names?: Record<string, string>;
  agency?: string;
  percent?: number;
  leadAgency?: string;
  fictional?: boolean;
}

function useName(found: FoundRecord): { text: string; lang: string } {
  const ui = useUi();
  const { names, title, ref = '', lang = '', agency, percent } = found;
  const own = [ui.lang, 'en'].find((tag) => names?.[tag]);
  if (own) return { text: names?.[own] ?? '', lang: own };
  if (title) return { text: title, lang };
  if (agency === undefined || percent === undefined) return { text: ref, lang: '' };
  return { text: ui.t('search.report', { agency: ui.agencyName(agency), percent }), lang: '' };
}

/** One record that was found: its name as the way to it, reference and marking. */
export function Result({ found }: { found: RecordView }) {
  const { t, agencyName } = useUi();
  const record: FoundRecord = found;
  const { id, type, ref, marking, fictional } = record;
  const agency = record.leadAgency ?? (type === 'best-practice' ? record.agency : undefined);
  const name = useName(record);
  const href = addressOf[type](record);
  const said = name.lang ? { lang: name.lang } : {};
  return (
    <li class="s-found" data-id={id}>
      {href ? (
        <a href={href} {...said}>
          {name.text}
        </a>
      ) : (
        <span {...said}>{name.text}</span>
      )}
      <p class="s-mute">{[ref, agency && agencyName(agency)].filter(Boolean).join(' · ')}</p>
      {marking && <MarkingLine marking={marking} />}{' '}
      {fictional && (
        <Tag tone="mute" shape="ring">
          {t('search.fictional')}
        </Tag>
      )}
    </li>
  );
}
