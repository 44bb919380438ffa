import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';

/** Reference, title as the way to the action, and its marking. */
export function ActionLink({ action, anchor = '' }: { action: ActionReference; anchor?: string }) {
  const { t } = useUi();
  const { id, ref, title, lang, marking, fictional } = action;
  return (
    <>
      <span class="s-mute">{ref}</span>
      <br />
      <a href={`/actions/${id}${anchor}`} data-id={id} {...(lang ? { lang } : {})}>
        {title}
      </a>
      <br />
      {marking && <MarkingLine marking={marking} />}{' '}
      {fictional && (
        <Tag tone="mute" shape="ring">
          {t('home.fictional')}
        </Tag>
      )}
    </>
  );
}
