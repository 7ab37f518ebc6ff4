/**
 * The shapes of `--json`, as JSON Schemas: what `npm run docs` writes to `packages/tallyplan/schema/`.
 * Tests hold the real output against them.
 */
import { auditColumns } from '@tallyplan/core/ledger/audit-rows';
import { ruleNames } from '@tallyplan/core/model/rule-names';
import { statuses } from '@tallyplan/core/model/status';
import { actorKinds } from '../actor.ts';
import { anything, type JsonSchema, list, mapping, object, oneOf, orNull, text, whole, yesNo } from './json-schema.ts';

const status = oneOf(statuses);
const rule = oneOf(ruleNames);

const nextStep = object({ command: text }, { tool: text, input: mapping(anything), who: oneOf(['person']) });
const problem = object(
  { rule, message: text, have: list(text), missing: list(text), next: list(nextStep), waivable: yesNo },
  { task: text, file: text, line: whole, column: whole },
);
const actor = object({ name: text, kind: oneOf(actorKinds) }, { claimed: oneOf(actorKinds), session: text });
const waiting = object({ rule, message: text }, { task: text });
const counts = object(Object.fromEntries([...statuses, 'total'].map((name) => [name, whole])));
const logRow = object({ date: text, task: text, status: text, notes: text, line: whole }, { placeholder: yesNo });

const checklist = object({ status: orNull(status), items: list(object({ key: text, done: yesNo })) });
const taskProperties = {
  id: text,
  name: text,
  priority: orNull(text),
  status: orNull(status),
  phase: orNull(text),
  line: whole,
  placeholder: yesNo,
  dependents: list(text),
  components: list(text),
  prerequisites: list(text),
  preCheck: orNull(checklist),
  implementation: object({
    status: orNull(status),
    iplanId: orNull(text),
    iplanStatus: orNull(status),
    started: orNull(text),
    completed: orNull(text),
  }),
  postCheck: orNull(checklist),
  assignee: orNull(text),
  verified: yesNo,
  ready: yesNo,
  waitingFor: list(waiting),
};
const task = object(taskProperties);

const entry = { event: text, at: text, actor };
const reliedOn = object({ path: text, digest: text, blob: orNull(text), committed: yesNo }, { sections: list(text) });
const receipt = object(
  { ...entry, item: text, note: text, trust: oneOf(['self-reported', 'tool-run']), documents: list(reliedOn) },
  { remark: text },
);
const evidenceRun = {
  name: text,
  exitCode: whole,
  duration: { type: 'number' },
  outputDigest: text,
  outputTail: text,
  revision: orNull(text),
  tree: text,
};
const valueChange = object({ path: text, from: anything, to: anything });
const event = object({ id: text, at: text, actor, operation: text, input: mapping(anything), changes: list(valueChange) });
const taskDetails = object({
  ...taskProperties,
  receipts: list(receipt),
  evidence: list(object({ ...entry, ...evidenceRun })),
  documents: list(text),
  stops: list(object({ ...entry, question: text, cause: text, answered: yesNo })),
  blocks: list(object({ ...entry, reason: text })),
  waivers: list(object({ ...entry, rule, reason: text, until: orNull(text), content: text })),
  history: list(event),
});

const families = list(oneOf(['A', 'B', 'C', 'D', 'E', 'F', 'G']));
const plan = object({
  plan: object({ path: text, title: text, lastUpdated: orNull(text), families, revision: text }),
  phases: list(object({ number: orNull(text), name: text, goal: orNull(text), line: whole, tasks: list(task) })),
  sessionLog: list(logRow),
});

const finding = object(
  {
    rule,
    severity: oneOf(['error', 'warning', 'note']),
    message: text,
    file: text,
    line: whole,
    column: whole,
    endLine: whole,
    endColumn: whole,
  },
  { task: text, remedy: text, known: yesNo },
);

const done = { message: text, next: list(nextStep) };
const taskResultProperties = { task: text, name: text, status: orNull(status), ...done };
const taskResult = object(taskResultProperties);

const severity = oneOf(['error', 'warning', 'note']);
const walkStep = object({ id: text, name: text, path: text, from: orNull(text), depth: whole, status: orNull(status) });
const quotation = object({ file: text, line: whole, column: whole, text });
const reviewFinding = object({ rule, severity, message: text, here: quotation, there: orNull(quotation), remedy: text, waived: yesNo });

/** A reason holds the reasons below it. */
const reason = { $ref: '#/$defs/reason' };
const reasonDefinition = object({ rule, message: text, because: list(reason), next: list(nextStep) }, { task: text });

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
  status: object({
    counts,
    phases: list(object({ number: orNull(text), name: text, counts, percent: whole })),
    inProgress: list(object({ id: text, name: text, assignee: orNull(text), since: orNull(text) })),
    blocked: list(object({ id: text, name: text, reasons: list(text) })),
    stops: list(object({ task: text, question: text, by: text, since: text })),
    criticalPath: list(text),
    recent: list(logRow),
  }),
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
