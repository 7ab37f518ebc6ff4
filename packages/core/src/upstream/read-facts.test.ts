/** What a document says of itself besides its references. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { DocumentFacts } from './document-facts.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

function factsOf(text: string, path = 'docs/12_IPLAN/IPLAN-07_gate.md'): DocumentFacts {
  const document = upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error(`${path} is no document`);
  return document.facts;
}
const control = (row: string) => `# IPLAN-07: Gate\n\n## Document Control\n\n| Item | Details |\n|---|---|\n${row}\n`;

describe('ids', () => {
  it('stand in the title, the front matter and the Document Control', () => {
    const { ids, title } = factsOf(
      `---\ntitle: "IPLAN-007: Gate"\ndoc_id: IPLAN-08\n---\n\n# Implementation Plan - IPLAN-07: Gate\n\n${control('| **ID** | IPLAN-9 or IPLAN-09 |').split('\n').slice(2).join('\n')}`,
    );
    expect(title).toBe('Implementation Plan - IPLAN-07: Gate');
    expect(ids.map(({ from, key }) => `${from} ${key}`)).toEqual([
      'title IPLAN-07',
      'front-matter IPLAN-07',
      'front-matter IPLAN-08',
      'document-control IPLAN-09',
    ]);
  });
});

describe('in other languages', () => {
  it.each([
    ['German', 'Geltungsbereich', 'Abnahmekriterien', 'Aufgabenliste'],
    ['French', '1. Périmètre', 'Critères d\u2019acceptation', 'Liste des tâches'],
    ['French, with letters and marks apart', 'Pe\u0301rime\u0300tre', "Crite\u0300res d'acceptation", 'Ta\u0302ches'],
    ['Spanish', 'Alcance', '2) Criterios de aceptación', 'Tareas'],
    ['Polish', 'Zakres prac', 'Kryteria akceptacji', 'Zadania'],
    ['Russian', 'Область применения', 'Критерии приёмки', 'Список задач'],
    ['Japanese', '対象範囲', '受け入れ基準', 'タスクリスト'],
    ['Chinese', '范围', '验收标准', '任务列表'],
    ['Chinese, with numbers', '一、范围', '第2章 验收标准', '3、任务列表'],
    ['German, with letters', 'A. Umfang', 'II) Abnahmekriterien', 'c) Aufgaben'],
    ['Arabic', 'النطاق', 'معايير القبول', 'قائمة المهام'],
  ])('%s: a scope, criteria and a task list', (_, ...[scope, acceptance, tasks]) => {
    const facts = factsOf(`# IPLAN-07: x\n\n## ${scope}\n\na\n\n## ${acceptance}\n\n- REQ.01.06.01\n\n## ${tasks}\n\n- [ ] b\n`);
    expect([facts.hasScope, facts.hasAcceptanceCriteria, facts.steps.length]).toEqual([true, true, 1]);
    expect(facts.criteria).toMatchObject([{ id: 'REQ.01.06.01', isAcceptance: true }]);
  });

  it.each(['Nicht im Umfang', 'Hors périmètre', '対象範囲外', 'خارج النطاق'])(
    '%s is no scope, and nothing below it is a reference',
    (heading) => {
      const { hasScope, references } = factsOf(`# IPLAN-07: x\n\n## ${heading}\n\n@req: REQ-77\n`);
      expect([hasScope, references]).toEqual([false, []]);
    },
  );

  it('a status behind a blank and a colon, or a wide one', () => {
    for (const line of [
      '## 2. Statut\n\nDraft',
      '## 状态\nDraft',
      '**Statut** : Draft',
      '***Status***: **Draft**',
      '**ステータス**：Draft',
      'Status: Draft\\\nOwner: Jon',
      'Status:: Draft',
      ':status: Draft',
      'Status\n: Draft',
      '## Status\n\n- 2026-02-01: Draft\n- 2026-01-01: Proposed',
    ])
      expect(factsOf(`# IPLAN-07: x\n\n${line}\n\n## Mots\n`).status, line).toMatchObject({ means: 'draft' });
  });

  it('a status that is the last of several by its day', () => {
    const said = (...lines: readonly string[]) => factsOf(`# IPLAN-07: x\n\n## Status\n\n${lines.join('\n')}\n\n## Words\n`).status?.word;
    expect(said('- Accepted: 2026-01-01', '- Superseded: 2026-03-01')).toBe('Superseded: 2026-03-01');
    expect(said('- 2026-03-01: Superseded', '- 2026-01-01: Accepted')).toBe('Superseded');
    expect(said('- 2026-01-01: Accepted', '- Review: 2027-01-01')).toBe('Accepted');
    expect(said('Accepted', '', 'Proposed on 2026-01-01, accepted by all')).toBe('Accepted');
    expect(said('- 2026-01-01: Accepted', '- 2026-03-01: Superseded by ADR-04')).toBe('Superseded by ADR-04');
    expect(said('- Accepted: 2026-01-01', '- Superseded by ADR-04 on 2026-03-01')).toBe('Superseded by ADR-04 on 2026-03-01');
    for (const other of [
      'Rejected: the queue (2026-03-01)',
      '2026-03-01: Rejected by the second team, kept by ours',
      '2026-03-01: Archived - the thread',
      '2026-03-01: Rejected by the second team',
      'Deprecated: planned for 2027-03-01',
      '2027-03-01: Deprecated (planned)',
    ])
      expect(said('2026-01-01: Accepted', '', other), other).toBe('Accepted');
  });

  it('a status that is written as a block', () => {
    for (const block of ['>-\n  Draft', '|\n  Draft\n'])
      expect(factsOf(`---\nstatus: ${block}\n---\n\n# IPLAN-07: x\n`).status, block).toMatchObject({ word: 'Draft', means: 'draft' });
    expect(factsOf('status: |\n  Draft\n', 'docs/IPLAN-07_gate.yaml').status).toMatchObject({ word: 'Draft', means: 'draft' });
  });

  it('a status, whose word the profile may know', () => {
    const { status } = factsOf('# IPLAN-07: x\n\n| Champ | Valeur |\n|---|---|\n| **État** | Draft |\n');
    expect(status).toMatchObject({ word: 'Draft', means: 'draft' });
  });
});

describe('outputs in other languages', () => {
  it.each(['Arbeitsergebnisse', '2. Livrables', '成果物', '交付物'])('%s', (heading) => {
    expect(factsOf(`# IPLAN-07: x\n\n## ${heading}\n\n- \`src/a.ts\`\n`).outputs).toMatchObject([{ path: 'src/a.ts' }]);
  });
});

describe('a first heading', () => {
  it('is a section, where others of its level follow a front matter', () => {
    const facts = factsOf('---\ntitle: "IPLAN-07: Gate"\n---\n\n# Scope\n\nall\n\n# Acceptance\n\n- opens\n');
    expect([facts.hasScope, facts.hasAcceptanceCriteria, facts.title]).toEqual([true, true, 'IPLAN-07: Gate']);
  });

  it.each(['# Scope of the gate\n\n## Words\n\nx\n', '# IPLAN-07: Scope\n\nx\n\n# Words\n\nx\n'])('is the title: %j', (text) => {
    expect(factsOf(text).hasScope).toBe(false);
  });
});

describe('a title that is underlined', () => {
  it('says the id, or that it waits for one', () => {
    const { title, ids, sections } = factsOf('IPLAN-07: Gate\n==============\n\nTask List\n---------\n\n- [ ] Open\n');
    expect([title, ids.map(({ from, key }) => `${from} ${key}`), sections.map(({ number }) => number)]).toEqual([
      'IPLAN-07: Gate',
      ['title IPLAN-07'],
      ['#task-list'],
    ]);
    expect(factsOf('IPLAN-07: [Feature Name]\n=====\n').placeholders).toHaveLength(1);
  });
});

describe('status', () => {
  it.each([
    ['Draft', 'draft', 'pending'],
    ['**Approved**', 'approved', 'approved'],
    ['✅ Approved', 'approved', 'approved'],
    ['`In Progress`', 'in-progress', 'approved'],
    ['Approved (2026-01-04)', 'approved', 'approved'],
    ['Superseded by ADR-04', 'superseded', 'withdrawn'],
    ['Ready for Implementation', 'approved', 'approved'],
    ['Deprecated', 'retired', 'withdrawn'],
    ['Example/Approved', null, null],
    ['Whenever', null, null],
  ])('%s', (word, means, approval) => {
    expect(factsOf(control(`| **Status** | ${word} |`)).status).toMatchObject({ means, approval, isPlaceholder: false });
  });

  it.each([
    'Draft/Planned/In Progress/Completed/Blocked',
    'Draft / Review / Approved',
    'Draft \\| Review \\| Approved',
    '[Draft or Approved]',
    'TBD',
  ])('%s is a placeholder', (word) => {
    const { status, placeholders } = factsOf(control(`| **Status** | ${word} |`));
    expect(status).toMatchObject({ means: null, isPlaceholder: true });
    expect(placeholders).toMatchObject([{ field: 'Status' }]);
  });

  it.each([
    ['a line in the head', '# IPLAN-07: Gate\n\n**Status**: Draft\n\n## Status\n\nAccepted\n', 'Draft'],
    [
      'an item of the Document Control',
      '# IPLAN-07: Gate\n\n## Document Control\n\n- Status: Superseded by IPLAN-08\n',
      'Superseded by IPLAN-08',
    ],
    ['a line of its section', '# IPLAN-07: Gate\n\n## 3. Status\n\n**Status**: Rejected\n**Date**: 2026-01-01\n', 'Rejected'],
    ['its section', '# IPLAN-07: Gate\n\n## Context\n\nA gate.\n\n## Status\n\n* Accepted (2026-01-04)\n', 'Accepted (2026-01-04)'],
    ['its section below an underlined heading', '# IPLAN-07: Gate\n\nStatus\n------\n\nAccepted\n', 'Accepted'],
    [
      'the last of its history',
      '# IPLAN-07: Gate\n\n## Status\n\n- Proposed: 2026-01-01\n- Accepted: 2026-02-01\n',
      'Accepted: 2026-02-01',
    ],
    ['a line of the foot', '# IPLAN-07: Gate\n\n## Scope\n\nAll.\n\n---\n\n**Status**: Retired\n', 'Retired'],
  ])('may be %s', (_, text, word) => {
    const document = upstreamOfTexts({ 'docs/IPLAN-07_gate.md': text }, { digest, library: () => yaml }).at('docs/IPLAN-07_gate.md');
    const { status } = document?.facts ?? {};
    expect(status).toMatchObject({ from: 'line', word });
    expect(status && document?.quote(status.span)).toBe(word);
  });

  it.each([
    ['prose', '# IPLAN-07: Gate\n\n## Scope\n\nStatus: Draft\n'],
    ['of something else', '# IPLAN-07: Gate\n\n## Implementation Status\n\n**Status**: Completed\n'],
    ['a word that nobody knows', '# IPLAN-07: Gate\n\n## Status\n\nWe have begun with the gate.\n'],
    ['in code', '# IPLAN-07: Gate\n\n```\nStatus: Draft\n```\n'],
    ['within the front matter', '---\nreview:\n  status: pending\n---\n\n# IPLAN-07: Gate\n'],
  ])('is none: %s', (_, text) => {
    expect(factsOf(text).status).toBeNull();
  });

  it('of the Document Control goes before lines', () => {
    expect(
      factsOf(`# IPLAN-07: Gate\n\nStatus: Draft\n\n${control('| Status | Approved |').split('\n').slice(2).join('\n')}`).status?.word,
    ).toBe('Approved');
  });
});

describe('effort', () => {
  it.each([
    ['16 hours', 16],
    ['4-6 hours', 6],
    ['14h', 14],
    ['2 days', 16],
    ['8–12 days (~2 weeks)', 96],
    ['1 week', 40],
    ['40 person-hours', 40],
    ['1.5 h', 1.5],
    ['[16 hours]', 16],
    ['half a day', 4],
    ['half day', 4],
    ['a half-day', 4],
    ['three-week', 120],
    ['two calendar days', 16],
    ['two and a half days', 20],
    ['2 and a half days', 20],
    ['a day and a half', 12],
    ['two weeks and a half', 100],
    ['one working day and a half', 12],
    ['an hour and a half', 1.5],
    ['half an hour and a half-day', 0.5],
    ['seventeen and a half days', null],
    ['1/2 day', null],
    ['1/12 days', null],
    ['3 story points', null],
  ])('%s', (written, hours) => {
    expect(factsOf(control(`| **Estimated Effort** | ${written} |`)).effort).toMatchObject({ written, hours });
  });

  it.each([
    ['a line of the head', '# IPLAN-07: Gate\n\n**Estimated Effort**: 2 days\n', 16],
    ['a key of the front matter', '---\nestimated_effort: 2 days\n---\n\n# IPLAN-07: Gate\n', 16],
    ['a key with its unit', '---\ncustom_fields:\n  effort_hours: 12\n---\n\n# IPLAN-07: Gate\n', 12],
    ['a row with its unit', control('| Estimated Hours | 12 |'), 12],
    ['a row by another name', control('| Time Estimate | 12 h |'), 12],
    ['prose', '# IPLAN-07: Gate\n\n## Scope\n\nEffort: 2 days\n', undefined],
    ['code', '# IPLAN-07: Gate\n\n```\nEffort: 2 days\n```\n', undefined],
  ])('may be %s', (_, text, hours) => {
    expect(factsOf(text).effort?.hours).toBe(hours);
  });

  it.each(['[X hours or Y-Z hours range]', 'TBD', 'None'])('%s is none', (written) => {
    expect(factsOf(control(`| **Estimated Effort** | ${written} |`)).effort).toBeNull();
  });
});

describe('placeholders in declared fields', () => {
  const fieldsOf = (text: string) => factsOf(text).placeholders.map(({ field, written }) => `${field}=${written}`);
  it.each([
    [
      control('| **Dependencies** | [List of TASKS-IDs that must be completed first] |'),
      ['Dependencies=[List of TASKS-IDs that must be completed first]'],
    ],
    [control('| **Version** | TBD |'), ['Version=TBD']],
    ['# IPLAN-07: [Descriptive Name]\n', ['title=[Descriptive Name]']],
    ['# IPLAN-07: Gate\n\n@req: REQ-NN, TBD\n', ['@req=REQ-NN', '@req=TBD']],
    ['# IPLAN-07: Gate [DEPRECATED]\n', []],
    [control('| **Completion Date** | TBD |'), []],
    ['---\nestimated_effort: "<hours>"\n---\n\n# IPLAN-07: Gate\n', ['estimated_effort=<hours>']],
    ['# IPLAN-07: Gate\n\n@req: [Größe der Anlage]\n', ['@req=[Größe der Anlage]']],
    ['# IPLAN-07: Gate\n\nTODO: say more. [Optional] parts come later.\n', []],
    [control('| **Related Artifacts** | [SPEC-01](../SPEC-01.yaml) |'), []],
  ])('%j', (text, expected) => {
    expect(fieldsOf(text)).toEqual(expected);
  });
});

describe('the task list', () => {
  const text = [
    '# IPLAN-07: Gate',
    '## 1. Checks',
    '- [ ] not a step',
    '## 2. Task List',
    '### 2.1 First',
    '- [x] **1.1**: Read it',
    '  - [ ] both ends',
    '* [X] ☕ Tea',
    '1. [ ] Third',
    '- [x/☐] no box',
    '- [ ]no box either',
    '```\n- [ ] in code\n```',
    '## 3. Success Criteria',
    '- [ ] not a step either',
    '',
  ].join('\n');

  it('is the boxes of its own section, with the byte of each mark', () => {
    const { steps } = factsOf(text);
    expect(steps.map(({ number, done, text: said }) => [number, done, said])).toEqual([
      [1, true, '**1.1**: Read it'],
      [2, false, 'both ends'],
      [3, true, '☕ Tea'],
      [4, false, 'Third'],
    ]);
    const bytes = Buffer.from(text, 'utf8');
    for (const { mark, done } of steps) {
      expect(
        bytes
          .subarray(mark.start - 1, mark.end + 1)
          .toString()
          .toLowerCase(),
      ).toBe(done ? '[x]' : '[ ]');
    }
  });

  it('is an implementation plan’s alone', () => {
    expect(factsOf(text.replaceAll('IPLAN', 'TASKS'), 'docs/TASKS-07_gate.md').steps).toEqual([]);
  });
});

describe('sections and elements', () => {
  const requirement = [
    '# REQ-07: Gate',
    '## 1. Text',
    'REQ.07.06.02 is shown below.',
    '### 1.1 Rules (REQ.07.02.01)',
    '- **REQ.07.06.01**: it opens',
    '## Acceptance Criteria',
    '| ID | Text |\n|---|---|\n| REQ.07.06.02 | it shuts |\n| AC-001 | REQ.08.06.01 holds |',
    '## 1. Text again',
    '```\nREQ.07.99.99\n```',
  ].join('\n');

  it('are numbered as they are written, or named by their heading', () => {
    expect(factsOf(requirement, 'docs/REQ-07_gate.md').sections.map(({ number }) => number)).toEqual([
      '1',
      '1.1',
      '#acceptance-criteria',
      '1~2',
    ]);
  });

  it('elements stand where they are defined', () => {
    expect(factsOf(requirement, 'docs/REQ-07_gate.md').elements.map(({ key, section }) => `${key} ${section}`)).toEqual([
      'REQ.07.06.02 #acceptance-criteria',
      'REQ.07.02.01 1.1',
      'REQ.07.06.01 1.1',
    ]);
  });

  it('criteria are ids of any document', () => {
    const { criteria, hasAcceptanceCriteria, hasScope } = factsOf(requirement, 'docs/REQ-07_gate.md');
    expect(criteria.filter(({ isAcceptance }) => isAcceptance).map(({ id }) => id)).toEqual(['REQ.07.06.02', 'AC-001']);
    expect(criteria.map(({ id }) => id)).toContain('REQ.08.06.01');
    expect([hasAcceptanceCriteria, hasScope]).toEqual([true, false]);
  });

  it('criteria that are put off, or out of scope, are not asked for', () => {
    const { criteria } = factsOf(
      '# IPLAN-07\n\n## Acceptance Criteria\n\n- AC-001: opens\n- AC-002 (deferred): shuts\n\n## Acceptance of Later Stages (out of scope)\n\n- AC-003: locks\n',
    );
    expect(criteria.filter(({ isAcceptance }) => isAcceptance).map(({ id }) => id)).toEqual(['AC-001']);
  });

  it.each([
    ['## 2. Scope\n\nAll of it.\n', true],
    ['## 2. Scope\n\n### 2.1 Included\n\n- gates\n', true],
    ['## 2. Scope\n', false],
    ['## 2. Out of Scope\n\nAll of it.\n', false],
    ['Scope\n-----\n\nAll of it.\n', true],
    ['Scope\n=====\n\nNotes\n=====\n\nNone.\n', false],
  ])('scope: %j', (text, expected) => {
    expect(factsOf(`# IPLAN-07\n\n${text}`).hasScope).toBe(expected);
  });
});

describe('links and outputs', () => {
  it.each([
    ['[a](../07_REQ/REQ-01_x.md#REQ-01)', ['docs/07_REQ/REQ-01_x.md']],
    ['[a](./b%20c.md "title") and [d](<e.md>)', ['docs/12_IPLAN/b c.md', 'docs/12_IPLAN/e.md']],
    ['[a](/docs/x.md)', ['docs/x.md']],
    ['[a](../../../x.md)', [null]],
    ['[a](https://example.org/x.md) [b](#there) [c](mailto:a@b.c)', []],
    ['`[a](x.md)` and [b](y.md)', ['docs/12_IPLAN/y.md']],
    ['[REQ-NN](../07_REQ/.../REQ-NN.md) [t](TASKS-AAA.md)', []],
    ['[a][b] or [b]\n\n[b]: ../x.md "title"\n[c]: <my notes.md>', ['docs/x.md', 'docs/12_IPLAN/my notes.md']],
    ['[^1]: x.md\n\n[Note]: remember\n\n[b]: https://example.org/x.md\n\n[b]: x.md is a form', []],
    ['<a class="x" href="../x.md#y">x</a> <img src=\'y.png\'>', ['docs/x.md', 'docs/12_IPLAN/y.png']],
    ['<a href="https://example.org">x</a> <a href="#y">y</a> `<a href="x.md">` <a name="x.md">', []],
    ['~~[a](x.md)~~ [b](y.md) ~~[c](z.md)~~', ['docs/12_IPLAN/y.md']],
  ])('%s', (line, expected) => {
    expect(factsOf(`# IPLAN-07\n\n${line}\n`).links.map(({ path }) => path)).toEqual(expected);
  });

  it.each([
    ['`src/gate.mjs` and `test/`', ['src/gate.mjs', 'test']],
    ['`POST /api/gate` `/api/gate` `application/json` `Gate` `gate.open()` `src/*.mjs` `npm run x`', []],
    ['`src/gate.mjs:12`', ['src/gate.mjs']],
    ['`src/old.mjs` \u2192 `src/new.mjs`, ~~`src/third.mjs`~~', ['src/new.mjs']],
    ['`api/v1/gates/` `logs/gate.log` `.venv/bin/x.py` `@scope/gate.js`', []],
  ])('outputs: %s', (cell, expected) => {
    const text = `# IPLAN-07\n\n## 5. Code Locations\n\n| Part | Path |\n|---|---|\n| Gate | ${cell} |\n\n## 6. Other\n\n\`src/other.mjs\`\n`;
    expect(factsOf(text).outputs.map(({ path }) => path)).toEqual(expected);
  });
});
