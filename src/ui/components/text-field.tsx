import { useUi } from '../context.tsx';
import { useField } from '../problems.ts';
import { Counter, describedBy, Field, invalid } from './field.tsx';

export interface TextFieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  optional?: boolean | undefined;
  /** Width in the scale of what is expected. */
  size?: 'short' | 'medium' | 'full' | undefined;
  type?: 'text' | 'search' | 'number' | undefined;
  inputMode?: 'text' | 'numeric' | 'decimal' | undefined;
  /** Shown as a counter; nothing is cut, the server checks. */
  maxLength?: number | undefined;
  autocomplete?: string | undefined;
  /** Language of what is typed, where it is known. */
  lang?: string | undefined;
}

export function TextField(props: TextFieldProps) {
  const { name, label, hint, value = '', optional, size = 'full', type = 'text', inputMode = 'text' } = props;
  const state = useField(name);
  const counted = type === 'search' ? undefined : props.maxLength;
  return (
    <Field state={state} label={label} hint={hint} optional={optional}>
      <input
        class={`s-input s-input--${size}`}
        id={state.id}
        name={name}
        type={type === 'number' ? 'text' : type}
        inputMode={type === 'number' ? 'numeric' : inputMode}
        value={value}
        {...(counted ? { 'data-s-count': counted } : {})}
        {...(props.autocomplete ? { autoComplete: props.autocomplete } : {})}
        {...(props.lang ? { lang: props.lang } : {})}
        {...describedBy(state, hint)}
        {...invalid(state)}
      />
      <Counter limit={counted} />
    </Field>
  );
}

/** A calendar date, typed: 2026-12-31 or 31.12.2026 (parse with `parseDate`). */
export function DateField(props: Omit<TextFieldProps, 'type' | 'inputMode' | 'size' | 'maxLength'>) {
  const { t } = useUi();
  return <TextField {...props} hint={props.hint ?? t('ui.date.hint')} size="short" />;
}
