import type { Children } from '../context.tsx';
import { useField } from '../problems.ts';
import { describedBy, Field, FieldGroup, invalid } from './field.tsx';

export interface Option {
  value: string;
  label: string;
  hint?: string | undefined;
  /** Number of matches, in filters. */
  count?: number | undefined;
  /** Shown below the option; only while it is chosen, where the browser can tell. */
  children?: Children;
  lang?: string | undefined;
}

interface ChoiceProps {
  name: string;
  label: string;
  options: readonly Option[];
  hint?: string | undefined;
  optional?: boolean | undefined;
}

export interface SelectProps extends ChoiceProps {
  value?: string | undefined;
  /** First, empty choice. */
  empty?: string | undefined;
  size?: 'short' | 'medium' | 'full' | undefined;
}

export function Select({ name, label, options, hint, optional, value = '', empty, size = 'medium' }: SelectProps) {
  const state = useField(name);
  return (
    <Field state={state} label={label} hint={hint} optional={optional}>
      <select
        class={`s-input s-select s-input--${size}`}
        id={state.id}
        name={name}
        {...describedBy(state, hint)}
        {...invalid(state)}
      >
        {empty !== undefined && (
          <option value="" selected={value === ''}>
            {empty}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Choice(props: { type: 'radio' | 'checkbox'; id: string; name: string; option: Option; chosen: boolean }) {
  const { type, id, name, option, chosen } = props;
  const { value, label, hint, count, children, lang } = option;
  return (
    <div class="s-choice" data-s-search={`${label} ${hint ?? ''}`}>
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        checked={chosen}
        {...(hint ? { 'aria-describedby': `${id}-about` } : {})}
      />
      <div class="s-choice__text">
        <label for={id} {...(lang ? { lang } : {})}>
          {label}
          {count !== undefined && <span class="s-choice__count">{count}</span>}
        </label>
        {hint && (
          <p class="s-choice__hint" id={`${id}-about`}>
            {hint}
          </p>
        )}
      </div>
      {children && <div class="s-choice__more">{children}</div>}
    </div>
  );
}

export interface RadiosProps extends ChoiceProps {
  value?: string | undefined;
  /** All in one line, for two or three short words. */
  inline?: boolean | undefined;
}

export function Radios({ name, label, options, hint, optional, value = '', inline = false }: RadiosProps) {
  const state = useField(name);
  return (
    <FieldGroup state={state} label={label} hint={hint} optional={optional}>
      <div class={inline ? 's-choices s-choices--inline' : 's-choices'}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="radio"
            id={index === 0 ? state.id : `${state.id}-${index}`}
            name={name}
            option={option}
            chosen={option.value === value}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxesProps extends ChoiceProps {
  values?: readonly string[] | undefined;
  /** Label of a box that narrows a long list, where JavaScript runs. */
  filterLabel?: string | undefined;
}

export function Checkboxes({ name, label, options, hint, optional, values = [], filterLabel }: CheckboxesProps) {
  const state = useField(name);
  return (
    <FieldGroup state={state} label={label} hint={hint} optional={optional}>
      <div
        class={filterLabel ? 's-choices s-choices--long' : 's-choices'}
        {...(filterLabel ? { 'data-s-filter': filterLabel } : {})}
      >
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="checkbox"
            id={index === 0 ? state.id : `${state.id}-${index}`}
            name={name}
            option={option}
            chosen={values.includes(option.value)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
