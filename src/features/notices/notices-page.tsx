import type { Notice } from '../../gate/registry-words.ts';
import { EmptyState } from '../../ui/components/note.tsx';
import { NoticeList } from '../../ui/components/notice-list.tsx';
import { PageHeader } from '../../ui/components/page-header.tsx';
import { useUi } from '../../ui/context.tsx';
import { Layout } from '../../ui/layout.tsx';

/** What the own agency was told in the last 90 days. */
export function NoticesPage({ notices }: { notices: readonly Notice[] }) {
  const { t } = useUi();
  return (
    <Layout title={t('notice.title')} nav="home" markings={[]}>
      <PageHeader title={t('notice.title')} lede={t('notice.lede')} />
      {notices.length === 0 ? <EmptyState title={t('notice.none')} /> : <NoticeList notices={notices} />}
    </Layout>
  );
}
