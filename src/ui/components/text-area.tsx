import { useUi } from '../context.tsx';
import { useField } from '../problems.ts';
import { describedBy, Field, invalid } from './field.tsx';

export interface TextAreaProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  optional?: boolean | undefined;
  rows?: number | undefined;
  /** Shown as a counter where JavaScript runs; the server checks. */
  maxLength?: number | undefined;
  lang?: string | undefined;
}

export function TextArea(props: TextAreaProps) {
  const { t } = useUi();
  const { name, label, hint, value = '', optional, rows = 5, maxLength } = props;
  const state = useField(name);
  return (
    <Field state={state} label={label} hint={hint} optional={optional}>
      <textarea
        class="s-input s-input--full"
        id={state.id}
        name={name}
        rows={rows}
        value={value}
        {...(maxLength ? { 'data-s-count': maxLength } : {})}
        {...(props.lang ? { lang: props.lang } : {})}
        {...describedBy(state, hint)}
        {...invalid(state)}
      />
      {maxLength && (
        <p
          class="s-field__hint"
          data-s-counter
          aria-live="polite"
          data-left={t('ui.counter.left')}
          data-over={t('ui.counter.over')}
        >
          {t('ui.counter.limit', { limit: maxLength })}
        </p>
      )}
    </Field>
  );
}
