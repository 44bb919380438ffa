import type { Children } from '../context.tsx';

export interface PageHeaderProps {
  /** The page's one h1. */
  title: string;
  /** Small line above: kind of record, reference. */
  over?: Children;
  /** Sentence below. */
  lede?: Children;
  /** States and markings. */
  tags?: Children;
  /** Buttons and links. */
  actions?: Children;
  /** Language of the title where it is a record's. */
  lang?: string | undefined;
}

export function PageHeader({ title, over, lede, tags, actions, lang }: PageHeaderProps) {
  return (
    <div class="s-pagehead">
      <div class="s-pagehead__text">
        {over && <p class="s-pagehead__over">{over}</p>}
        <h1 {...(lang ? { lang } : {})}>{title}</h1>
        {tags && <div class="s-pagehead__tags">{tags}</div>}
        {lede && <p class="s-lede">{lede}</p>}
      </div>
      {actions && <div class="s-pagehead__actions">{actions}</div>}
    </div>
  );
}
