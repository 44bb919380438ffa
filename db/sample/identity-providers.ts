import type { PortalTexts } from './types.ts';

/**
 * Identity providers whose certificate has run out: the sign-in page says so, and nobody comes in through them.
 * All others follow from the people who sign in there.
 */
export const retiredIdps: readonly {
  readonly alias: string;
  readonly participant: string;
  readonly agencies: readonly string[];
  readonly names: PortalTexts;
}[] = [
  {
    alias: 'el-2021',
    participant: 'EL',
    agencies: ['EL-HP'],
    names: {
      en: 'Hellenic Police, sign-in service of 2021',
      'sr-Cyrl': 'Грчка полиција, служба за пријаву из 2021. године',
      it: 'Polizia ellenica, servizio di autenticazione del 2021',
    },
  },
];

/**
 * Aliases of providers that encrypt what they say, and know chained blocks (CBC) alone: they are let in only behind the
 * switch of their registration, `allowCbc`.
 */
export const cbcOnlyIdps: readonly string[] = ['xk'];
