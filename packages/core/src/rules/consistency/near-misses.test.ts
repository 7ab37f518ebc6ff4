/**
 * What looks much like a contradiction and is none, check by check, in forms that documents of strangers have: ids in titles,
 * links and addresses, samples and quotations, old editions and translations, shorthands, other words for the same.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { DocumentStyle } from '../../operations/testing/document-words.ts';
import { documentedPlan, filesOf, planTextOf } from '../../operations/testing/documented-plan.ts';
import { textWorld } from '../../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../../upstream/upstream-of-texts.ts';
import { allContradictions } from './consistency.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
/** Most documents are the same in all cases, and read once. */
const reading = { digest, library: () => yaml, index: new Map() };

/** By the id of a document that there is, or the path of a new one: what is written behind it, or what becomes of it. */
type Edits = Readonly<Record<string, string | ((text: string) => string)>>;

function found(edits: Edits, status: 'NOT_STARTED' | 'COMPLETED', style: DocumentStyle = 'reference'): readonly string[] {
  const plan = documentedPlan(style, 'B');
  const texts: Record<string, string> = Object.fromEntries(filesOf(plan));
  for (const [name, edit] of Object.entries(edits)) {
    const path = Object.keys(texts).find((each) => each.includes(`/${name}_`)) ?? name;
    const before = texts[path] ?? '';
    const after = typeof edit === 'string' ? before + edit : edit(before);
    expect(after, `${path} is edited`).not.toBe(before);
    texts[path] = after;
  }
  const upstream = upstreamOfTexts(texts, reading);
  const world = { ...textWorld(planTextOf(plan, status), { digest }), upstream };
  return allContradictions(world).map(({ rule, message }) => `${rule} ${message}`);
}

const instead = (old: string, text: string) => (before: string) => before.replace(old, text);
const traced = (...lines: readonly string[]) => `\n## 9. Traceability\n\n${lines.join('\n')}\n`;
const under = (heading: string, ...lines: readonly string[]) => `\n## 9. ${heading}\n\n${lines.join('\n')}\n`;
const documentOf = (id: string, status: string, ...more: readonly string[]) =>
  [
    `# ${id}: Another`,
    '## Document Control',
    `| Item | Details |\n|---|---|\n| **Status** | ${status} |`,
    '## 1. Scope\n\nAll of it.',
    '## 2. Acceptance Criteria\n\n- it holds',
    ...more,
    '',
  ].join('\n\n');
/** Another head, in the place of all tables and tags. */
const headed =
  (...lines: readonly string[]) =>
  (text: string) =>
    `# ${/[A-Z]+-\d+/.exec(text)?.[0]}: Part 02\n\n${lines.join('\n')}\n\n${text.slice(text.indexOf('## 1. Scope'))}`;
const titled = (title: string): Edits => ({ 'REQ-02': instead('# REQ-02: Part 02', title) });
const controlled = (id: string, row: string, other: string): Edits => ({ [id]: instead(row, other) });
const dependsOn = (said: string) => controlled('TASKS-02', '| **Dependencies** | TASKS-01 |', `| **Dependencies** | ${said} |`);
const effort = (row: string) => controlled('TASKS-02', '| **Estimated Effort** | 16 hours |', row);
const statusOf = (id: string, word: string) => controlled(id, '| **Status** | Approved |', `| **Status** | ${word} |`);
/** The IPLAN names the first criterion in one way or another, and the two behind it no more. */
const steps =
  (said: string, more = '') =>
  (before: string) =>
    before.replace('(REQ.02.06.01)', said).replace(/- \[ \] \*\*2\.[23].*\n/g, '') + more;
const twoCriteria = instead('- [ ] **REQ.02.06.01**', '- [ ] **AC-001**: first\n- [ ] **AC-002**: second\n- [ ] **REQ.02.06.01**');

/** Stubs of ids that were given up: what they were is REQ-02, and REQ-09. */
const merged: Edits = {
  'docs/07_REQ/REQ-07_x.md': '# REQ-07\n\nMerged into [REQ-02](REQ-02_part_02.md).\n',
  'docs/07_REQ/REQ-08_x.md': '# REQ-08\n\nMoved to [REQ-09](REQ-09_x.md).\n',
};

