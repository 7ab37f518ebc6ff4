import { describe, expect, it } from 'vitest';
import type { TrackedState } from '../model/tracked-state.ts';
import { sameValue } from '../model/tracked-state.ts';
import { withLostItems } from './lost-items.ts';

const pre = (...keys: readonly string[]) => ['preCheck.status', ...keys.map((key) => `preCheck.items.${key}`)];
const post = (...keys: readonly string[]) => ['postCheck.status', ...keys.map((key) => `postCheck.items.${key}`)];
const stateOf = (paths: readonly string[]): TrackedState => ({
  status: 'NOT_STARTED',
  ...Object.fromEntries(paths.map((path) => [path, path.includes('.items.') ? false : 'NOT_STARTED'])),
});
const inOrder = (state: TrackedState) => Object.fromEntries(Object.entries(state).sort());
const example = [...pre('a', 'b', 'c'), ...post('x', 'y')];

/** What is found of a state, and how many were tried. */
function search(file: readonly string[], adopted: readonly string[], examples: readonly (readonly string[])[] = [example]) {
  let tried = 0;
  const found = withLostItems(stateOf(file), examples, (guess) => {
    tried++;
    return sameValue(inOrder(guess), inOrder(stateOf(adopted)));
  });
  return { found, tried };
}

describe('what a hand took out of a checklist is found', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['one item', [...pre('a', 'c'), ...post('x', 'y')], example],
    ['items of both checklists', [...pre('a'), ...post('y')], example],
    ['all items', ['preCheck.status', 'postCheck.status'], example],
    ['a whole checklist', post('x', 'y'), example],
    ['a status', [...pre('a', 'b', 'c').slice(1), ...post('x', 'y')], example],
    [
      'one item, where the other checklist is another than the example’s',
      [...pre('a', 'c'), ...post('x')],
      [...pre('a', 'b', 'c'), ...post('x')],
    ],
    ['one item, where others were never there', [...pre('a'), ...post('x')], [...pre('a', 'c'), ...post('x')]],
    ['one item, beside one of its own', [...pre('a', 'own'), ...post('x', 'y')], [...pre('a', 'b', 'c', 'own'), ...post('x', 'y')]],
    ['one item that another was put in the place of', [...pre('a', 'new', 'c'), ...post('x', 'y')], example],
  ])('%s', (_what, file, adopted) => {
    const { found } = search(file, adopted);
    expect(found && inOrder(found)).toEqual(inOrder(stateOf(adopted)));
  });

  it('by whichever example is right', () => {
    const others = [pre('p'), pre('q'), example];
    expect(search(pre('a'), pre('a', 'b', 'c'), others).found).toEqual(stateOf(pre('a', 'b', 'c')));
  });
});

describe('nothing is found', () => {
  it('and nothing tried, where the file lacks nothing that an example has', () => {
    expect(search([...example, 'preCheck.items.more'], ['another'])).toEqual({ found: null, tried: 0 });
    expect(search(example, ['another'], [])).toEqual({ found: null, tried: 0 });
  });

  it('after forty guesses at most, none of them twice', () => {
    const many = Array.from({ length: 100 }, (_, i) => `item_${i}`);
    expect(search(pre(), ['another'], [pre(...many)])).toEqual({ found: null, tried: 40 });
    expect(search(pre('a', 'b'), ['another'], [pre('a', 'b', 'c'), pre('a', 'b', 'c')])).toEqual({ found: null, tried: 1 });
  });
});
