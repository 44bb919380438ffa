import { useUi } from '../context.tsx';

/** 0–100; `label` says whose progress it is and is read aloud, `wide` fills the line. */
export function ProgressBar({
  percent,
  label,
  wide = false,
}: {
  percent: number;
  label: string;
  wide?: boolean | undefined;
}) {
  const { format } = useUi();
  return (
    <span class={wide ? 's-progress s-progress--wide' : 's-progress'}>
      <progress max={100} value={percent} aria-label={label} />
      <span class="s-progress__number">{format.percent(percent)}</span>
    </span>
  );
}
