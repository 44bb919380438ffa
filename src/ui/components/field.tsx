import { type Children, useUi } from '../context.tsx';
import type { FieldState } from '../problems.ts';

export interface FieldFrame {
  state: FieldState;
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
}

/** Ids of hint and problem, for aria-describedby. */
export function describedBy({ id, problem }: FieldState, hint: string | undefined): { 'aria-describedby'?: string } {
  const ids = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return ids ? { 'aria-describedby': ids } : {};
}

export function invalid({ problem }: FieldState): { 'aria-invalid'?: 'true' } {
  return problem ? { 'aria-invalid': 'true' } : {};
}

export function Hint({ state, hint }: { state: FieldState; hint: string | undefined }) {
  return hint ? (
    <p class="s-field__hint" id={`${state.id}-hint`}>
      {hint}
    </p>
  ) : null;
}

export function Problem({ state }: { state: FieldState }) {
  const { t } = useUi();
  if (!state.problem) return null;
  return (
    <p class="s-field__problem" id={`${state.id}-problem`}>
      <span class="s-vh">{t('ui.problems.prefix')} </span>
      {t(state.problem.messageId, state.problem.params)}
    </p>
  );
}

export function LabelText({ label, optional = false }: { label: string; optional?: boolean | undefined }) {
  const { t } = useUi();
  return (
    <>
      {label}
      {optional && <span class="s-field__optional"> {t('ui.optional')}</span>}
    </>
  );
}

/** The limit of a text; the browser module says how much is left. Nothing is cut: what is too long comes back with its limit. */
export function Counter({ limit }: { limit: number | undefined }) {
  const { t } = useUi();
  if (!limit) return null;
  return (
    <p
      class="s-field__hint"
      data-s-counter
      aria-live="polite"
      data-left={t('ui.counter.left')}
      data-over={t('ui.counter.over')}
    >
      {t('ui.counter.limit', { limit })}
    </p>
  );
}

/** Label, hint and problem around one control. */
export function Field({ state, label, hint, optional, children }: FieldFrame & { children: Children }) {
  return (
    <div class={state.problem ? 's-field s-field--bad' : 's-field'}>
      <label class="s-field__label" for={state.id}>
        <LabelText label={label} optional={optional} />
      </label>
      <Hint state={state} hint={hint} />
      <Problem state={state} />
      {children}
    </div>
  );
}

/** The same around a group of radios or checkboxes. */
export function FieldGroup({ state, label, hint, optional, children }: FieldFrame & { children: Children }) {
  return (
    <fieldset class={state.problem ? 's-field s-field--bad' : 's-field'} {...describedBy(state, hint)}>
      <legend class="s-field__label">
        <LabelText label={label} optional={optional} />
      </legend>
      <Hint state={state} hint={hint} />
      <Problem state={state} />
      {children}
    </fieldset>
  );
}
