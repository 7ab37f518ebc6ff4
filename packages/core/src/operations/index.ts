/**
 * The table of operations: the one place that every surface derives its commands, tools and pages from.
 * To add one: write its file like `start.ts`, list it here, write its tests. Nothing else knows of it.
 *
 * Each is loaded when it is asked for, since a command line runs one of them and starts sooner without the others.
 */
import type { Operation } from './operation.ts';

/** Each operation under the name that it has in code: `add task` is `addTask`. */
export const operationsByMethod = {
  status: async () => (await import('./status.ts')).status,
  next: async () => (await import('./next.ts')).next,
  show: async () => (await import('./show.ts')).show,
  why: async () => (await import('./why.ts')).why,
  check: async () => (await import('./check.ts')).check,
  graph: async () => (await import('./graph.ts')).graph,
  sessionBrief: async () => (await import('./session-brief.ts')).sessionBrief,
  sessionEnd: async () => (await import('./session-end.ts')).sessionEnd,
  trace: async () => (await import('./trace.ts')).trace,
  impact: async () => (await import('./impact.ts')).impact,
  init: async () => (await import('./init.ts')).init,
  verify: async () => (await import('./verify.ts')).verify,
  start: async () => (await import('./start.ts')).start,
  review: async () => (await import('./review.ts')).review,
  iplanTick: async () => (await import('./iplan-tick.ts')).iplanTick,
  complete: async () => (await import('./complete.ts')).complete,
  block: async () => (await import('./block.ts')).block,
  unblock: async () => (await import('./block.ts')).unblock,
  defer: async () => (await import('./defer.ts')).defer,
  resume: async () => (await import('./defer.ts')).resume,
  release: async () => (await import('./defer.ts')).release,
  renew: async () => (await import('./renew.ts')).renew,
  reopen: async () => (await import('./reopen.ts')).reopen,
  stop: async () => (await import('./stop.ts')).stop,
  instruct: async () => (await import('./stop.ts')).instruct,
  waive: async () => (await import('./waive.ts')).waive,
  undo: async () => (await import('./undo.ts')).undo,
  log: async () => (await import('./log.ts')).log,
  evidence: async () => (await import('./evidence.ts')).evidence,
  addPhase: async () => (await import('./add-phase.ts')).addPhase,
  addTask: async () => (await import('./add-task.ts')).addTask,
  set: async () => (await import('./set.ts')).set,
  move: async () => (await import('./move.ts')).move,
  rename: async () => (await import('./rename.ts')).rename,
  remove: async () => (await import('./remove.ts')).remove,
  fmt: async () => (await import('./fmt.ts')).fmt,
  record: async () => (await import('./record.ts')).record,
  config: async () => (await import('./config.ts')).config,
  configAccept: async () => (await import('./config.ts')).configAccept,
  auditShow: async () => (await import('./audit-show.ts')).auditShow,
  auditVerify: async () => (await import('./audit-verify.ts')).auditVerify,
  auditCheckpoint: async () => (await import('./audit-checkpoint.ts')).auditCheckpoint,
  auditExport: async () => (await import('./audit-export.ts')).auditExport,
} as const satisfies Readonly<Record<string, () => Promise<Operation>>>;

/** All of them, in the order of the table. */
export function allOperations(): Promise<readonly Operation[]> {
  return Promise.all(Object.values(operationsByMethod).map((load) => load()));
}

/** Those whose whole names stand among some words: what a command line may mean. */
export function operationsNamedIn(words: readonly string[]): Promise<readonly Operation[]> {
  const named = Object.entries(operationsByMethod).filter(([method]) => wordsOf(method).every((word) => words.includes(word)));
  return Promise.all(named.map(([, load]) => load()));
}

/** `addTask` is typed `add task`. */
function wordsOf(method: string): readonly string[] {
  return method.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
}
