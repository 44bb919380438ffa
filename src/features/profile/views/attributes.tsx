import { Card } from '../../../ui/components/card.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { type Children, useUi } from '../../../ui/context.tsx';
import type { Profile } from '../view-profile.ts';

/** Where an attribute comes from, in the words of the trust rule (DOMAIN). */
type Source = 'asserted' | 'pinned' | 'register' | 'capped' | 'granted';

interface Attribute {
  key: string;
  value: Children;
  source: Source;
}

function Clearance({ profile }: { profile: Profile }) {
  const { t, format } = useUi();
  const { clearance, clearanceUntil, heldUntil, effectiveClearance, clearanceLimit } = profile;
  const until = clearanceLimit === 'held' ? heldUntil : clearanceUntil;
  return (
    <>
      {t(`marking.classification.${effectiveClearance}`)}
      {clearanceLimit === null &&
        clearanceUntil &&
        ` · ${t('profile.clearance.until', { date: format.date(clearanceUntil) })}`}
      {clearanceLimit && (
        <p class="s-mute">
          {t(`profile.clearance.${clearanceLimit}`, {
            asserted: t(`marking.classification.${clearance}`),
            date: until ? format.dateTime(until) : '',
          })}
        </p>
      )}
    </>
  );
}

function useAttributes(profile: Profile): Attribute[] {
  const { t, agencyName, format } = useUi();
  const { agency, country, agencyType, communities, roles, auditScope, purposes } = profile;
  const listed = (items: readonly string[]) => (items.length > 0 ? format.list(items) : t('ui.none'));
  const attributes: Attribute[] = [
    { key: 'name', value: profile.name, source: 'asserted' },
    { key: 'subject', value: profile.subjectId, source: 'pinned' },
    { key: 'agency', value: `${agencyName(agency)} (${agency})`, source: 'pinned' },
    { key: 'country', value: `${t('participant.name', { code: country })} (${country})`, source: 'register' },
    { key: 'agencyType', value: t(`state.agencyType.${agencyType}`), source: 'register' },
    { key: 'communities', value: listed(communities), source: 'register' },
    { key: 'clearance', value: <Clearance profile={profile} />, source: 'capped' },
    { key: 'purposes', value: listed(purposes.map((code) => t(`marking.purpose.${code}`))), source: 'capped' },
    { key: 'assurance', value: t(`state.assurance.${profile.assurance}`), source: 'asserted' },
    { key: 'roles', value: listed(roles.map((role) => t(`state.role.${role}`))), source: 'granted' },
  ];
  if (auditScope)
    attributes.push({ key: 'auditScope', value: t(`profile.auditScope.${auditScope}`), source: 'granted' });
  return attributes;
}

/** What is known of the person, and who said so. */
export function Attributes({ profile }: { profile: Profile }) {
  const { t, format } = useUi();
  const columns: Column<Attribute>[] = [
    {
      key: 'attribute',
      label: t('profile.column.attribute'),
      rowHeader: true,
      cell: ({ key }) => t(`profile.attribute.${key}`),
    },
    { key: 'value', label: t('profile.column.value'), cell: ({ value }) => value },
    { key: 'source', label: t('profile.column.source'), cell: ({ source }) => t(`profile.source.${source}`) },
  ];
  return (
    <Card title={t('profile.attributes.title')}>
      {profile.heldUntil && (
        <Note kind="warn" title={t('profile.held.title')}>
          <p>
            {t('profile.held.text')} <TimeText at={profile.heldUntil} />
          </p>
        </Note>
      )}
      {profile.dropped.length > 0 && (
        <Note kind="info" title={t('profile.dropped.title')}>
          <p>
            {t('profile.dropped.text', { provider: profile.idpAlias })}{' '}
            {format.list(profile.dropped.map((name) => t(`profile.dropped.${name}`)))}
          </p>
        </Note>
      )}
      <DataTable
        caption={t('profile.attributes.caption')}
        columns={columns}
        items={useAttributes(profile)}
        rowKey={({ key }) => key}
      />
    </Card>
  );
}
