import { Card, Prose } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { PanelWithConclusions } from '../read-conference.ts';
import type { PanelView } from '../records.ts';
import { ActionCount } from './action-count.tsx';
import { ConclusionTable } from './conclusion-table.tsx';
import { FictionalTag } from './fictional-tag.tsx';
import { nameOf, Paragraphs } from './texts.tsx';

/** "Panel 3: Transnational organised crime". */
export function usePanelTitle(): (panel: PanelView) => string {
  const { t, lang } = useUi();
  return (panel) => {
    const name = nameOf(panel, lang).text;
    return panel.position === undefined ? name : t('conference.panel.title', { position: panel.position, name });
  };
}

/** A panel, what was said there, and what it concluded; its reference is the anchor. */
export function PanelCard({ panel, conclusions, more }: PanelWithConclusions) {
  const { t } = useUi();
  const panelTitle = usePanelTitle();
  const { id, ref = '', marking, lang, description } = panel;
  const title = panelTitle(panel);
  return (
    <div data-id={id}>
      <Card id={ref} title={title} aside={<ActionCount count={panel.actions} href={`/actions?panel=${ref}`} />}>
        <p>
          {ref} {marking && <MarkingLine marking={marking} />} <FictionalTag record={panel} />
        </p>
        <Prose lang={lang}>
          <Paragraphs text={description ?? ''} />
        </Prose>
        {conclusions.length > 0 ? (
          <ConclusionTable caption={t('conference.panel.conclusions', { panel: title })} items={conclusions} />
        ) : (
          <p class="s-mute">{t('conference.panel.noConclusions')}</p>
        )}
        {more && (
          <p>
            <a href={`/conclusions?panel=${ref}`}>{t('conference.panel.allConclusions', { panel: ref })}</a>
          </p>
        )}
      </Card>
    </div>
  );
}
