import { describe, expect, it } from 'vitest';
import { readShareForm } from '../../src/ui/marking/read-form.ts';

describe('what the marking editor sends', () => {
  it('is understood whether a field came once or several times', () => {
    const { choice, problems } = readShareForm({
      share: 'agencies',
      shareAgencies: ['IT-DCSA', 'RS-MUP'],
      caveats: 'ORCON',
      tlp: '',
    });
    expect(problems).toEqual([]);
    expect(choice).toMatchObject({
      preset: 'agencies',
      agencies: ['IT-DCSA', 'RS-MUP'],
      caveats: ['ORCON'],
      tlp: null,
      classification: 'OFFICIAL',
    });
  });

  it('keeps only the list that belongs to the chosen sentence', () => {
    const { choice } = readShareForm({
      share: 'country',
      shareAgencies: 'IT-DCSA',
      sharePeople: 'bojan',
      releasableTo: 'all',
    });
    expect(choice).toMatchObject({ preset: 'country', agencies: [], people: [], releasableTo: [] });
  });

  it.each([
    ['no sentence chosen', {}, 'share', 'marking.problem.share'],
    ['a sentence that does not exist', { share: 'everybody' }, 'share', 'marking.problem.unknown'],
    ['a TLP that does not exist', { share: 'country', tlp: 'WHITE' }, 'tlp', 'marking.problem.unknown'],
    [
      'a caveat that does not exist',
      { share: 'country', caveats: ['ORCON', 'NOFORN'] },
      'caveats',
      'marking.problem.unknown',
    ],
    [
      'two classifications at once',
      { share: 'country', classification: ['PUBLIC', 'RESTRICTED'] },
      'classification',
      'marking.problem.unknown',
    ],
    ['named people without a name', { share: 'people' }, 'sharePeople', 'marking.problem.people'],
    [
      'an agency that is no code',
      { share: 'agencies', shareAgencies: 'all agency:X' },
      'share',
      'marking.problem.unknown',
    ],
    ['an exception that is no audience', { share: 'country', except: 'everyone' }, 'except', 'marking.problem.unknown'],
  ])('is refused with %s', (_, body, field, messageId) => {
    expect(readShareForm(body)).toMatchObject({ choice: null, problems: [{ field, messageId }] });
  });
});
