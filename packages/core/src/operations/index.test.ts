import { describe, expect, it } from 'vitest';
import { allOperations, operationsByMethod, operationsNamedIn } from './index.ts';
import { asChange } from './perform.ts';

const namesIn = async (...words: string[]) => (await operationsNamedIn(words)).map(({ name }) => name);

describe('the table of operations', () => {
  it('has each under its own name', async () => {
    const names = (await allOperations()).map(({ name }) => name.replace(/ (.)/g, (_, letter: string) => letter.toUpperCase()));
    expect(names).toEqual(Object.keys(operationsByMethod));
  });

  it('has changes, and questions that may be asked in such a way that they change something', async () => {
    const [start, next, show] = await Promise.all([operationsByMethod.start(), operationsByMethod.next(), operationsByMethod.show()]);
    const input = { ids: [], mine: false, id: 'TASKS-01' };
    expect(asChange(start, input)).toBe(start);
    expect([asChange(next, { claim: true }), asChange(next, { claim: false }), asChange(show, input)]).toEqual([
      expect.anything(),
      null,
      null,
    ]);
  });

  it('finds each by the words of its name', async () => {
    for (const { name } of await allOperations()) expect(await namesIn('-C', 'folder', ...name.split(' '), 'TASKS-01')).toContain(name);
  });

  it('finds whatever the words may mean, and no more', async () => {
    expect(await namesIn('start', 'TASKS-01')).toEqual(['start']);
    expect(await namesIn('add', 'task', '--name', 'next')).toEqual(['next', 'add task']);
    expect(await namesIn('config', 'accept')).toEqual(['config', 'config accept']);
    expect(await namesIn('add')).toEqual([]);
    expect(await namesIn('toString')).toEqual([]);
  });
});