const nearMisses: Readonly<Record<string, Readonly<Record<string, Edits>>>> = {
  'dangling-reference': {
    'a remark about a source, in the front matter': {
      'TASKS-02': instead('custom_fields:', 'upstream:\n  - {id: REQ-02, note: REQ-77 was merged into it}\ncustom_fields:'),
    },
    'an id of a tracker elsewhere': { 'TASKS-02': traced('@req: REQ-02, [REQ-77](https://tracker.example/browse/REQ-77)') },
    'an address': { 'TASKS-02': traced('@req: https://tracker.example/browse/REQ-77') },
    'what the ids were before': { 'TASKS-02': traced('| Legacy ID | New ID |', '|---|---|', '| REQ-77 | REQ-02 |') },
    'struck out': { 'TASKS-02': traced('@req: REQ-02, ~~REQ-77~~', '', '~~@req: REQ-78~~') },
    'a sample in a fence': { 'TASKS-02': under('Notes', 'The tags of the old system looked like this:', '', '```', '@req: REQ-77', '```') },
    'a sample in another language': { 'TASKS-02': under('Hinweise', 'Zum Beispiel:', '', '```', '@req: REQ-77', '```') },
    'a fence within a fence': { 'TASKS-02': '\n````markdown\n```\n@req: REQ-77\n```\n````\n' },
    'a section of samples': { 'TASKS-02': under('Sample Tags', '@req: REQ-77') },
    'a history with a year': { 'TASKS-02': under('Change History (2026)', '### 2026-03-01', '', '@req: REQ-77 taken out') },
    'a history by another name': { 'TASKS-02': under('Amendments', '@req: REQ-77 taken out') },
    'what changed since': { 'TASKS-02': under('Changes since 1.0', '- @req: REQ-77 taken out') },
    'code that is indented': { 'TASKS-02': '\nThe old system wrote:\n\n    @req: REQ-77\n' },
    'a sentence behind a label': {
      'TASKS-02': (text) =>
        text.replace(
          '\n\n',
          `\n\nRequirements: ${'the harbour master has looked at all of them, '.repeat(3)}and of REQ-77 nothing is left\n\n`,
        ),
    },
    'an open question': { 'TASKS-02': under('Open Questions', '- @req: REQ-77?') },
    'what others hold': { 'TASKS-02': under('External References', '- @req: REQ-77 of the port authority') },
    'none, and what may be': dependsOn('None; TASKS-77 may come later'),
    'a number that was given up, within a range': {
      'TASKS-02': traced('@req: REQ-02 to REQ-09'),
      'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Draft'),
    },
  },
  'ambiguous-reference': {
    'an old edition': { 'docs/archive/REQ-02_part_02.md': documentOf('REQ-02', 'Superseded') },
    'two old editions': {
      'docs/archive/1/REQ-02_part_02.md': documentOf('REQ-02', 'Retired'),
      'docs/archive/2/REQ-02_part_02.md': documentOf('REQ-02', 'Superseded by the next'),
    },
    'a translation beside it': { 'docs/07_REQ/REQ-02_part_02.de.md': documentOf('REQ-02', 'Approved') },
    'one for a country': { 'docs/07_REQ/REQ-02_part_02.pt-BR.md': documentOf('REQ-02', 'Approved') },
    'a stub where it was': { 'docs/REQ-02_part_02.md': '# REQ-02\n\nMoved to [its folder](07_REQ/REQ-02_part_02.md).\n' },
  },
  'wrong-layer': {
    'a tag below what is downstream': { 'REQ-02': under('Downstream Artifacts', '@spec: SPEC-02') },
    'a fence there': { 'REQ-02': under('Downstream Artifacts', '```markdown', '@spec: SPEC-02', '```') },
    'a cell there': { 'REQ-02': under('Downstream', '| Tag |', '|---|', '| @spec: SPEC-02 |') },
    'British spelling': { 'REQ-02': under('Realised By', '@spec: SPEC-02') },
    'American spelling': { 'REQ-02': under('Realized By', '@spec: SPEC-02') },
    'another word': { 'REQ-02': under('Specified in', '@spec: SPEC-02') },
    'what follows from a decision': { 'ADR-01': under('Consequences', '- @spec: SPEC-02 gets a field') },
    'what to see besides': { 'REQ-02': under('See Also', '- @spec: SPEC-02') },
    'a relation to this': {
      'REQ-02': under('Upstream Sources', '| Type | Document | Relation |', '|---|---|---|', '| SPEC | SPEC-02 | derived from this |'),
    },
    'a row that says so': { 'REQ-02': under('Upstream Sources', '| Direction | Document |', '|---|---|', '| Consumer | SPEC-02 |') },
  },
  'reference-cycle': {
    'what waits for this, in a line of the head': { 'TASKS-01': headed('Dependencies: TASKS-02 depends on this', 'Requirements: REQ-01') },
    'none, and who waits': controlled('TASKS-01', '| **Dependencies** | None |', '| **Dependencies** | None; TASKS-02 waits for this |'),
    'a task that was given up': {
      'docs/11_TASKS/TASKS-09_old.md': documentOf('TASKS-09', 'Superseded', '@depends: TASKS-02'),
      'TASKS-02': traced('@depends: TASKS-09'),
    },
    'the same from both sides': { 'TASKS-01': '\n**Blocks**: TASKS-02\n', 'TASKS-02': '\n**Blocked By**: TASKS-01\n' },
    'a row of those that depend': { 'TASKS-01': traced('| Task ID | Relation |', '|---|---|', '| Depended on by | TASKS-02 |') },
    'what is related': { 'TASKS-01': traced('@related-tasks: TASKS-02'), 'TASKS-02': traced('@related-tasks: TASKS-01') },
  },
  'empty-upstream': {
    'what was given up': { 'docs/11_TASKS/TASKS-09_old.md': documentOf('TASKS-09', 'Superseded') },
    'a link to a requirement': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, '- [the requirement](../07_REQ/REQ-02_part_02.md)'),
    },
    'a link of a wiki': { 'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, '@req: [[REQ-02_part_02|the limits]]') },
    'a link of a wiki in a sentence': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, 'This builds [[REQ-02 part 02]], as it stands.'),
    },
    'a requirement elsewhere': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, '@req: [REQ-77](https://tracker.example/browse/REQ-77)'),
    },
    'items below what is upstream': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, '## Upstream Artifacts\n\n- REQ-02: the limits'),
    },
    'a label that leads to it': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, 'See [the limits][1].\n\n[1]: ../07_REQ/REQ-02_part_02.md'),
    },
    'a link of HTML': {
      'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, 'See <a href="../07_REQ/REQ-02_part_02.md">the limits</a>.'),
    },
    'lines for the Document Control': {
      'TASKS-02': headed('**Status**: Approved', '**Requirements**: REQ-02', '**Effort**: 3 days'),
    },
    'items for the Document Control': { 'TASKS-02': headed('- Status: Approved', '- Implements: REQ-02, SPEC-02', '- Effort: 12 h') },
    'a line with many of them': {
      'TASKS-02': headed('**Status**: Approved', `**Requirements**: ${Array(20).fill('REQ-02').join(', ')}`, '**Effort**: 3 days'),
    },
    'a line for all of it': { 'IPLAN-02': headed('Parent TASKS: TASKS-02', 'Upstream: REQ-02, SPEC-02') },
    'a list by another name': { 'TASKS-02': headed('Status: Approved', '\n## Based on\n\n- REQ-02 (berths)\n- ADR-01') },
    'tags in items': { 'TASKS-02': (text) => text.replace(/```markdown[\s\S]*?```/, '1. `@req: REQ-02`\n2. `@spec: SPEC-02`') },
  },
  'iplan-exceeds-tasks': {
    'what is only related': controlled('IPLAN-02', 'REQ-02, SPEC-02, ADR-01', 'REQ-02, REQ-03, SPEC-02'),
    'the id that it had before': { ...merged, 'IPLAN-02': traced('@req: REQ-07') },
    'what is related, by its heading': { 'IPLAN-02': under('Related Requirements', '@req: REQ-03') },
    'what is out of scope': { 'IPLAN-02': under('Out of Scope', '- @req: REQ-03 comes later') },
    'what is excluded': { 'IPLAN-02': under('Exclusions', '- @req: REQ-03 comes later') },
    'an alternative': { 'IPLAN-02': under('Alternatives Considered', '- @req: REQ-03 first') },
    'a plan that was given up': { 'docs/12_IPLAN/IPLAN-09_old.md': documentOf('IPLAN-09', 'Superseded', '@tasks: TASKS-02\n@req: REQ-03') },
  },
  'iplan-misses-requirement': {
    'a range': { 'IPLAN-02': steps('(REQ.02.06.01-03)') },
    'a range in full': { 'IPLAN-02': steps('(REQ.02.06.01 \u2013 REQ.02.06.03)') },
    'a range in words': { 'IPLAN-02': steps('(REQ.02.06.01 through REQ.02.06.03)') },
    'ends alone': { 'IPLAN-02': steps('(REQ.02.06.01, .02 and .03)') },
    slashes: { 'IPLAN-02': steps('(REQ.02.06.01/02/03)') },
    'in code': { 'IPLAN-02': steps('(REQ.02.06.01)', '\n```bash\nnpm test # REQ.02.06.02 REQ.02.06.03\n```\n') },
    'criteria of its own': { 'TASKS-02': twoCriteria, 'IPLAN-02': under('Acceptance Criteria', '- [ ] **AC-001**: it is carried out') },
    'a blank for the dash': { 'TASKS-02': twoCriteria, 'IPLAN-02': steps('(REQ.02.06.01-03, AC 001 and AC 002)') },
    'what is related, in the front matter': {
      'TASKS-02': instead('  artifact_type: TASKS', '  artifact_type: TASKS\n  related_req: REQ-03'),
    },
    'criteria as a range': { 'TASKS-02': twoCriteria, 'IPLAN-02': steps('(REQ.02.06.01-03, AC-001 to AC-002)') },
    'a plan that was given up': {
      'docs/12_IPLAN/IPLAN-09_old.md': documentOf('IPLAN-09', 'Superseded', '@tasks: TASKS-02\n\n(REQ.02.06.01)'),
    },
  },
  'upstream-not-approved': {
    'both were given up': {
      'docs/07_REQ/REQ-09_old.md': documentOf('REQ-09', 'Retired'),
      'docs/11_TASKS/TASKS-09_old.md': documentOf('TASKS-09', 'Retired', '@req: REQ-09'),
    },
    'what it supersedes': statusOf('REQ-02', 'Approved (supersedes the draft of 2025)'),
    'what is struck out': statusOf('REQ-02', '~~Draft~~ Approved'),
    'an icon and a date': statusOf('REQ-02', '\u2705 Approved \u2013 2026-03-01'),
    'another language': statusOf('REQ-02', 'Freigegeben'),
    'the status of something else': { 'REQ-02': under('Deliverables', '| Item | Details |', '|---|---|', '| Status | Draft |') },
  },
  'adr-not-accepted': {
    'both were given up': {
      'docs/05_ADR/ADR-09_old.md': documentOf('ADR-09', 'Superseded by ADR-01'),
      'docs/11_TASKS/TASKS-09_old.md': documentOf('TASKS-09', 'Cancelled', '@req: REQ-02\n@adr: ADR-09'),
    },
    'what the accepted one supersedes': {
      'docs/05_ADR/ADR-09_old.md': documentOf('ADR-09', 'Superseded by ADR-01'),
      'TASKS-02': traced('@adr: ADR-01 (supersedes ADR-09)'),
    },
    'an alternative': {
      'docs/05_ADR/ADR-09_old.md': documentOf('ADR-09', 'Rejected'),
      'TASKS-02': under('Alternatives considered', '- @adr: ADR-09 (rejected)'),
    },
    'the way that it went': controlled('ADR-01', '| **Status** | Accepted |', '| **Status** | Proposed \u2192 Accepted |'),
    'a remark behind it': controlled('ADR-01', '| **Status** | Accepted |', '| **Status** | Accepted, amended by ADR-04 |'),
  },
  'placeholder-content': {
    'an id in brackets': dependsOn('[TASKS-01]'),
    'none, in brackets': dependsOn('[None]'),
    'a link by a label': { 'TASKS-02': traced('@req: [the limits][1]', '', '[1]: ../07_REQ/REQ-02_part_02.md') },
    'a link of a wiki': dependsOn('[[TASKS-01]]'),
    'a status in brackets': statusOf('TASKS-02', '[Approved]'),
    'a status that is a word of templates': statusOf('TASKS-02', 'Todo'),
    'an id in brackets in the title': titled('# [REQ-02] Limits'),
    'a mark before the name': titled('# REQ-02: [Draft API] Limits'),
    'a mark before a name in other letters': titled('# REQ-02: [API] 入港制限'),
    'a mark and a name in other letters': titled('# REQ-02: [改訂版] 入港制限'),
    'none, in brackets, in German': dependsOn('[keine]'),
    'none, in brackets and other letters': { 'TASKS-02': traced('@sys: [なし]') },
    'a title about forms': titled('# REQ-02: How ids such as REQ-NN are given'),
    'what is yet to come': { 'TASKS-02': traced('| Artifact | Document |', '|---|---|', '| Plan | IPLAN-NN |') },
    'a value that a build fills in': controlled('TASKS-02', '| **Version** | 1.0.0 |', '| **Version** | {{ version }} |'),
    'an address in angles': controlled('TASKS-02', '| **Version** | 1.0.0 |', '| **Version** | <https://docs.example/1.0> |'),
    'a name with two letters': { 'TASKS-02': traced('@depends: WCAG-AA') },
  },
  'id-mismatch': {
    'what it replaces, in the title': titled('# Limits (replaces REQ-01)'),
    'many, and this one among them': titled('# Requirements REQ-01 to REQ-09'),
    'the id of its parent': controlled('IPLAN-02', '| **ID** | IPLAN-02 |', '| **TASKS ID** | TASKS-02 |'),
    'what it is about, behind other words': titled('# Audit of requirement REQ-01'),
    'what it replaces, behind other letters': titled('# 改札機（旧 REQ-30）'),
    'what it follows, before its own id': titled('# Successor of REQ-01: REQ-02 Limits'),
    'what it changes, in the front matter': { 'REQ-02': instead('title: "REQ-02: Part 02"', 'title: "Changes to REQ-01 after the audit"') },
    'what it was called': controlled('IPLAN-02', '| **ID** | IPLAN-02 |', '| **ID** | formerly IPLAN-12, now IPLAN-02 |'),
    'a link': controlled('IPLAN-02', '| **ID** | IPLAN-02 |', '| **ID** | [IPLAN-02](IPLAN-02_part_02.md) |'),
  },
  'uncovered-requirement': {
    'the id of a stub that leads to it': {
      ...merged,
      'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Approved'),
      'TASKS-02': traced('@req: REQ-08'),
    },
    'what is done': { 'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Implemented') },
    'what is under review': { 'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'In Review') },
    'a link of a wiki': { 'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Approved'), 'TASKS-02': traced('@req: [[REQ-09]]') },
    'a section of it': { 'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Approved'), 'TASKS-02': traced('@req: REQ-09.1') },
    'an old edition': { 'docs/archive/REQ-02_part_02.md': documentOf('REQ-02', 'Superseded') },
  },
  'orphan-document': {
    'a link in prose': {
      'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved'),
      'REQ-02': '\nSee [the specification](../10_SPEC/SPEC-09_x.md).\n',
    },
    'a tag below what is downstream': {
      'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved'),
      'REQ-02': under('Downstream Artifacts', '@spec: SPEC-09'),
    },
    'an item there': {
      'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved'),
      'REQ-02': under('Downstream Artifacts', '- SPEC-09 (to come)'),
    },
    'a row there': {
      'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved'),
      'REQ-02': under('Downstream Artifacts', '| Type | Document |', '|---|---|', '| Spec | SPEC-09 |'),
    },
    archived: { 'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Archived') },
  },
  'status-ahead': {
    'not yet': statusOf('TASKS-02', 'Completed: no'),
    'a day to come': statusOf('TASKS-02', 'Done by May'),
    'two words in one': statusOf('TASKS-02', 'Reviewed and complete'),
    'completed by another task': { 'REQ-02': '\nTASKS-02 is Completed.\n' },
    'the status of a deliverable': { 'TASKS-02': under('Deliverables', '| Item | Details |', '|---|---|', '| Status | Completed |') },
    'a share': statusOf('TASKS-02', '0 % complete'),
    'a date to come': statusOf('TASKS-02', 'Approved; Completed is planned for May'),
  },
  'effort-missing': {
    'another label': effort('| **Effort** | 16 hours |'),
    'a third one': effort('| **Effort Estimate** | 2 man-days |'),
    'the unit in the label': effort('| **Estimated Effort (hours)** | 16 |'),
    'a decimal comma': effort('| **Estimated Effort** | 1,5 days |'),
    'in words': effort('| **Estimated Effort** | half a day |'),
    'in other words': effort('| **Estimated Effort** | one sprint (two weeks) |'),
    'days of a person': effort('| **Estimated Effort** | 2 PD |'),
    'ideal days': effort('| **Estimated Effort** | 2 ideal days |'),
    'about so much': effort('| **Estimated Effort** | ~2 d (two persons) |'),
  },
  'broken-link': {
    'what manuals write': { 'TASKS-02': '\n[text](url), [name](path/to/file.md)\n' },
    'a history': { 'TASKS-02': under('Change History', '| Version | Change |', '|---|---|', '| 1.1 | without [the notes](../gone.md) |') },
    'an example': { 'TASKS-02': under('Examples', 'A link looks so: [name](../path/to/file.md)') },
    'no link, for its blanks': { 'TASKS-02': '\n[x](../my notes.md)\n' },
    'a call': { 'TASKS-02': '\nThe loop calls handlers[name](event) for each.\n' },
    escaped: { 'TASKS-02': '\nWritten as \\[name\\](path.md) there.\n' },
    'struck out': { 'TASKS-02': '\n~~[x](../gone.md)~~\n' },
    'a line of a file': { 'TASKS-02': '\n[x](../notes.md:12)\n' },
    'from the root': { 'TASKS-02': '\n[x](/docs/notes.md)\n' },
    'in a comment': { 'TASKS-02': '\n<!-- [x](../gone.md) -->\n' },
    'out of the repository': { 'TASKS-02': '\n[x](../../../../elsewhere/notes.md)\n' },
  },
};

