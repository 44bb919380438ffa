import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/uuid.ts';

describe('record ids', () => {
  it('are UUIDs of version 7: the time of RFC 9562, appendix A.6, stands in front', () => {
    const id = uuidv7(0x017f22e279b0);
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sort by creation, and two of one millisecond differ', () => {
    const ids = [1, 2, 255, 256, 1_700_000_000_000, 1_800_000_000_000].map((time) => uuidv7(time));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(1))).size).toBe(10_000);
  });
});
