/** What several results of `--json` have in common: tasks, log rows, findings, problems, as JSON Schemas. */
import { ruleNames } from '@tallyplan/core/model/rule-names';
import { statuses } from '@tallyplan/core/model/status';
import { actorKinds } from '../actor.ts';
import { anything, list, mapping, object, oneOf, orNull, text, whole, yesNo } from './json-schema.ts';

export const status = oneOf(statuses);
export const rule = oneOf(ruleNames);

export const nextStep = object({ command: text }, { tool: text, input: mapping(anything), who: oneOf(['person']) });
export const problem = object(
  { rule, message: text, have: list(text), missing: list(text), next: list(nextStep), waivable: yesNo },
  { task: text, file: text, line: whole, column: whole },
);
const actor = object({ name: text, kind: oneOf(actorKinds) }, { claimed: oneOf(actorKinds), session: text });
export const waiting = object({ rule, message: text }, { task: text });
export const counts = object(Object.fromEntries([...statuses, 'total'].map((name) => [name, whole])));
/** Who has a task, since when. */
export const held = object({ id: text, name: text, assignee: orNull(text), since: orNull(text) });
export const logRow = object({ date: text, task: text, status: text, notes: text, line: whole }, { placeholder: yesNo });

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
export const task = object(taskProperties);

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
export const taskDetails = object({
  ...taskProperties,
  receipts: list(receipt),
  evidence: list(object({ ...entry, ...evidenceRun })),
  documents: list(text),
  stops: list(object({ ...entry, question: text, cause: text, answered: yesNo })),
  blocks: list(object({ ...entry, reason: text })),
  waivers: list(object({ ...entry, rule, reason: text, until: orNull(text), content: text })),
  history: list(event),
});

export const families = list(oneOf(['A', 'B', 'C', 'D', 'E', 'F', 'G']));
export const plan = object({
  plan: object({ path: text, title: text, lastUpdated: orNull(text), families, revision: text }),
  phases: list(object({ number: orNull(text), name: text, goal: orNull(text), line: whole, tasks: list(task) })),
  sessionLog: list(logRow),
});

export const finding = object(
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

export const done = { message: text, next: list(nextStep) };
export const taskResultProperties = { task: text, name: text, status: orNull(status), ...done };
export const taskResult = object(taskResultProperties);

const severity = oneOf(['error', 'warning', 'note']);
export const walkStep = object({ id: text, name: text, path: text, from: orNull(text), depth: whole, status: orNull(status) });
const quotation = object({ file: text, line: whole, column: whole, text });
export const reviewFinding = object({
  rule,
  severity,
  message: text,
  here: quotation,
  there: orNull(quotation),
  remedy: text,
  waived: yesNo,
});

/** A reason holds the reasons below it. */
export const reason = { $ref: '#/$defs/reason' };
export const reasonDefinition = object({ rule, message: text, because: list(reason), next: list(nextStep) }, { task: text });