const ofWorkThatIsDone: typeof nearMisses = {
  'target-missing': {
    'what is deleted': controlled('TASKS-02', '`src/part-02.mjs` |', '`src/part-02.mjs` |\n| Old part (delete) | `src/old.mjs` |'),
    'what is removed': { 'TASKS-02': under('Deliverables', '- `src/legacy/` is removed') },
    'what may be left out, or comes later': { 'TASKS-02': under('Deliverables', '- optional: `src/a.mjs`', '- `src/b.mjs` (later)') },
    'what another repository holds': { 'TASKS-02': under('Deliverables', '- in the repository harbour-web: `src/app.ts`') },
    'what a build makes': { 'TASKS-02': under('Deliverables', '- `dist/part-02.js`, by `npm run build`') },
    'lines of a file': { 'TASKS-02': under('Deliverables', '- `src/part-02.mjs#L10-L20`, `src/part-02.mjs:12`') },
    'patterns and names within': { 'TASKS-02': under('Deliverables', '- `src/*.mjs`, `src/part-02.mjs::run`') },
    'addresses without a scheme': { 'TASKS-02': under('Outputs', '- `docs.example.org/guide.html`, `example/repo.git`') },
  },
};

describe.each([
  ['ahead', 'NOT_STARTED', nearMisses],
  ['done', 'COMPLETED', ofWorkThatIsDone],
] as const)('while the work is %s', (_, status, cases) => {
  const each = Object.entries(cases).flatMap(([rule, misses]) =>
    Object.entries(misses).map(([what, edits]) => [rule, what, edits] as const),
  );

  it.each(each)('%s is not told of %s', (rule, _what, edits) => {
    expect(found(edits, status).filter((told) => told.startsWith(`${rule} `))).toEqual([]);
  });
});

