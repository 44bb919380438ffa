import type { OpenSession } from '../../../gate/signed-in.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { languageOf } from '../../../ui/languages.ts';
import { Layout } from '../../../ui/layout.tsx';
import type { Profile } from '../view-profile.ts';
import { Attributes } from './attributes.tsx';
import { Sessions } from './sessions.tsx';

function Session({ session, idp, assurance, signedInAt, expiresAt }: Profile) {
  const { t } = useUi();
  return (
    <Card title={t('profile.session.title')}>
      <SummaryList
        rows={[
          { label: t('profile.session.signedInAt'), value: <TimeText at={signedInAt} /> },
          { label: t('profile.session.expiresAt'), value: <TimeText at={expiresAt} /> },
          { label: t('profile.session.assurance'), value: t(`state.assurance.${assurance}`) },
          { label: t('profile.session.idp'), value: idp },
          { label: t('profile.session.handle'), value: <code>{session}</code> },
        ]}
      />
      <p class="s-mute">{t('profile.session.note')}</p>
      <Form action="/logout" plain>
        <Button kind="secondary">{t('ui.signOut')}</Button>
      </Form>
    </Card>
  );
}

function Purpose({ purpose, purposes }: Profile) {
  const { t } = useUi();
  const change = (
    <Row>
      <ButtonLink href="/purpose?returnTo=%2Fprofile">
        {t(purpose ? 'profile.purpose.change' : 'profile.purpose.state')}
      </ButtonLink>
    </Row>
  );
  return (
    <Card title={t('profile.purpose.title')}>
      {purpose ? (
        <SummaryList
          rows={[
            { label: t('profile.purpose.code'), value: t(`marking.purpose.${purpose.code}`) },
            { label: t('profile.purpose.legalBasis'), value: purpose.legalBasis },
            { label: t('profile.purpose.reference'), value: purpose.reference },
            { label: t('profile.purpose.statedAt'), value: <TimeText at={purpose.statedAt} /> },
          ]}
        />
      ) : (
        <p>{t('profile.purpose.assumed', { purpose: t('marking.purpose.POLICY') })}</p>
      )}
      {purposes.length > 0 && change}
    </Card>
  );
}

function Language() {
  const { t, lang } = useUi();
  return (
    <Card title={t('profile.language.title')} look="soft">
      <p>
        <strong lang={lang}>{languageOf(lang).name}</strong>
      </p>
      <p>{t('profile.language.change')}</p>
    </Card>
  );
}

export function ProfilePage(profile: Profile & { sessions: readonly OpenSession[] }) {
  const { t, agencyName } = useUi();
  return (
    <Layout title={t('profile.title')} nav="profile" markings={[]}>
      <PageHeader
        over={agencyName(profile.agency)}
        title={profile.name}
        lede={t('profile.lede')}
        actions={<ButtonLink href="/profile/log">{t('profile.log.link')}</ButtonLink>}
      />
      <Split
        main={
          <>
            <Attributes profile={profile} />
            <Sessions sessions={profile.sessions} current={profile.session} />
          </>
        }
        side={
          <>
            <Session {...profile} />
            <Purpose {...profile} />
            <Language />
          </>
        }
      />
    </Layout>
  );
}
