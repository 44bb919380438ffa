import { useField } from '../problems.ts';
import { describedBy, Field, invalid } from './field.tsx';

export interface LineEditorProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value: string;
  /** Lines that something is wrong with. */
  marked?: readonly number[] | undefined;
  readOnly?: boolean | undefined;
}

/**
 * A document whose lines have numbers. The field is as high as its text and never wraps, so that the numbers beside it stay in
 * place without JavaScript; `#line-12` is where problems lead.
 */
export function LineEditor({ name, label, hint, value, marked = [], readOnly = false }: LineEditorProps) {
  const state = useField(name);
  const rows = value.split('\n').length + 2;
  return (
    <Field state={state} label={label} hint={hint}>
      <div class="s-lines">
        <ol class="s-lines__numbers" aria-hidden="true">
          {Array.from({ length: rows }, (_, index) => index + 1).map((line) => (
            <li id={`line-${line}`} key={line} {...(marked.includes(line) ? { class: 's-lines__bad' } : {})}>
              {line}
            </li>
          ))}
        </ol>
        <textarea
          class="s-input s-lines__text"
          id={state.id}
          name={name}
          rows={rows}
          value={value}
          wrap="off"
          spellcheck={false}
          readOnly={readOnly}
          data-s-lines
          {...describedBy(state, hint)}
          {...invalid(state)}
        />
      </div>
    </Field>
  );
}