describe('of a front matter', () => {
  const inFront = (id: string, lines: string): Edits => ({ [id]: instead('custom_fields:', `${lines}\ncustom_fields:`) });

  it.each([
    ['what a source is called', '  - id: REQ-02\n    title: "REQ-77 in the old tracker"'],
    ['what a source was', '  - ref: REQ-02\n    was: REQ-77\n    aliases: [REQ-78]'],
    ['what became of an id, which is the key', '  - REQ-01: REQ-77 went into it'],
    ['what is not there yet', '  - id: REQ-77\n    status: planned'],
    ['what is not there any more', '  - { id: REQ-77, state: "removed in May" }'],
  ])('dangling-reference is not told of %s', (_, list) => {
    expect(found(inFront('TASKS-02', `requirements:\n${list}`), 'NOT_STARTED')).toEqual([]);
  });

  it.each(['  - id: REQ-77\n    title: limits', '  - { document: REQ-77, status: approved }', '  - requirement: REQ-77'])(
    'dangling-reference is told of %j',
    (list) => {
      expect(found(inFront('TASKS-02', `requirements:\n${list}`), 'NOT_STARTED').join()).toContain('TASKS-02 refers to REQ-77');
    },
  );

  it('reference-cycle is not told of what would be good to have, and of what waits', () => {
    for (const more of ['optional: [TASKS-03]', 'unblocks: TASKS-03'])
      expect(found(inFront('TASKS-02', `depends_on:\n  hard: TASKS-01\n  ${more}`), 'NOT_STARTED')).toEqual([]);
  });
});

