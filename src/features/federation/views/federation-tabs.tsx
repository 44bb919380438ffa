import { Tabs } from '../../../ui/components/tabs.tsx';
import { useUi } from '../../../ui/context.tsx';

/** The rooms of the federation. */
export function FederationTabs({
  current,
}: {
  current: 'providers' | 'applications' | 'suspensions' | 'roles' | null;
}) {
  const { t } = useUi();
  const tabs = [
    { key: 'providers', href: '/federation', label: t('federation.tab.providers') },
    { key: 'applications', href: '/federation/applications', label: t('federation.tab.applications') },
    { key: 'suspensions', href: '/federation/suspensions', label: t('federation.tab.suspensions') },
    { key: 'roles', href: '/federation/roles', label: t('federation.tab.roles') },
  ];
  return (
    <Tabs
      label={t('federation.tabs')}
      tabs={tabs.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}
