import { expect, it } from 'vitest';
import { problemChoices } from '../../extension/commands/problem-choices.ts';
import { say } from './say.ts';

const problems = [
  { id: 'islands', title: 'Islands', pack: '/packs/basics.pack.json' },
  { id: 'pair-gap', title: 'Pairs with a gap', pack: '/packs/basics.pack.json' },
];

function shown(linked: string | null): readonly string[] {
  return problemChoices(problems, linked, say).map(
    ({ label, description, problem }) => `${label} | ${description} | ${problem ?? '-'}`,
  );
}

it('offers every problem', () => {
  expect(shown(null)).toEqual([
    'Islands | islands | islands',
    'Pairs with a gap | pair-gap | pair-gap',
  ]);
});

it('begins with the present link, and the way out of it', () => {
  expect(shown('pair-gap')).toEqual([
    'Pairs with a gap | pair-gap, linked now | pair-gap',
    '$(trash) Remove the link | pair-gap | -',
    'Islands | islands | islands',
  ]);
});

it('a link to what no pack has can be taken away too', () => {
  expect(shown('gone')[0]).toBe('$(trash) Remove the link | gone, which no known pack has | -');
});
