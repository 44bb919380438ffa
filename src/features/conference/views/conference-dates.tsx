import { DateText } from '../../../ui/components/time-text.tsx';
import type { ConferenceView } from '../records.ts';

/** First and last day. */
export function ConferenceDates({ conference }: { conference: Pick<ConferenceView, 'startsOn' | 'endsOn'> }) {
  const { startsOn, endsOn } = conference;
  if (!startsOn || !endsOn) return null;
  if (startsOn === endsOn) return <DateText date={startsOn} />;
  return (
    <>
      <DateText date={startsOn} /> – <DateText date={endsOn} />
    </>
  );
}
