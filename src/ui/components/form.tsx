import { type Children, useUi } from '../context.tsx';
import { type FieldProblem, FieldScope, ProblemsContext } from '../problems.ts';

export interface FormProps {
  action: string;
  /** `get` for filters; `post` carries the CSRF token. */
  method?: 'get' | 'post' | undefined;
  children: Children;
  class?: string | undefined;
  /** Accessible name, for forms that no heading introduces. */
  label?: string | undefined;
  /** Prefix of field ids; needed when a page has two forms with a field of the same name. */
  scope?: string | undefined;
  /** Problems of this form alone; else those that Layout was given. */
  problems?: readonly FieldProblem[] | undefined;
  /** Keep what was typed for this tab until it is sent, and offer it again. */
  remember?: boolean | undefined;
  /** Without spacing of its own. */
  plain?: boolean | undefined;
}

/** Shown by the browser module only, when something typed earlier differs from what stands here now. */
function RestoreOffer() {
  const { t } = useUi();
  return (
    <div class="s-note s-note--info s-restore" data-s-restore hidden>
      <p>{t('ui.restore.text')}</p>
      <p class="s-row">
        <button class="s-button s-button--secondary" type="button" data-s-restore-yes>
          {t('ui.restore.yes')}
        </button>
        <button class="s-button s-button--quiet" type="button" data-s-restore-no>
          {t('ui.restore.no')}
        </button>
      </p>
    </div>
  );
}

export function Form(props: FormProps) {
  const { csrfToken, path } = useUi();
  const { action, method = 'post', children, label, scope, problems, remember = false, plain = false } = props;
  const classes = [plain ? '' : 's-form', props.class ?? ''].filter(Boolean).join(' ');
  let inside: Children = children;
  if (scope) inside = <FieldScope.Provider value={scope}>{inside}</FieldScope.Provider>;
  if (problems) inside = <ProblemsContext.Provider value={problems}>{inside}</ProblemsContext.Provider>;
  return (
    <form
      method={method}
      action={action}
      noValidate
      autoComplete="off"
      {...(classes ? { class: classes } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(remember ? { 'data-s-remember': '' } : {})}
    >
      {method === 'post' && csrfToken && <input type="hidden" name="_csrf" value={csrfToken} />}
      {method === 'post' && path !== '/' && <input type="hidden" name="_page" value={path} />}
      {remember && <RestoreOffer />}
      {inside}
    </form>
  );
}
