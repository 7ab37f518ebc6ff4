/**
 * The table of operations: the one place that every surface derives its commands, tools and pages from.
 * To add one: write its file like `start.ts`, list it here, write its tests. Nothing else knows of it.
 */
import { addPhase } from './add-phase.ts';
import { addTask } from './add-task.ts';
import { auditCheckpoint } from './audit-checkpoint.ts';
import { auditExport } from './audit-export.ts';
import { auditShow } from './audit-show.ts';
import { auditVerify } from './audit-verify.ts';
import { block, unblock } from './block.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { config, configAccept } from './config.ts';
import { defer, release, resume } from './defer.ts';
import { evidence } from './evidence.ts';
import { fmt } from './fmt.ts';
import { graph } from './graph.ts';
import { init } from './init.ts';
import { log } from './log.ts';
import { move } from './move.ts';
import { next } from './next.ts';
import type { Operation } from './operation.ts';
import { record } from './record.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { reopen } from './reopen.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { instruct, stop } from './stop.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';
import { why } from './why.ts';

/** Each operation under the name that it has in code: `add task` is `addTask`. */
export const operationsByMethod = {
  status,
  next,
  show,
  why,
  check,
  graph,
  init,
  verify,
  start,
  complete,
  block,
  unblock,
  defer,
  resume,
  release,
  reopen,
  stop,
  instruct,
  waive,
  undo,
  log,
  evidence,
  addPhase,
  addTask,
  set,
  move,
  rename,
  remove,
  fmt,
  record,
  config,
  configAccept,
  auditShow,
  auditVerify,
  auditCheckpoint,
  auditExport,
} as const satisfies Readonly<Record<string, Operation>>;

export const operations: readonly Operation[] = Object.values(operationsByMethod);
