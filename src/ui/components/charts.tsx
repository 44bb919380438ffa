import { useUi } from '../context.tsx';

export interface Bar {
  key: string;
  /** Read with the value: "23 Nov 2026". */
  label: string;
  /** Below the bar; empty where there is no room for each. */
  tick: string;
  value: number;
  /** Where its number comes from. */
  href: string;
}

// Wide enough for a finger or a tremor (WCAG 2.2, 2.5.8): narrow screens scroll the chart, never the page.
const step = 26;
const height = 150;
const floor = height + 8;

interface BarMarkProps {
  bar: Bar;
  place: number;
  /** Share of the highest bar, 0 to 1. */
  share: number;
  tone: 'all' | 'refused';
}

function BarMark({ bar, place, share, tone }: BarMarkProps) {
  const { t, format } = useUi();
  const { label, tick, value, href } = bar;
  const x = 42 + place * step;
  const tall = value > 0 ? Math.max(2, share * height) : 0;
  const column = (
    <rect class={`s-chart__bar s-chart__bar--${tone}`} x={x + 3} y={floor - tall} width={step - 6} height={tall} />
  );
  return (
    <g>
      {value > 0 && (
        <a href={href} aria-label={t('ui.chart.value', { label, value, shown: format.number(value) })}>
          <rect class="s-chart__reach" x={x} y="8" width={step} height={height} />
          {column}
        </a>
      )}
      {tick && (
        <text class="s-chart__tick" x={x + step / 2} y={height + 26} text-anchor="middle">
          {tick}
        </text>
      )}
    </g>
  );
}

export interface BarChartProps {
  id: string;
  title: string;
  bars: readonly Bar[];
  tone?: 'all' | 'refused' | undefined;
}

/** Bars over time as SVG without script or style attribute; each bar leads to what it counts. A table twin stands beside it. */
export function BarChart({ id, title, bars, tone = 'all' }: BarChartProps) {
  const { format } = useUi();
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const width = bars.length * step + 44;
  const high = height + 34;
  const titled = `${id}-title`;
  return (
    <div class="s-chart s-chart--latest">
      <svg width={width} height={high} viewBox={`0 0 ${width} ${high}`} role="group" aria-labelledby={titled}>
        <title id={titled}>{title}</title>
        <line class="s-chart__axis" x1="40" y1={floor} x2={width} y2={floor} />
        <text class="s-chart__tick" x="34" y="14" text-anchor="end">
          {format.number(most)}
        </text>
        {bars.map((bar, place) => (
          <BarMark key={bar.key} bar={bar} place={place} share={bar.value / most} tone={tone} />
        ))}
      </svg>
    </div>
  );
}

interface HeatCell {
  key: string;
  label: string;
  value: number;
  href: string;
}

export interface HeatRow {
  key: string;
  label: string;
  cells: readonly HeatCell[];
}

const left = 96;
const xOf = (place: number) => left + place * (step + 4);
const yOf = (line: number) => 20 + line * (step + 2);

/** Darker for more, and its number in it: colour says nothing alone. */
function HeatSquare({ cell, x, y, share }: { cell: HeatCell; x: number; y: number; share: number }) {
  const { t, format } = useUi();
  const { value, label, href } = cell;
  const box = { x, y, width: step + 2, height: step };
  if (value === 0) return <rect class="s-chart__cell" {...box} />;
  const shown = format.number(value);
  return (
    <a href={href} aria-label={t('ui.chart.value', { label, value, shown })}>
      <rect class="s-chart__cell" {...box} />
      <rect class="s-chart__heat" {...box} fill-opacity={share > 0.5 ? 1 : 0.25} />
      <text
        class={share > 0.5 ? 's-chart__number s-chart__number--on' : 's-chart__number'}
        x={x + 14}
        y={y + 17}
        text-anchor="middle"
      >
        {value > 999 ? '999+' : shown}
      </text>
    </a>
  );
}

export interface HeatMapProps {
  id: string;
  title: string;
  columns: readonly string[];
  rows: readonly HeatRow[];
}

/** Rows and columns as squares; each leads to what it counts. */
export function HeatMap({ id, title, columns, rows }: HeatMapProps) {
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map(({ value }) => value)));
  const width = xOf(columns.length);
  const high = yOf(rows.length);
  const titled = `${id}-title`;
  return (
    <div class="s-chart">
      <svg width={width} height={high} viewBox={`0 0 ${width} ${high}`} role="group" aria-labelledby={titled}>
        <title id={titled}>{title}</title>
        {columns.map((column, place) => (
          <text key={column} class="s-chart__tick" x={xOf(place) + 14} y="14" text-anchor="middle">
            {column}
          </text>
        ))}
        {rows.map(({ key, label, cells }, line) => (
          <g key={key}>
            <text class="s-chart__tick" x={left - 8} y={yOf(line) + 18} text-anchor="end">
              {label}
            </text>
            {cells.map((cell, place) => (
              <HeatSquare key={cell.key} cell={cell} x={xOf(place)} y={yOf(line)} share={cell.value / most} />
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}
