/** The mark of the portal: a route in the shape of an S, from one open end to one that is reached. */
export function Logo() {
  return (
    <svg class="s-logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path
        d="M22.5 8H13a4 4 0 0 0 0 8h6a4 4 0 0 1 0 8H9.5"
        fill="none"
        stroke="currentColor"
        stroke-width="2.75"
        stroke-linecap="round"
      />
      <circle class="s-logo__end" cx="23.5" cy="8" r="3.5" fill="currentColor" />
      <circle class="s-logo__start" cx="8.5" cy="24" r="3.5" fill="currentColor" />
    </svg>
  );
}
