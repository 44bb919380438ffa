import { AssuranceNote } from '../../../ui/components/assurance-note.tsx';
import { ClearanceNote } from '../../../ui/components/clearance-note.tsx';
import { NoticeList } from '../../../ui/components/notice-list.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { Home } from '../view-home.ts';
import { PurposePrompt } from './purpose-prompt.tsx';
import { RoleCards } from './role-cards.tsx';
import { WorkLists, workMarkings } from './work-lists.tsx';

/** What changed for me and what waits for me; for control roles, what the role is for. */
export function HomePage({ name, roles, work, notices, purposeStated, lastPurpose, mayReadLog, policies }: Home) {
  const { t, agencyName, person } = useUi();
  return (
    <Layout title={t('home.title')} nav="home" markings={work ? workMarkings(work) : []}>
      <PageHeader over={agencyName(person?.agency ?? '')} title={t('home.welcome', { name })} />
      <NoticeList notices={notices} />
      {work && <ClearanceNote />}
      {work && <AssuranceNote />}
      {work && !purposeStated && <PurposePrompt lastPurpose={lastPurpose} />}
      {work ? <WorkLists work={work} /> : <RoleCards roles={roles} mayReadLog={mayReadLog} policies={policies} />}
    </Layout>
  );
}
