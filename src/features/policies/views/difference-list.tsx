import type { ChangeView } from '../../../gate/policy-views.ts';
import { Card } from '../../../ui/components/card.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import { RuleSentence } from './clauses.tsx';

type Difference = ChangeView['differences'][number];

const looks = { closes: ['ok', 'tick'], opens: ['warn', 'triangle'], says: ['mute', 'dash'] } as const;

function Side({ title, rule }: { title: string; rule: Difference['after'] }) {
  if (!rule) return null;
  return (
    <>
      <h4>{title}</h4>
      <p>
        {rule.title}{' '}
        <span class="s-mute">
          rules/{rule.file}:{rule.line}
        </span>
      </p>
      <RuleSentence rule={rule} />
    </>
  );
}

/** The rules that differ, each in words before and after, and what the difference tends to. */
export function DifferenceList({ change }: { change: ChangeView }) {
  const { t } = useUi();
  const { differences, openings } = change;
  return (
    <Card title={t('policies.differences.title')} id="differences">
      <p>
        {differences.length === 0
          ? t('policies.differences.none')
          : t(openings.length === 0 ? 'policies.narrows' : 'policies.widens')}
      </p>
      {differences.map(({ kind, ruleId, tends, before, after }) => {
        const [tone, shape] = looks[tends];
        return (
          <Card
            key={ruleId}
            level={3}
            look="soft"
            title={`${t(`policies.difference.${kind}`)}: ${ruleId}`}
            aside={
              <Tag tone={tone} shape={shape}>
                {t(`policies.tends.${tends}`)}
              </Tag>
            }
          >
            <Side title={t('policies.difference.before')} rule={before} />
            <Side title={t('policies.difference.after')} rule={after} />
          </Card>
        );
      })}
    </Card>
  );
}
