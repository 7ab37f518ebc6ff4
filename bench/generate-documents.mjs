/**
 * Makes repositories of upstream documents, for measuring: for each task of a generated plan a requirement, a TASKS
 * document and an implementation plan, about 10 KB each, that refer to each other as real ones do. The same text for the
 * same numbers; nothing is random.
 *
 *   node bench/generate-documents.mjs FOLDER --tasks 1000
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const things = ['tide gauge', 'crane roster', 'berth register', 'pilot desk', 'fuel ledger', 'customs queue', 'radio log', 'dredge survey'];
const deeds = ['keeps', 'shows', 'refuses', 'counts', 'compares', 'hands on', 'holds back', 'sorts'];
const reasons = [
  'before the watch changes',
  'within two seconds',
  'in the order of arrival',
  'without a connection to the mainland',
  'for seven years',
];

/** Writes them below `folder`; answers how many there are, and how many bytes. */
export function generateDocuments(folder, { tasks, paragraphs = 34 }) {
  const width = Math.max(2, String(tasks).length);
  let bytes = 0;
  for (const [name, make] of [
    ['07_REQ', requirement],
    ['11_TASKS', taskDocument],
    ['12_IPLAN', implementationPlan],
  ]) {
    mkdirSync(join(folder, 'docs', name), { recursive: true });
    for (let number = 1; number <= tasks; number++) {
      const digits = String(number).padStart(width, '0');
      const text = make(digits, { number, paragraphs });
      bytes += text.length;
      writeFileSync(join(folder, 'docs', name, `${name.slice(3)}-${digits}_${things[number % things.length].replace(' ', '_')}.md`), text);
    }
  }
  return { documents: tasks * 3, bytes };
}

/** The ten documents of one task: what it is, how it is done, and eight that it stands on. */
export function generateTaskDocuments(folder) {
  const [task, digits, options] = ['TASKS-002', '002', { number: 2, paragraphs: 34 }];
  const sources = ['ADR-01', 'ADR-02', 'SPEC-01', 'SPEC-02', ...[2, 3, 4, 5].map((number) => `REQ-00${number}`)];
  const texts = new Map([
    [task, taskDocument(digits, { ...options, sources })],
    ['IPLAN-002', implementationPlan(digits, { ...options, sources })],
    ...sources.map((id, index) => [
      id,
      id.startsWith('REQ') ? requirement(id.slice(4), { ...options, number: index }) : decision(id, index),
    ]),
  ]);
  mkdirSync(join(folder, 'docs'), { recursive: true });
  for (const [id, text] of texts) writeFileSync(join(folder, 'docs', `${id}_of_the_bench.md`), text);
  return { task, documents: texts.size };
}

function decision(id, number) {
  return document(id, number, [
    control([
      ['Status', 'Accepted'],
      ['Version', '1.0.0'],
    ]),
    section('2. Scope', prose(number, 30)),
    section('3. Acceptance Criteria', rules(number)),
  ]);
}

function tagsOf(sources) {
  return sources.map((id) => `@${id.split('-')[0].toLowerCase()}: ${id}`);
}

function requirement(digits, { number, paragraphs }) {
  const id = `REQ-${digits}`;
  const criteria = Array.from({ length: 12 }, (_, index) => `- **REQ.${digits}.06.${two(index + 1)}**: ${sentence(number + index)}`);
  return document(id, number, [
    control([
      ['Status', 'Approved'],
      ['Version', '1.2.0'],
      ['Last Updated', '2026-03-04'],
      ['Author', 'Harbour Office'],
    ]),
    section('2. Description', prose(number, paragraphs)),
    section('3. Rules', rules(number)),
    section('4. Acceptance Criteria', criteria.join('\n')),
  ]);
}

function taskDocument(digits, { number, paragraphs, sources = [`REQ-${digits}`] }) {
  const criteria = Array.from({ length: 12 }, (_, index) => `- [ ] REQ.${digits}.06.${two(index + 1)}: ${sentence(number + index)}`);
  return document(`TASKS-${digits}`, number, [
    control([
      ['Status', 'Approved'],
      ['Version', '1.0.0'],
      ['Estimated Effort', `${(number % 30) + 2} hours`],
      ['Dependencies', 'None'],
      ['Blockers', 'None'],
    ]),
    section('2. Traceability Tags', ['```markdown', ...tagsOf(sources), '```'].join('\n')),
    section('3. Scope', prose(number, paragraphs)),
    section('4. Approach', rules(number)),
    section('5. Acceptance Criteria', criteria.join('\n')),
  ]);
}

function implementationPlan(digits, { number, paragraphs, sources = [`REQ-${digits}`] }) {
  const steps = Array.from(
    { length: 12 },
    (_, index) => `- [ ] **${index + 1}**: ${sentence(number + index)} (REQ.${digits}.06.${two(index + 1)})`,
  );
  return document(`IPLAN-${digits}`, number, [
    control([
      ['ID', `IPLAN-${digits}`],
      ['Status', 'Approved'],
      ['Version', '1.0.0'],
      ['Estimated Effort', `${(number % 30) + 2} hours`],
      ['Parent TASKS', `TASKS-${digits}`],
      ['Related Artifacts', sources.join(', ')],
    ]),
    section('2. Objective', prose(number, paragraphs)),
    section('3. Task List', steps.join('\n')),
    section('4. Traceability', ['```markdown', `@tasks: TASKS-${digits}`, ...tagsOf(sources), '```'].join('\n')),
  ]);
}

function document(id, number, parts) {
  const title = `${id}: ${things[number % things.length]}`;
  const front = ['---', `title: "${title}"`, 'custom_fields:', `  artifact_type: ${id.split('-')[0]}`, '---'].join('\n');
  return `${[front, `# ${title}`, ...parts].join('\n\n')}\n`;
}

function control(rows) {
  return section(
    '1. Document Control',
    ['| Item | Details |', '|------|---------|', ...rows.map(([name, value]) => `| **${name}** | ${value} |`)].join('\n'),
  );
}

function section(heading, body) {
  return `## ${heading}\n\n${body}`;
}

function prose(number, paragraphs) {
  return Array.from({ length: paragraphs }, (_, index) => [0, 1, 2].map((part) => sentence(number + index * 3 + part)).join(' ')).join(
    '\n\n',
  );
}

function rules(number) {
  const rows = Array.from(
    { length: 12 },
    (_, index) => `| R${index + 1} | ${sentence(number + index)} | ${sentence(number + index + 1)} |`,
  );
  return ['| Rule | When | Then |', '|------|------|------|', ...rows].join('\n');
}

function sentence(seed) {
  const pick = (words, step) => words[(seed * step + (seed >> 2)) % words.length];
  return `The ${pick(things, 3)} ${pick(deeds, 5)} what the ${pick(things, 7)} says ${pick(reasons, 11)}.`;
}

function two(number) {
  return String(number).padStart(2, '0');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , folder, , tasks] = process.argv;
  process.stdout.write(`${JSON.stringify(generateDocuments(folder, { tasks: Number(tasks) }))}\n`);
}