it.each([
  ['placeholder-content', 'things that a product is about', { 'TASKS-02': headed('**Requirements**: TODO lists can be shared') }],
  ['reference-cycle', 'one that builds on this', { 'TASKS-02': headed('**Dependencies**: TASKS-03 builds on this one') }],
] satisfies (readonly [string, string, Edits])[])('%s is not told in a line of the head of %s', (rule, _, edits) => {
  expect(found(edits, 'NOT_STARTED').filter((told) => told.startsWith(`${rule} `))).toEqual([]);
});

describe('of YAML', () => {
  const inRequirement = (yamlText: string): Edits => ({ 'REQ-02': `\n${yamlText}\n` });
  const inTask = (yamlText: string): Edits => ({ 'TASKS-02': `\n${yamlText}\n` });
  const cases: readonly (readonly [string, string, Edits])[] = [
    ['wrong-layer', 'what is downstream', inRequirement('downstream:\n  - "@spec: SPEC-02"')],
    ['wrong-layer', 'who consumes it', inRequirement('consumers:\n  - "@spec: SPEC-02"')],
    ['wrong-layer', 'what fulfils it', inRequirement('realised_by:\n  - "@spec: SPEC-02"')],
    [
      'wrong-layer',
      'what is downstream, beside the sources',
      { 'REQ-02': instead('traceability:', 'traceability:\n  downstream:\n    - "@spec: SPEC-02"') },
    ],
    [
      'orphan-document',
      'what is named as downstream',
      { 'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved'), ...inRequirement('downstream_artifacts:\n  specs: [SPEC-09]') },
    ],
    ['dangling-reference', 'examples', inTask('examples:\n  - "@req: REQ-77"')],
    ['dangling-reference', 'alternatives', inTask('alternatives:\n  - "@req: REQ-77"')],
    ['dangling-reference', 'what is out of scope', inTask('out_of_scope:\n  - "@req: REQ-77"')],
    ['dangling-reference', 'a change history', inTask('change_history:\n  - "@req: REQ-77"')],
    ['dangling-reference', 'addresses', inTask('sources:\n  - https://tracker.example/browse/REQ-77')],
    ['dangling-reference', 'running text', inTask('notes: |\n  REQ-77 was given up, see REQ-78')],
    [
      'id-mismatch',
      'a title about another',
      { 'REQ-02': (text) => text.replace(/title: .*/, 'title: "Changes to REQ-01 after the audit"') },
    ],
    ['placeholder-content', 'a status that is a word of templates', { 'TASKS-02': (text) => text.replace(/status: .*/, 'status: todo') }],
    ['effort-missing', 'another key', { 'TASKS-02': instead('estimated_effort: "16 hours"', 'effort: 16 hours') }],
    ['effort-missing', 'the unit in a mapping', { 'TASKS-02': instead('estimated_effort: "16 hours"', 'estimated_effort: { hours: 16 }') }],
    ['wrong-layer', 'what implements it', inRequirement('implementation:\n  - "@tasks: TASKS-02"')],
    ['dangling-reference', 'open questions', inTask('open_questions:\n  - "@req: REQ-77?"')],
    ['iplan-misses-requirement', 'non-goals', inTask('non_goals:\n  - "@req: REQ-03"')],
    ['effort-missing', 'the unit in the key', { 'TASKS-02': instead('estimated_effort: "16 hours"', 'estimated_effort_hours: 16') }],
  ];

  it.each(cases)('%s is not told of %s', (rule, _what, edits) => {
    expect(found(edits, 'NOT_STARTED', 'yaml').filter((told) => told.startsWith(`${rule} `))).toEqual([]);
  });

  it.each<readonly [string, string, Edits]>([
    ['wrong-layer', 'in a list of a type', inRequirement('upstream_references:\n  specs:\n    - id: SPEC-02\n      why: it is built')],
    ['reference-cycle', 'a list of dependencies', { 'TASKS-01': '\ndependencies: [TASKS-02]\n' }],
    ['reference-cycle', 'what it blocks', { 'TASKS-02': '\nblocks: [TASKS-01]\n' }],
    ['reference-cycle', 'what blocks it', { 'TASKS-01': '\nblocked_by: TASKS-02\n' }],
    ['dangling-reference', 'what it implements', { 'TASKS-02': '\nimplements:\n  - REQ-77\n' }],
    ['reference-cycle', 'what it depends on, with a reason', { 'TASKS-01': '\ndepends_on:\n  - id: TASKS-02\n    why: its fields\n' }],
    ['placeholder-content', 'brackets without quotes', { 'TASKS-02': instead('version: "1.0.0"', 'version: [Semantic version]') }],
    [
      'iplan-misses-requirement',
      'criteria with ids and texts',
      {
        'TASKS-02': (text) => text.replace(/ {2}- "(REQ\.02[^"]*)"/g, '  - id: $1\n    text: holds'),
        'IPLAN-02': (text) => text.replace(/^.*REQ\.02\.06\.03.*\n/m, ''),
      },
    ],
  ])('%s is told of %s', (rule, _what, edits) => {
    expect(found(edits, 'NOT_STARTED', 'yaml').some((told) => told.startsWith(`${rule} `))).toBe(true);
  });

  it('what is wrong is told all the same', () => {
    expect(found(inTask('requirements:\n  - "@req: REQ-77"'), 'NOT_STARTED', 'yaml').join()).toContain('TASKS-02 refers to REQ-77');
    expect(found(inRequirement('upstream_sources:\n  - "@spec: SPEC-02"'), 'NOT_STARTED', 'yaml').join()).toContain('declares SPEC-02');
  });
});

