import { useUi } from '../context.tsx';

export interface Tab {
  href: string;
  label: string;
  current?: boolean | undefined;
  count?: number | undefined;
}

/** Views of the same thing: links, so that each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const { format } = useUi();
  return (
    <nav class="s-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} {...(tab.current ? { 'aria-current': 'page' as const } : {})}>
              {tab.label}
              {tab.count !== undefined && <span class="s-count">{format.number(tab.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
