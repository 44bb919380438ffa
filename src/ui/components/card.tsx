import type { Children } from '../context.tsx';

export interface CardProps {
  title?: string | undefined;
  /** Beside the title: a tag or a link. */
  aside?: Children;
  children: Children;
  /** `soft` steps back, `plain` has no border. */
  look?: 'raised' | 'soft' | 'plain' | undefined;
  /** 2 by default; 3 inside another section. */
  level?: 2 | 3 | undefined;
  id?: string | undefined;
}

/** A titled section of a page. */
export function Card({ title, aside, children, look = 'raised', level = 2, id }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section class={`s-card s-card--${look}`} {...(id ? { id } : {})}>
      {title && (
        <div class="s-card__head">
          <Heading>{title}</Heading>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Content with a narrower column beside it; one column where there is no room. */
export function Split({
  main,
  side,
  sideFirst = false,
}: {
  main: Children;
  side: Children;
  sideFirst?: boolean | undefined;
}) {
  return (
    <div class={sideFirst ? 's-split s-split--first' : 's-split'}>
      {sideFirst && <div class="s-split__side">{side}</div>}
      <div class="s-split__main">{main}</div>
      {!sideFirst && <div class="s-split__side">{side}</div>}
    </div>
  );
}

/** Buttons and links in one wrapping row. */
export function Row({ children }: { children: Children }) {
  return <div class="s-row">{children}</div>;
}

/** Longer text of a record: line breaks kept, long words broken. */
export function Prose({ children, lang }: { children: Children; lang?: string | undefined }) {
  return (
    <div class="s-prose" {...(lang ? { lang } : {})}>
      {children}
    </div>
  );
}

/** Something that opens on demand, without JavaScript. */
export function Disclosure({
  summary,
  children,
  open = false,
}: {
  summary: string;
  children: Children;
  open?: boolean | undefined;
}) {
  return (
    <details class="s-more" open={open}>
      <summary>{summary}</summary>
      <div class="s-more__body">{children}</div>
    </details>
  );
}
