import { Tabs } from '../../../ui/components/tabs.tsx';
import { useUi } from '../../../ui/context.tsx';

/** The rooms of policy administration. */
export function PolicyTabs({ current }: { current: 'policies' | 'changes' | 'try' | null }) {
  const { t } = useUi();
  const tabs = [
    { key: 'policies', href: '/policies', label: t('policies.tab.policies') },
    { key: 'changes', href: '/policies/changes', label: t('policies.tab.changes') },
    { key: 'try', href: '/policies/try', label: t('policies.tab.try') },
  ];
  return (
    <Tabs
      label={t('policies.tabs')}
      tabs={tabs.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}
