import type { Classification, PurposeCode } from '../../../policies/vocabulary.ts';
import { Note } from '../components/note.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { TimeText } from '../components/time-text.tsx';
import { useUi } from '../context.tsx';
import { Layout } from '../layout.tsx';

/** What the portal read of an answer that was only tried. */
export interface ReadInTest {
  idp: string;
  subjectId: string;
  agency: string;
  name: string;
  mail: string | null;
  clearance: Classification;
  /** ISO 8601. */
  clearanceUntil: string | null;
  purposes: readonly PurposeCode[];
  dropped: readonly string[];
  assurance: 'basic' | 'mfa';
}

/** A test sign-in that succeeded: nobody is signed in, and what was read is shown to whoever tried. */
export function TestedSignIn({ read }: { read: ReadInTest }) {
  const { t, agencyName } = useUi();
  const { idp, subjectId, agency, name, mail, clearance, clearanceUntil, purposes, dropped, assurance } = read;
  return (
    <Layout title={t('tested.title')} markings={[]} width="narrow" detour>
      <PageHeader title={t('tested.title')} over={idp} lede={t('tested.lede')} />
      <SummaryList
        rows={[
          { label: t('tested.subject'), value: <code>{subjectId}</code> },
          { label: t('federation.test.name'), value: name },
          { label: t('field.agency'), value: `${agencyName(agency)} (${agency})` },
          { label: t('federation.test.mail'), value: mail ?? t('federation.test.missing') },
          { label: t('federation.test.clearance'), value: t(`marking.classification.${clearance}`) },
          {
            label: t('tested.clearanceUntil'),
            value: clearanceUntil === null ? t('federation.test.missing') : <TimeText at={clearanceUntil} />,
          },
          {
            label: t('federation.apply.purposes'),
            value: purposes.map((code) => t(`marking.purpose.${code}`)).join(', ') || t('federation.test.missing'),
          },
          { label: t('federation.test.assurance'), value: t(`state.assurance.${assurance}`) },
        ]}
      />
      {dropped.length > 0 && (
        <Note kind="warn" title={t('federation.test.dropped')}>
          <p>
            {dropped.join(', ')}. {t('tested.dropped')}
          </p>
        </Note>
      )}
    </Layout>
  );
}
