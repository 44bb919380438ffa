import { describe, expect, it } from 'vitest';
import { highestMarking } from '../../src/ui/marking/highest.ts';

describe('the marking banner of a page', () => {
  it('says the highest classification, the highest TLP and every caveat of what is shown', () => {
    const highest = highestMarking([
      { classification: 'RESTRICTED', tlp: 'GREEN', caveats: ['LEA-ONLY'] },
      { classification: 'OFFICIAL', tlp: 'AMBER+STRICT', caveats: ['ORCON'] },
      { classification: 'PUBLIC', tlp: 'AMBER', caveats: ['ORCON'] },
    ]);
    expect(highest).toEqual({ classification: 'RESTRICTED', tlp: 'AMBER+STRICT', caveats: ['ORCON', 'LEA-ONLY'] });
  });

  it('is absent where nothing marked is shown', () => {
    expect(highestMarking([])).toBeNull();
  });

  it('knows that RED is above AMBER+STRICT, and AMBER+STRICT above AMBER', () => {
    const of = (...tlp: ('AMBER' | 'AMBER+STRICT' | 'RED')[]) =>
      highestMarking(tlp.map((colour) => ({ classification: 'PUBLIC', tlp: colour, caveats: [] })))?.tlp;
    expect(of('AMBER', 'AMBER+STRICT')).toBe('AMBER+STRICT');
    expect(of('RED', 'AMBER+STRICT')).toBe('RED');
  });
});
