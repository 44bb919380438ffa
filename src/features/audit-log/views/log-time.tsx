/** An instant of the log in UTC, to the second; `exact`: to the microsecond, as it was recorded. */
export function LogTime({ at, exact = false }: { at: string; exact?: boolean }) {
  const time = at.slice(11).replace('Z', '');
  return <time dateTime={at}>{`${at.slice(0, 10)} ${exact ? `${time} UTC` : time.slice(0, 8)}`}</time>;
}
