/**
 * Makes plans of any size, for measuring: the reference format (family B), about 1.4 KB a task with its
 * log row, the same text for the same numbers. Names and dates are invented; nothing is random.
 *
 *   node bench/generate-plan.mjs --tasks 1000 [--phases 8] > DEVELOPMENT_PLAN.md
 */
import { pathToFileURL } from 'node:url';

const preCheck = [
  ['verified_req', 'read against its REQ document'],
  ['verified_tasks', 'read against its TASKS document'],
  ['confirmed_arch', 'fits the decisions taken'],
  ['checked_gaps', 'no gaps in the specification'],
  ['reviewed_upstream', 'upstream documents agree'],
  ['confirmed_deps', 'everything it needs is there'],
];
const postCheck = [
  ['tasks_status_updated', 'the status above says COMPLETED'],
  ['iplan_status_updated', 'so does that of the IPLAN'],
  ['completion_date_added', 'with the date'],
  ['session_log_date', 'the log has the date'],
  ['session_log_task_id', 'the log has the id'],
  ['session_log_status', 'the log has the status'],
  ['session_log_summary', 'the log has a summary'],
];
/** Where the tasks stand, in turn: most are ahead, some done, a few under way. */
const cycle = ['COMPLETED', 'NOT_STARTED', 'COMPLETED', 'IN_PROGRESS', 'NOT_STARTED', 'BLOCKED', 'NOT_STARTED', 'DEFERRED'];
const priorities = ['P0', 'P1', 'P2'];
const things = ['Tide Gauge', 'Crane Roster', 'Berth Register', 'Pilot Desk', 'Fuel Ledger', 'Customs Queue', 'Radio Log', 'Dredge Survey'];
const qualities = ['Nightly', 'Shared', 'Sealed', 'Offline', 'Quiet', 'Steady', 'Public'];

/** The text of a plan with that many tasks in YAML lists, and two more in the table of phase 0. */
export function generatePlan({ tasks, phases = Math.min(8, tasks) }) {
  const all = Array.from({ length: tasks }, (_, index) => taskAt(index, { tasks, phases }));
  const sections = Array.from({ length: phases }, (_, index) =>
    phaseSection(
      index + 1,
      all.filter((task) => task.phase === index + 1),
    ),
  );
  return [head, ...sections, sessionLog(all)].join('\n');
}

function taskAt(index, { tasks, phases }) {
  const width = Math.max(2, String(tasks).length);
  const perPhase = Math.ceil(tasks / phases);
  const place = index % perPhase;
  const id = (number) => `TASKS-${String(number).padStart(width, '0')}`;
  // Each names a few later ones, so that the graph has no cycle.
  const later = [3, 17, 160]
    .slice(0, index % 4)
    .map((step) => index + 1 + step)
    .filter((number) => number <= tasks);
  return {
    id: id(index + 1),
    iplan: `IPLAN-${String(index + 1).padStart(width, '0')}`,
    phase: Math.floor(index / perPhase) + 1,
    name: `${qualities[index % qualities.length]} ${things[index % things.length]} ${index + 1}`,
    priority: priorities[Math.floor((place * priorities.length) / perPhase)],
    status: cycle[index % cycle.length],
    dependents: later.map(id).join(', '),
  };
}

const head = `---
title: "Harbour works, a plan for measuring"
custom_fields:
  document_type: plan
---

# Harbour works

> **Last Updated**: 2026-01-01

## 2. Phase Tracker

### Phase 0: Ground
**Goal**: A place to work in.

| Status | ID | Task / Service | Priority | Dependents |
|--------|----|----------------|:--------:|------------|
| NOT_STARTED | **SETUP-01** | **Repository** | **P0** | All code |
| NOT_STARTED | **SETUP-02** | **Source layout** | **P0** | Imports |

---
`;

function phaseSection(number, tasks) {
  const entries = tasks.map(entryOf).join('\n    \n');
  return `### Phase ${number}: Pier ${number}
**Goal**: Everything that pier ${number} needs to take its first ship.

\`\`\`yaml
phase_${number}_tasks:
${entries}
\`\`\`

---
`;
}

function entryOf({ id, iplan, name, priority, status, dependents }) {
  const completed = status === 'COMPLETED';
  const begun = completed || status === 'IN_PROGRESS';
  const items = (checklist, done) => checklist.map(([key, note]) => `${`          - ${key}: ${done}`.padEnd(42)}# ${note}`).join('\n');
  return `  - id: ${id}
    service_name: "${name}"
    priority: ${priority}
    dependents: "${dependents}"
    workflow:
      pre_check:
        status: ${begun ? 'COMPLETED' : 'NOT_STARTED'}
        checklist:
${items(preCheck, begun)}
      tasks:
        status: ${status}
        iplan_id: ${iplan}
        iplan_status: ${status}
      post_check:
        status: ${completed ? 'COMPLETED' : 'NOT_STARTED'}
        checklist:
${items(postCheck, completed)}`;
}

function sessionLog(tasks) {
  const rows = tasks.map(({ id, status, name }, index) => {
    const date = new Date(Date.UTC(2025, 0, 1 + Math.floor((index * 360) / tasks.length))).toISOString().slice(0, 10);
    return `| ${date} | ${id} | ${status} | Worked on ${name}: ${index % 300} tests, two reviews \\| and a walk on the pier. |`;
  });
  return `## 3. Session Log

| Date | Task ID | Status | Notes |
|:-----|:--------|:-------|:------|
${rows.join('\n')}
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? undefined : Number(process.argv[at + 1]);
  };
  const phases = option('phases');
  process.stdout.write(generatePlan({ tasks: option('tasks') ?? 100, ...(phases === undefined ? {} : { phases }) }));
}