it('every check has five of them', () => {
  const all = { ...nearMisses, ...ofWorkThatIsDone };
  expect(Object.keys(all)).toHaveLength(17);
  for (const [rule, misses] of Object.entries(all)) expect(Object.keys(misses).length, rule).toBeGreaterThan(4);
});

/** What was mended must not have made a check blind: the same forms, with something wrong in them. */
describe('what is wrong is told all the same', () => {
  const wrong: readonly (readonly [string, string, Edits])[] = [
    ['dangling-reference', 'a link of a wiki that leads nowhere', { 'TASKS-02': traced('@req: [[REQ-77]]') }],
    ['dangling-reference', 'a link of a wiki with a path and a name', { 'TASKS-02': traced('@req: [[docs/07_REQ/REQ-77|the limits]]') }],
    ['dangling-reference', 'a link of a wiki in a row', dependsOn('[[TASKS-77\\|the store]]')],
    ['dangling-reference', 'a link of a wiki in a list', { 'TASKS-02': under('Upstream Artifacts', '- [[REQ-77]]: the limits') }],
    ['dangling-reference', 'a link of a wiki in a line', { 'TASKS-02': '\n**Blocked By**: [[TASKS-77]]\n' }],
    [
      'dangling-reference',
      'a link of a wiki in the front matter',
      { 'IPLAN-02': instead('  artifact_type: IPLAN', '  artifact_type: IPLAN\n  parent_spec: "[[SPEC-77]]"') },
    ],
    ['dangling-reference', 'a line of the head', { 'TASKS-02': headed('**Requirements**: REQ-77') }],
    ['dangling-reference', 'a list by another name', { 'TASKS-02': under('Based on', '- REQ-77') }],
    [
      'wrong-layer',
      'a relation of this to a source',
      { 'REQ-02': under('Upstream Sources', '| Document | Why |', '|---|---|', '| SPEC-02 | this is derived from it |') },
    ],
    ['broken-link', 'a link among the risks', { 'TASKS-02': under('Risks', '- [the survey](../gone.md) is old') }],
    ['broken-link', 'a line of a file that is gone', { 'TASKS-02': '\n[x](../gone.md:12)\n' }],
    ['dangling-reference', 'a link into the repository', { 'TASKS-02': traced('@req: [REQ-77](../07_REQ/REQ-77_x.md)') }],
    ['dangling-reference', 'a fence that quotes nothing', { 'TASKS-02': under('Tags', '```', '@req: REQ-77', '```') }],
    ['ambiguous-reference', 'two editions that both hold', { 'docs/draft/REQ-02_part_02.md': documentOf('REQ-02', 'Approved') }],
    ['wrong-layer', 'a tag among those of the sources', { 'REQ-02': under('Upstream Sources', '@spec: SPEC-02') }],
    ['empty-upstream', 'a task of the plan whose document was given up', { 'TASKS-02': emptied }],
    ['id-mismatch', 'a title in HTML', titled('<h1>REQ-12: Part 02</h1>')],
    [
      'empty-upstream',
      'links of a wiki to what is nowhere',
      { 'TASKS-02': (text: string) => `${emptied(text)}\nThis builds [[REQ-77]], \`[[REQ-02]]\` and [[the limits]].\n` },
    ],
    ['iplan-exceeds-tasks', 'a tag beside what is related', { 'IPLAN-02': traced('@req: REQ-03') }],
    ['iplan-misses-requirement', 'a range that ends before', { 'IPLAN-02': steps('(REQ.02.06.01-02)') }],
    ['placeholder-content', 'a list of what is to be filled in', dependsOn('[List of tasks]')],
    ['placeholder-content', 'one of several that is to be filled in', dependsOn('TASKS-01, TASKS-NN')],
    ['placeholder-content', 'one of a line of the head', { 'TASKS-02': headed('**Requirements**: REQ-02, REQ-NN') }],
    ['placeholder-content', 'a link that is a form', { 'TASKS-02': traced('@req: [REQ-NN](../07_REQ/REQ-NN_x.md)') }],
    [
      'placeholder-content',
      'a list of statuses in the front matter',
      { 'REQ-02': instead('title:', 'status: Draft/Review/Approved\ntitle:') },
    ],
    ['placeholder-content', 'a version in the front matter', { 'REQ-02': instead('title:', 'version: [Semantic version]\ntitle:') }],
    ['placeholder-content', 'an id in the front matter', { 'REQ-02': instead('title:', 'id: "REQ-NN"\ntitle:') }],
    ['placeholder-content', 'a title with a form in it', titled('# REQ-02: [RESOURCE_LIMIT - e.g., request quota] Enforcement')],
    ['placeholder-content', 'a title with a remark behind', titled('# REQ-02: [Descriptive Feature Name] [DEPRECATED]')],
    ['placeholder-content', 'a title in brackets', titled('# REQ-02: [Requirement Name]')],
    [
      'upstream-not-approved',
      'a stub that leads to what was retired',
      { ...merged, 'docs/07_REQ/REQ-09_x.md': documentOf('REQ-09', 'Retired'), 'TASKS-02': traced('@req: REQ-08') },
    ],
    ['placeholder-content', 'a title in other letters', titled('# REQ-02: [機能名]')],
    ['placeholder-content', 'a version in other letters', controlled('TASKS-02', '| **Version** | 1.0.0 |', '| **Version** | [版本号] |')],
    ['placeholder-content', 'a tag in other letters', { 'TASKS-02': traced('@sys: [номер системы]') }],
    ['placeholder-content', 'an item of what it stands on', { 'TASKS-02': under('Upstream Artifacts', '- REQ-02', '- SPEC-NN') }],
    ['placeholder-content', 'angles that are written as signs', effort('| **Estimated Effort** | &lt;hours&gt; |')],
    ['dangling-reference', 'normative references', { 'REQ-02': under('Normative references', '- ADR-77, One more decision') }],
    ['dangling-reference', 'items of HTML in one line', { 'TASKS-02': under('Based on', '<ul><li>REQ-02</li><li>REQ-77</li></ul>') }],
    [
      'iplan-misses-requirement',
      'criteria with letters',
      {
        'TASKS-02': (text) =>
          text.replace(/- \[ \] \*\*REQ.*/g, '').replace('Criteria\n', 'Criteria\n\na) REQ.02.06.01: x\n(ii) REQ.02.06.03: y\n'),
        'IPLAN-02': steps('(REQ.02.06.01)'),
      },
    ],
    ['placeholder-content', 'a line of the head', { 'TASKS-02': headed('**Requirements**: REQ-NN') }],
    ['reference-cycle', 'a line of the head', { 'TASKS-01': headed('Status: Approved', 'Requirements: REQ-01', 'Depends on: TASKS-02') }],
    ['placeholder-content', 'angles with other letters', effort('| **Estimated Effort** | <geschätzte Stunden> |')],
    ['id-mismatch', 'a title with the type in German', titled('# Anforderung REQ-03 – Teil 02')],
    ['id-mismatch', 'a title with the type in Japanese', titled('# 要求仕様書 REQ-03：部品')],
    ['dangling-reference', 'items behind wide signs', { 'TASKS-02': traced('- REQ-02：要件', '- ADR-77（全体）') }],
    ['dangling-reference', 'behind a remark in wide brackets', { 'TASKS-02': traced('@req: REQ-02（一、二）、REQ-77') }],
    ['reference-cycle', 'a wide colon', { 'TASKS-01': '\n**Blocked By**：TASKS-02\n' }],
    ['upstream-not-approved', 'a remark behind wide signs', statusOf('REQ-02', 'Superseded（2026年1月）')],
    ['placeholder-content', 'a title without a colon', titled('# REQ-02 [Title]')],
    ['placeholder-content', 'words for it', dependsOn('To be determined')],
    ['placeholder-content', 'braces', controlled('TASKS-02', '| **Version** | 1.0.0 |', '| **Version** | {version} |')],
    ['placeholder-content', 'angles', effort('| **Estimated Effort** | <hours> |')],
    ['placeholder-content', 'an id with question marks', dependsOn('TASKS-??')],
    ['id-mismatch', 'a title with the type and another id', titled('# Requirement - REQ-03: Part 02')],
    ['id-mismatch', 'a title that begins with another id', titled('# REQ-03: Part 02')],
    ['id-mismatch', 'an id of another type', controlled('IPLAN-02', '| **ID** | IPLAN-02 |', '| **ID** | TASKS-02 |')],
    ['orphan-document', 'a specification that nothing names', { 'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved') }],
    [
      'orphan-document',
      'a specification that names but itself, by the id that it had before',
      {
        'docs/10_SPEC/SPEC-09_x.md': documentOf('SPEC-09', 'Approved', '## Traceability\n\n@spec: SPEC-08'),
        'docs/10_SPEC/SPEC-08_x.md': '# SPEC-08\n\nMoved to [SPEC-09](SPEC-09_x.md).\n',
      },
    ],
    ['effort-missing', 'what it took in the end', effort('| **Actual Effort** | 16 hours |')],
    ['broken-link', 'a link with blanks in its path', { 'TASKS-02': '\n[x](<../gone away.md>)\n' }],
    ['broken-link', 'a link by a label', { 'TASKS-02': '\n[x][1]\n\n[1]: ../gone.md\n' }],
    ['broken-link', 'a link of HTML', { 'TASKS-02': '\n<a href="../gone.md">x</a>\n' }],
    ['broken-link', 'a link with a title', { 'TASKS-02': '\n[x](../gone.md "the notes")\n' }],
    ['broken-link', 'an image that is a link', { 'TASKS-02': '\n[![state](https://ci.example/state.svg)](../gone.md)\n' }],
  ];

  it('target-missing: a file whose name says that it comes later, or need not', () => {
    const told = found({ 'TASKS-02': under('Deliverables', '- `src/planned.mjs`', '- `src/optional/`') }, 'COMPLETED');
    expect(told.filter((each) => each.startsWith('target-missing ')).length).toBe(2);
  });

  it.each(wrong)('%s: %s', (rule, _what, edits) => {
    expect(found(edits, 'NOT_STARTED').some((told) => told.startsWith(`${rule} `))).toBe(true);
  });
});

function emptied(text: string): string {
  return text
    .replace(/```markdown[\s\S]*?```/, '')
    .replace('| **Status** | Approved |', '| **Status** | Superseded |')
    .replace('| **Dependencies** | TASKS-01 |', '');
}
