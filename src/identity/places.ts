import { clientNetwork } from '../gate/client-network.ts';
import { Refusal } from './refusal.ts';

/** Messages that are being received or looked at, each of up to 256 KB: what they take of memory is known beforehand. */
export interface PlaceLimits {
  inAll: number;
  perNetwork: number;
}
export const placeLimits: PlaceLimits = { inAll: 192, perNetwork: 64 };
const retryAfter = 5;

export interface Places {
  /** @returns what gives the place back. @throws Refusal `overloaded` */
  take(ip: string): () => void;
}

export function openPlaces(limits: PlaceLimits = placeLimits): Places {
  const taken = new Map<string, number>();
  let inAll = 0;
  return {
    take: (ip) => {
      const network = clientNetwork(ip);
      const there = taken.get(network) ?? 0;
      if (there >= limits.perNetwork || inAll >= limits.inAll)
        throw new Refusal('overloaded', 'no place', { retryAfter });
      inAll += 1;
      taken.set(network, there + 1);
      return () => {
        inAll -= 1;
        const left = (taken.get(network) ?? 1) - 1;
        if (left > 0) taken.set(network, left);
        else taken.delete(network);
      };
    },
  };
}
