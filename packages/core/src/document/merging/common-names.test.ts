import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import { readDocument } from '../read.ts';
import { Names } from './common-names.ts';

/** A table of tasks, as id and name. */
const read = (...rows: readonly string[]) =>
  readDocument(
    encodeUtf8(`### Phase 1: Data\n\n| Status | ID | Task |\n|---|---|---|\n${rows.map((row) => `| todo | ${row} |\n`).join('')}`),
    {
      path: 'PLAN.md',
      library: () => yaml,
    },
  );
const key = taskKeyOf;

describe('a task that was given another id', () => {
  const base = read('T-01 | Berths', 'T-02 | Tides', 'T-03 | Masts');
  const names = new Names({
    base,
    ours: read('T-11 | Berths', 'T-02 | Tides', 'T-33 | Masts'),
    theirs: read('T-01 | Berths', 'T-22 | Tides', 'T-34 | Masts'),
  });

  it('has the one that it had before, whichever side renamed it', () => {
    expect(['T-11', 'T-22', 'T-02', 'T-99'].map((id) => names.before(key(id)))).toEqual(['T-01', 'T-02', 'T-02', 'T-99']);
  });

  it('is called by all of them', () => {
    expect(names.all(key('T-01'))).toEqual(['T-01', 'T-11']);
    expect(names.all(key('T-03'))).toEqual(['T-03', 'T-33', 'T-34']);
  });

  it('is in conflict where both sides gave it one', () => {
    expect(names.inConflict).toEqual([{ task: 'T-03', ours: 'T-33', theirs: 'T-34' }]);
  });

  it('is another where nobody knows what it was called before', () => {
    const unknown = new Names({ base: null, ours: read('T-11 | Berths'), theirs: read('T-01 | Berths') });
    expect(unknown.before(key('T-11'))).toBe('T-11');
    expect(unknown.inConflict).toEqual([]);
  });
});
