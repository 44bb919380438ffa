import { Card } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { DateText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ConferenceReference } from '../records.ts';

/** The latest edition, as the way to its panels. */
export function ConferenceCard({ conference }: { conference: ConferenceReference }) {
  const { t, lang } = useUi();
  const { id, edition, names, title, city, startsOn, marking } = conference;
  const translated = names?.[lang];
  const titleLang = translated ? lang : conference.lang;
  return (
    <Card title={t('home.conference.title')} look="soft">
      <p>
        <a
          href={edition === undefined ? '/conferences' : `/conferences/${edition}`}
          data-id={id}
          {...(titleLang ? { lang: titleLang } : {})}
        >
          {translated ?? title}
        </a>
      </p>
      <p class="s-mute">
        {edition !== undefined && t('home.conference.edition', { edition })} {city && `${t('place.name', { city })},`}{' '}
        {startsOn && <DateText date={startsOn} />}
      </p>
      {marking && <MarkingLine marking={marking} />}
    </Card>
  );
}
