import { useUi } from '../context.tsx';

/** Audience tokens in words: agencies and members by name, the rest by kind. */
export function useTokenName(): (token: string) => string {
  const { t, agencyName } = useUi();
  return (token) => {
    if (token === 'all') return t('marking.token.all');
    const [kind = '', name = ''] = token.split(':');
    if (kind === 'agency') return agencyName(name);
    if (kind === 'country') return t('participant.name', { code: name });
    return t(`marking.token.${kind}`, { name });
  };
}
