import { useField } from '../problems.ts';
import { Counter, describedBy, Field, invalid } from './field.tsx';

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
      <Counter limit={maxLength} />
    </Field>
  );
}
