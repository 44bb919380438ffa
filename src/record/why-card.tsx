import type { RecordView } from '../gate/definition.ts';
import type { Explanation } from '../gate/gate.ts';
import { Card } from '../ui/components/card.tsx';
import { WhyList } from '../ui/components/why-list.tsx';
import { useUi } from '../ui/context.tsx';
import type { Room } from './room.ts';

/** What most readers ask for: their clearance, the recipients, and the rule that opened it. All else stands on the access page. */
const telling = new Set(['R3-CLEARANCE', 'R4-RELEASABLE']);

/** Why this reader can see the record, in a few sentences, with the ways to everything else. */
export function WhyCard({ record, why, room }: { record: RecordView; why: Explanation; room: Room }) {
  const { t } = useUi();
  // One sentence a rule: the rest stands on the page of its own.
  const first = ({ ruleId }: (typeof why.sentences)[number], at: number) =>
    why.sentences.findIndex((one) => one.ruleId === ruleId) === at;
  const decisive = why.sentences.filter(
    (one, at) => one.holds && first(one, at) && (telling.has(one.ruleId) || why.ruleIds.includes(one.ruleId)),
  );
  return (
    <Card title={t('record.why')} look="soft">
      <WhyList sentences={decisive} />
      <p>
        <a href={`${room.href}/${record.id}/access`}>{t('record.access.link')}</a>
        <br />
        <a href={`${room.href}/${record.id}/readers`}>{t('record.readers.link')}</a>
      </p>
    </Card>
  );
}
