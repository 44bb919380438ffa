import { ButtonLink } from '../../../ui/components/button.tsx';
import { Prose, Split } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ConferencePage as Value } from '../read-conference.ts';
import type { ConferenceView } from '../records.ts';
import { AboutConference } from './about-conference.tsx';
import { ConferenceDates } from './conference-dates.tsx';
import { FictionalTag } from './fictional-tag.tsx';
import { markingsOf } from './markings.ts';
import { PanelCard } from './panel-card.tsx';
import { languageName, nameOf, Paragraphs, useEdition } from './texts.tsx';

function Header({ conference }: { conference: ConferenceView }) {
  const ui = useUi();
  const edition = useEdition();
  const name = nameOf(conference, ui.lang);
  const { ref, state = '', marking, city, sourceLang } = conference;
  return (
    <PageHeader
      over={`${edition(conference.edition)} · ${ref}`}
      title={name.text}
      lang={name.lang}
      lede={
        <>
          {city && `${ui.t('place.name', { city })}, `}
          <ConferenceDates conference={conference} />
        </>
      }
      tags={
        <>
          <StateTag kind="record" state={state} />
          {marking && <MarkingLine marking={marking} />}
          <FictionalTag record={conference} />
        </>
      }
      actions={
        sourceLang && (
          <ButtonLink href={`/conferences/${conference.edition}/report`}>
            {ui.t('conference.report.open', { language: languageName(ui, sourceLang) })}
          </ButtonLink>
        )
      }
    />
  );
}

function Panels({ panels }: Pick<Value, 'panels'>) {
  const { t } = useUi();
  if (panels.length === 0) return <EmptyState title={t('conference.panels.empty')} />;
  return (
    <>
      {panels.map((one) => (
        <PanelCard key={one.panel.id} {...one} />
      ))}
    </>
  );
}

export function ConferencePage({ conference, panels }: Value) {
  const { t } = useUi();
  const edition = useEdition();
  const title = edition(conference.edition);
  const shown = [conference, ...panels.flatMap(({ panel, conclusions }) => [panel, ...conclusions])];
  return (
    <Layout
      title={title}
      nav="conferences"
      breadcrumbs={[{ href: '/conferences', label: t('conference.list.title') }, { label: title }]}
      markings={markingsOf(shown)}
    >
      <div data-id={conference.id}>
        <Header conference={conference} />
      </div>
      <Split
        main={
          <>
            <Prose lang={conference.lang}>
              <Paragraphs text={conference.description ?? ''} />
            </Prose>
            <Panels panels={panels} />
          </>
        }
        side={<AboutConference conference={conference} panels={panels.map(({ panel }) => panel)} />}
      />
    </Layout>
  );
}
