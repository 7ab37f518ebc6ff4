/** Plans, strangers' trackers and what is left of them after an accident: any text that somebody may ask to be read. */
import fc from 'fast-check';
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { arbitraryTasksYaml, arbitraryYaml } from './arbitrary-yaml.ts';
import { damaged } from './damage.ts';

const status = fc.constantFrom(
  'NOT_STARTED',
  'COMPLETED',
  'In Progress',
  '🔴',
  '✅ Done',
  '**BLOCKED**',
  '⏳',
  'soon',
  '',
  '`wip`',
  '⏸️',
  'Not-Started',
);
const id = fc.constantFrom('TASKS-01', '**TASKS-02**', 'SETUP-ENV', 'TASKS-XX', '`CHG-1`', '[TASKS-7](x.md)', '', 'total', 'T1', 'TASKS-1');
const cell = fc.constantFrom(
  'All code',
  'TASKS-01, TASKS-02',
  'a \\| b',
  '`x`',
  '',
  '**P0**',
  '<!-- c --> x',
  '2026-11-22',
  'C:\\',
  'é ✅',
  '[Name]',
);

const taskTable = fc
  .tuple(
    fc.constantFrom(
      '| Status | ID | Task / Service | Priority | Dependents |',
      '| ID | Status | Name | Completed | Notes |',
      '|Task ID|Task Description|Status|Blocked By|Notes|',
      '| Component | Status | A | B | C |',
    ),
    fc.array(fc.tuple(status, id, cell, cell, cell), { maxLength: 4 }),
    fc.constantFrom('', '<!-- between -->\n'),
  )
  .map(([head, rows, between]) => `${head}\n|---|:--|:-:|--:|---|\n${rows.map((row) => `| ${row.join(' | ')} |\n${between}`).join('')}`);

const logTable = fc
  .tuple(
    fc.constantFrom(
      '| Date | Task ID | Status | Notes |\n|:--|:--|:--|:--|\n',
      '| Date | Status | Summary |\n|---|---|---|\n',
      '| Date | Task | Status | Notes |\n| --- | --- | --- | --- |\n',
    ),
    fc.array(fc.tuple(fc.constantFrom('2026-11-20', '2026-11-22T10:00:00', 'YYYY-MM-DD', 'soon', ''), id, status, cell), { maxLength: 4 }),
  )
  .map(([head, rows]) => head + rows.map((row) => `| ${row.join(' | ')} |\n`).join(''));

const fence = fc
  .tuple(fc.constantFrom('```yaml', '~~~yaml', '````yml', '```', '   ```yaml', '```bash'), arbitraryTasksYaml)
  .map(([open, body]) => `${open}\n${body}${/^ *(`+|~+)/.exec(open)?.[1] ?? '```'}\n`);

const heading = fc.constantFrom(
  '# Plan\n',
  '## 2. Phase Tracker\n',
  '### Phase 1: Data\n',
  '### 2.2 Phase 2: X\n',
  '### Phase 1.1: CHG-01 Pivot\n',
  '### 2.0 Prerequisites: Tools\n',
  '<h2>Phase 3: Y</h2>\n',
  '<h2>Session Log</h2>\n',
  '## 3. Session Log\n',
  '### Session Log\n',
  '#no heading\n',
  '## Phase Z ##\n',
);

const text = fc.constantFrom(
  '\n',
  '    \n',
  '---\n',
  '**Goal**: Ship it.\n',
  '> **Last Updated**: 2026-11-22\n',
  '> **Last Updated:** YYYY-MM-DD\n',
  '⏳ = pending\n',
  '<!-- one line -->\n',
  '<!--\nmany\nlines\n-->\n',
  '<!-- open\n',
  'prose | with a pipe\n',
  '| not a table |\n',
  '- a list\n',
  'Last Updated: soon\n',
  '`code`\n',
  '    | indented |\n',
);

const head = fc.constantFrom(
  '',
  '',
  '\ufeff',
  '---\ntitle: "Plan"\nlast_updated: 2026-11-22\n---\n',
  '# ====\n# Plan\n# ====\n---\ntitle: x\n---\n',
  '<!-- pre -->\n---\na: b\n...\n',
  '---\nnot closed\n',
  '---\n---\n',
);

const markdown = fc
  .tuple(head, fc.array(fc.oneof(heading, text, text, taskTable, logTable, fence), { maxLength: 10 }), fc.constantFrom('\n', '\n', '\r\n'))
  .map(
    ([front, blocks, ending]) =>
      encodeUtf8(front)
        .concat(blocks.map((block) => (isBytes(block) ? block : encodeUtf8(block))).join(''))
        .replaceAll('\n', ending) as ByteString,
  );

/** Fences come as bytes already; what is not ASCII in them must not be encoded twice. */
function isBytes(block: string): block is ByteString {
  return /^ *(?:```|~~~)/.test(block);
}

const phases = fc
  .tuple(fc.constantFrom('PHASE-1', 'PREREQUISITES', ''), fc.array(fc.tuple(id, status), { maxLength: 3 }), fc.boolean())
  .map(
    ([name, tasks, logged]) =>
      `plan_id: "X"\nphases:\n  - id: "${name}"\n    name: "Core"\n    dependencies: ["PHASE-0"]\n    tasks:\n${tasks.map(([task, word]) => `      - task_id: "${task}"\n        name: "N"\n        status: "${word}"\n        steps:\n          - "a"\n${logged ? '        session_logged: false\n' : ''}`).join('')}${logged ? 'session_log:\n  - date: "2026-11-22"\n    task: "TASKS-01"\n    status: "done"\n    notes: "x"\n' : 'session_log: []\n'}`,
  );
const development = fc.constantFrom(
  'id: TASKS-01\nservice_name: "X"\ndevelopment_plan_tracking:\n  workflow:\n    implementation:\n      status: "NOT_STARTED"\n    post_check:\n      status: COMPLETED\n      checklist:\n        tests_passing: true\n',
);
const wholeYaml = fc.oneof(phases, development).map(encodeUtf8);

const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => String.fromCharCode(...array) as ByteString);

export interface ArbitraryPlan {
  readonly text: ByteString;
  readonly path: string;
}

export const arbitraryPlan: fc.Arbitrary<ArbitraryPlan> = fc.record({
  text: fc.oneof(
    { weight: 4, arbitrary: markdown },
    { weight: 4, arbitrary: damaged(markdown) },
    wholeYaml,
    damaged(wholeYaml),
    arbitraryYaml,
    bytes,
  ),
  path: fc.constantFrom('plan.md', 'plan.md', 'plan.yaml', 'plan'),
});
