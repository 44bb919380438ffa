import { useUi } from '../context.tsx';
import type { PageMarking } from '../marking/highest.ts';
import { tlpClass } from '../marking/tlp-class.ts';

/** The highest marking shown on the page, in TLP 2.0 colours on black and in words; it lies in the flow and covers nothing. */
export function MarkingBanner({ marking, place }: { marking: PageMarking; place: 'top' | 'end' }) {
  const { t } = useUi();
  const words = [
    t(`marking.classification.${marking.classification}`),
    ...marking.caveats.map((caveat) => t(`marking.caveat.${caveat}`)),
  ];
  return (
    <aside class={`s-marking s-marking--${place}`} aria-label={t(`marking.banner.${place}`)}>
      <p class="s-marking__line">
        <strong class={`s-marking__tlp ${tlpClass(marking.tlp)}`}>TLP:{marking.tlp}</strong>{' '}
        <span class="s-marking__note">{t('marking.banner.highest')}</span>
        {words.map((word) => (
          <span class="s-marking__word" key={word}>
            {word}
          </span>
        ))}
      </p>
    </aside>
  );
}
