import { needs } from '../../../content/needs.ts';
import type { Theme } from '../../../content/shapes.ts';
import { Card } from '../../../ui/components/card.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ConferenceView, PanelView } from '../records.ts';
import { usePanelTitle } from './panel-card.tsx';
import { Said, textIn } from './texts.tsx';

function PanelLinks({ panels }: { panels: readonly PanelView[] }) {
  const { t } = useUi();
  const panelTitle = usePanelTitle();
  if (panels.length === 0) return null;
  return (
    <Card title={t('conference.about.panels')} look="soft">
      <ul>
        {panels.map((panel) => (
          <li key={panel.id}>
            <a href={`#${panel.ref}`}>{panelTitle(panel)}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Organisers({ organisers = [] }: Pick<ConferenceView, 'organisers'>) {
  const { t, lang } = useUi();
  if (organisers.length === 0) return null;
  return (
    <Card title={t('conference.about.organisers')} look="soft">
      <ul>
        {organisers.map(({ names, agency }) => (
          <li key={names.en}>
            <Said said={textIn(names, lang)} /> {agency && <span class="s-mute">{agency}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const isNeed = (key: string): boolean => needs.some((need) => need === key);

function ThemeGroup({ kind, themes }: { kind: Theme['kind']; themes: readonly Theme[] }) {
  const { t, lang } = useUi();
  if (themes.length === 0) return null;
  return (
    <Card title={t(`conference.about.${kind}`)} look="soft">
      <dl>
        {themes.map(({ key, names, summary }) => (
          <div key={key}>
            <dt>
              {kind === 'need' && isNeed(key) ? (
                <a href={`/conclusions?need=${key}`}>
                  <Said said={textIn(names, lang)} />
                </a>
              ) : (
                <strong>
                  <Said said={textIn(names, lang)} />
                </strong>
              )}
            </dt>
            <dd>
              <Said said={textIn(summary, lang)} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Notes({ notes = [] }: Pick<ConferenceView, 'notes'>) {
  const { t, lang } = useUi();
  if (notes.length === 0) return null;
  return (
    <Card title={t('conference.about.notes')} look="soft">
      <ul>
        {notes.map((note) => (
          <li key={note.en}>
            <Said said={textIn(note, lang)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Beside the panels: the way to each, who organised, what it was about, and where the record departs from its source. */
export function AboutConference({ conference, panels }: { conference: ConferenceView; panels: readonly PanelView[] }) {
  const { organisers, themes = [], notes } = conference;
  const of = (kind: Theme['kind']) => themes.filter((theme) => theme.kind === kind);
  return (
    <>
      <PanelLinks panels={panels} />
      <ThemeGroup kind="theme" themes={of('theme')} />
      <ThemeGroup kind="strategy" themes={of('strategy')} />
      <ThemeGroup kind="need" themes={of('need')} />
      <Organisers {...(organisers ? { organisers } : {})} />
      <Notes {...(notes ? { notes } : {})} />
    </>
  );
}
