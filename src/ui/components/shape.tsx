export type ShapeName =
  | 'dot'
  | 'ring'
  | 'half'
  | 'square'
  | 'triangle'
  | 'diamond'
  | 'tick'
  | 'cross'
  | 'arrow'
  | 'dash';

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

function drawing(name: ShapeName) {
  switch (name) {
    case 'dot':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case 'ring':
      return <circle cx="6" cy="6" r="4" {...stroke} />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="4" {...stroke} />
          <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
        </>
      );
    case 'square':
      return <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />;
    case 'triangle':
      return <path d="M6 1 11.5 11H.5z" fill="currentColor" />;
    case 'diamond':
      return <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="currentColor" />;
    case 'tick':
      return <path d="m1.5 6.5 3 3 6-7" {...stroke} />;
    case 'cross':
      return <path d="m2 2 8 8M10 2l-8 8" {...stroke} />;
    case 'arrow':
      return <path d="M1 6h9.5M6.5 2l4 4-4 4" {...stroke} />;
    case 'dash':
      return <path d="M2 6h8" {...stroke} />;
  }
}

/** A small shape beside a word: status is never told by colour alone. */
export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg class="s-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {drawing(name)}
    </svg>
  );
}
