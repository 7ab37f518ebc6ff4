/** Plans, strangers' trackers and what is left of them after an accident: any text that somebody may ask to be read. */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { damaged } from './damage.ts';
import type { Dice } from './dice.ts';
import { type PlanText, planText } from './plan-texts.ts';
import { tasksYaml, yamlText } from './yaml-texts.ts';

export function anyText(dice: Dice): PlanText {
  switch (dice.roll(7)) {
    case 0:
      return { text: tracker(dice), path: 'plan.md' };
    case 1:
      return { text: damaged(tracker(dice), dice), path: 'plan.md' };
    case 2:
      return planText(dice);
    case 3: {
      const { text, path } = planText(dice);
      return { text: damaged(text, dice), path };
    }
    case 4:
      return { text: wholeYaml(dice), path: dice.pick(['plan.yaml', 'plan', 'plan.md']) };
    case 5:
      return { text: yamlText(dice), path: dice.pick(['plan.yml', 'plan']) };
    default:
      return { text: bytes(dice), path: dice.pick(['plan.md', 'plan.yaml', 'plan']) };
  }
}

/** A Markdown document of parts that trackers are made of, in any order. */
function tracker(dice: Dice): ByteString {
  const blocks = dice.some(1, 10, () => dice.pick([heading, text, text, taskTable, logTable, fence])(dice));
  const all = encodeUtf8(dice.pick(heads)) + blocks.join('');
  return all.replaceAll('\n', dice.pick(['\n', '\n', '\r\n'])) as ByteString;
}

const heading = (dice: Dice): ByteString => encodeUtf8(dice.pick(headings));
const text = (dice: Dice): ByteString => encodeUtf8(dice.pick(texts));

function taskTable(dice: Dice): ByteString {
  const between = dice.pick(['', '', '<!-- between -->\n']);
  const rows = dice.some(
    0,
    4,
    () => `| ${[dice.pick(statuses), dice.pick(ids), ...dice.some(1, 3, () => dice.pick(cells))].join(' | ')} |\n${between}`,
  );
  return encodeUtf8(`${dice.pick(taskHeads)}\n|---|:--|:-:|--:|---|\n${rows.join('')}`);
}

function logTable(dice: Dice): ByteString {
  const dates = ['2026-11-20', '2026-11-22T10:00:00', 'YYYY-MM-DD', 'soon', ''];
  const rows = dice.some(0, 4, () => `| ${[dice.pick(dates), dice.pick(ids), dice.pick(statuses), dice.pick(cells)].join(' | ')} |\n`);
  return encodeUtf8(dice.pick(logHeads) + rows.join(''));
}

function fence(dice: Dice): ByteString {
  const open = dice.pick(['```yaml', '~~~yaml', '````yml', '```', '   ```yaml', '```bash']);
  return `${open}\n${tasksYaml(dice)}${/[`~]+/.exec(open)?.[0] ?? ''}\n` as ByteString;
}

/** Families E and G. */
function wholeYaml(dice: Dice): ByteString {
  const tasks = dice.some(
    0,
    3,
    () =>
      `      - task_id: "${dice.pick(ids)}"\n        name: "N"\n        status: "${dice.pick(statuses)}"\n        steps:\n          - "a"\n${dice.pick(['', '        session_logged: false\n'])}`,
  );
  const log = dice.pick([
    '',
    'session_log: []\n',
    'session_log:\n  - date: "2026-11-22"\n    task: "TASKS-01"\n    status: "done"\n    notes: "x"\n',
  ]);
  const master = `plan_id: "X"\nphases:\n  - id: "${dice.pick(['PHASE-1', 'PREREQUISITES', ''])}"\n    name: "Core"\n    dependencies: ["PHASE-0"]\n    tasks:\n${tasks.join('')}${log}`;
  const development = `id: TASKS-01\nservice_name: "X"\ndevelopment_plan_tracking:\n  workflow:\n    implementation:\n      status: "${dice.pick(statuses)}"\n    post_check:\n      status: COMPLETED\n      checklist:\n        tests_passing: true\n`;
  const whole = encodeUtf8(dice.pick([master, development]));
  return dice.rarely(2) ? damaged(whole, dice) : whole;
}

function bytes(dice: Dice): ByteString {
  return dice.some(0, 60, () => String.fromCharCode(dice.roll(256))).join('') as ByteString;
}

// biome-ignore-start format: lists of words
const heads = [
  '',
  '',
  '\ufeff',
  '---\ntitle: "Plan"\nlast_updated: 2026-11-22\n---\n',
  '# ====\n# Plan\n# ====\n---\ntitle: x\n---\n',
  '<!-- pre -->\n---\na: b\n...\n',
  '---\nnot closed\n',
  '---\n---\n',
] as const;
const headings = [
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
] as const;
const texts = [
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
] as const;
const taskHeads = [
  '| Status | ID | Task / Service | Priority | Dependents |',
  '| ID | Status | Name | Completed | Notes |',
  '|Task ID|Task Description|Status|Blocked By|Notes|',
  '| Component | Status | A | B | C |',
] as const;
const logHeads = [
  '| Date | Task ID | Status | Notes |\n|:--|:--|:--|:--|\n',
  '| Date | Status | Summary |\n|---|---|---|\n',
  '| Date | Task | Status | Notes |\n| --- | --- | --- | --- |\n',
] as const;
const statuses = [
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
] as const;
const ids = ['TASKS-01', '**TASKS-02**', 'SETUP-ENV', 'TASKS-XX', '`CHG-1`', '[TASKS-7](x.md)', '', 'total', 'T1', 'TASKS-1'] as const;
const cells = [
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
] as const;
// biome-ignore-end format: lists of words
