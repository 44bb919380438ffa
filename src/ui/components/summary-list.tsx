import type { Children } from '../context.tsx';

export interface SummaryRow {
  label: string;
  value: Children;
  /** Link or button that changes the value. */
  action?: Children;
}

/** Names and values, as GOV.UK's summary list. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="s-summary">
      {rows.map(({ label, value, action }) => (
        <div class="s-summary__row" key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {action && <dd class="s-summary__action">{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
