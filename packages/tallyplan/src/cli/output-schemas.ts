/**
 * The shapes of `--json`, as JSON Schemas: what `npm run docs` writes to `packages/tallyplan/schema/`.
 * Tests hold the real output against them.
 */
import { auditColumns } from '@tallyplan/core/ledger/audit-rows';
import { anything, type JsonSchema, list, mapping, object, oneOf, orNull, text, whole, yesNo } from './json-schema.ts';
import {
  counts,
  done,
  families,
  finding,
  held,
  logRow,
  nextStep,
  plan,
  problem,
  reason,
  reasonDefinition,
  reviewFinding,
  rule,
  status,
  task,
  taskDetails,
  taskResult,
  taskResultProperties,
  waiting,
  walkStep,
} from './output-shapes.ts';

/** By file name: the envelopes, then the result of each command. */
export const outputSchemas = {
  refused: object({ ok: { const: false }, problems: { ...list(problem), minItems: 1 } }),
  done: object({ ok: { const: true }, result: anything }, { changed: list(object({ file: text, diff: text })) }),
  show: { anyOf: [plan, taskDetails] },
  next: object(
    {
      task: orNull(task),
      why: text,
      next: list(nextStep),
      queue: list(text),
      waiting: list(object({ id: text, waitingFor: list(waiting) })),
      counts,
    },
    { claim: object({ since: text, until: orNull(text) }) },
  ),
  'session-brief': object({
    actor: text,
    session: orNull(text),
    open: list(object({ id: text, name: text, status: orNull(status), since: text, until: orNull(text), elsewhere: yesNo })),
    more: whole,
    log: list(object({ date: text, task: text, status: text, notes: text })),
    stops: list(object({ task: text, question: text, by: text })),
    moreStops: whole,
    why: text,
    next: list(nextStep),
  }),
  'session-end': object({
    session: text,
    actor: text,
    host: orNull(text),
    model: orNull(text),
    from: orNull(text),
    to: orNull(text),
    revision: object({ from: orNull(text), to: orNull(text) }),
    tasks: list(
      object({
        task: text,
        status: orNull(status),
        operations: list(text),
        evidence: list(object({ name: text, exitCode: whole })),
        open: yesNo,
      }),
    ),
    message: text,
  }),
  renew: object({ tasks: list(object({ task: text, until: text })), renewed: list(text), message: text }),
  status: object(
    {
      counts,
      phases: list(object({ number: orNull(text), name: text, counts, percent: whole })),
      inProgress: list(held),
      blocked: list(object({ id: text, name: text, reasons: list(text) })),
      stops: list(object({ task: text, question: text, by: text, since: text })),
      criticalPath: list(text),
      recent: list(logRow),
    },
    { claimed: list(held) },
  ),
  check: object({ findings: list(finding), summary: object({ errors: whole, warnings: whole, notes: whole, known: whole }) }),
  why: {
    ...object({
      task: text,
      name: text,
      status: orNull(status),
      ready: yesNo,
      message: text,
      because: list(reason),
      move: list(object({ task: text, message: text, next: list(nextStep) })),
    }),
    $defs: { reason: reasonDefinition },
  },
  graph: object({
    format: oneOf(['text', 'mermaid', 'json']),
    nodes: list(object({ id: text, name: text, status: orNull(status), phase: whole })),
    edges: list(object({ from: text, to: text })),
    phases: list(object({ phase: whole, title: text, after: list(whole) })),
    cycles: list(list(text)),
    criticalPath: object({ tasks: list(text), length: { type: 'number' }, measure: text }),
    mermaid: orNull(text),
  }),
  task: taskResult,
  tasks: list(taskResult),
  verify: object({
    task: text,
    status: orNull(status),
    preCheck: orNull(status),
    verified: list(text),
    remaining: list(object({ item: text, by: oneOf(['attested', 'by the tool']), read: text, documents: list(text) }, { problem: text })),
    ...done,
  }),
  trace: object({
    format: oneOf(['text', 'json', 'csv', 'markdown', 'html']),
    rows: list(
      object({
        requirement: text,
        name: text,
        specs: list(text),
        tasks: orNull(text),
        iplans: list(text),
        planned: yesNo,
        status: orNull(status),
      }),
    ),
    coverage: list(
      object({
        requirement: text,
        name: text,
        path: text,
        approval: orNull(oneOf(['approved', 'pending', 'withdrawn'])),
        coverage: oneOf(['uncovered', 'open', 'completed']),
        tasks: list(object({ id: text, status: orNull(status) })),
        criteria: object({ all: whole, named: whole }),
      }),
    ),
    summary: object({ requirements: whole, uncovered: whole, open: whole, completed: whole }),
    walk: orNull(object({ document: walkStep, up: list(walkStep), down: list(walkStep) })),
    text: orNull(text),
  }),
  impact: object({
    document: object({ id: text, name: text, path: text, sections: list(text) }),
    documents: list(walkStep),
    tasks: list(object({ id: text, name: text, status: orNull(status) })),
    receipts: list(object({ task: text, status: orNull(status), item: text, by: text, at: text, counts: yesNo })),
    message: text,
  }),
  'iplan-tick': object({
    ...taskResultProperties,
    document: text,
    ticked: list(object({ number: whole, text })),
    open: list(object({ number: whole, text })),
  }),
  review: object({ ...taskResultProperties, passed: yesNo, stopped: yesNo, documents: list(text), findings: list(reviewFinding) }),
  evidence: object({ ...taskResultProperties, exitCode: orNull(whole) }),
  log: object({ task: text, row: object({ date: text, task: text, status, notes: text }), message: text }),
  'add-phase': object({ phase: text, name: text, ...done }),
  remove: object({ task: text, ...done }),
  fmt: object({
    ordered: yesNo,
    phases: list(object({ phase: text, from: list(text), to: list(text), moved: list(text) })),
    skipped: list(text),
    ...done,
  }),
  init: object(
    {
      plan: text,
      families,
      tasks: whole,
      completed: whole,
      underway: whole,
      known: mapping(whole),
      writes: list(text),
      policy: oneOf(['standard', 'strict']),
      alreadyAdopted: yesNo,
      ...done,
    },
    { installed: list(object({ target: text, does: text })), remarks: list(text) },
  ),
  config: object({
    policy: mapping(anything),
    accepted: yesNo,
    differences: list(object({ key: text, accepted: anything, configured: anything })),
    ...done,
  }),
  'audit-show': object({ events: whole, rows: list(object(Object.fromEntries(auditColumns.map((column) => [column, text])))) }),
  'audit-verify': object({
    holds: yesNo,
    ledgers: whole,
    events: whole,
    faults: list(object({ rule, file: text, line: whole, message: text })),
    notes: list(object({ file: text, line: whole, message: text })),
    digest: orNull(text),
    message: text,
  }),
  'audit-checkpoint': object({
    checkpoint: object({ v: whole, ledgers: list(object({ name: text, length: whole, head: text })), digest: text }),
    recorded: yesNo,
    message: text,
  }),
  'audit-export': object({ format: oneOf(['json', 'csv', 'html']), mediaType: text, text }),
} as const satisfies Record<string, JsonSchema>;

export type OutputSchema = keyof typeof outputSchemas;

/** Commands whose result has not the name of its schema. */
const schemaNames: Readonly<Record<string, OutputSchema>> = {
  block: 'tasks',
  defer: 'tasks',
  release: 'tasks',
  record: 'tasks',
  'config accept': 'config',
};

/** The schema of an operation's result. */
export function schemaOf(operation: string): OutputSchema {
  const name = operation.replaceAll(' ', '-');
  return schemaNames[operation] ?? (name in outputSchemas ? (name as OutputSchema) : 'task');
}
