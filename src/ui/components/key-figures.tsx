import { useUi } from '../context.tsx';

export interface KeyFigure {
  value: number;
  label: string;
  href: string;
  tone?: 'bad' | 'warn' | undefined;
}

/** A few numbers, each the way to what it counts. */
export function KeyFigures({ label, figures }: { label: string; figures: readonly KeyFigure[] }) {
  const { format } = useUi();
  return (
    <ul class="s-figures" aria-label={label}>
      {figures.map((figure) => (
        <li key={figure.href}>
          <a
            href={figure.href}
            class={figure.tone && figure.value > 0 ? `s-figure s-figure--${figure.tone}` : 's-figure'}
          >
            <span class="s-figure__value">{format.number(figure.value)}</span>
            <span class="s-figure__label">{figure.label}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
