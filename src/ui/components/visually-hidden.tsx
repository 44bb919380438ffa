import type { Children } from '../context.tsx';

/** Read aloud, not shown. */
export function VisuallyHidden({ children }: { children: Children }) {
  return <span class="s-vh">{children}</span>;
}
