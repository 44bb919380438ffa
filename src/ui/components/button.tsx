import type { Children } from '../context.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps {
  children: Children;
  kind?: ButtonKind | undefined;
  /** Name and value that tell the server which button was pressed. */
  name?: string | undefined;
  value?: string | undefined;
  type?: 'submit' | 'button' | undefined;
  /** Another form action than the form's own. */
  formAction?: string | undefined;
  /** Accessible description where several buttons read alike. */
  label?: string | undefined;
}

export function Button({ children, kind = 'primary', name, value, type = 'submit', formAction, label }: ButtonProps) {
  return (
    <button
      class={`s-button s-button--${kind}`}
      type={type}
      {...(name ? { name } : {})}
      {...(value === undefined ? {} : { value })}
      {...(formAction ? { formAction } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({
  href,
  children,
  kind = 'secondary',
}: {
  href: string;
  children: Children;
  kind?: ButtonKind | undefined;
}) {
  return (
    <a class={`s-button s-button--${kind}`} href={href}>
      {children}
    </a>
  );
}
