/**
 * The table of operations: the one place that every surface derives its commands, tools and pages from.
 * To add one: write its file like `start.ts`, list it here, write its tests. Nothing else knows of it.
 */
import { block, unblock } from './block.ts';
import { complete } from './complete.ts';
import { config, configAccept } from './config.ts';
import { defer, release, resume } from './defer.ts';
import { evidence } from './evidence.ts';
import { init } from './init.ts';
import { log } from './log.ts';
import type { Operation } from './operation.ts';
import { record } from './record.ts';
import { reopen } from './reopen.ts';
import { start } from './start.ts';
import { instruct, stop } from './stop.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';

export const operations = [
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
  record,
  config,
  configAccept,
] as const satisfies readonly Operation[];

export type OperationName = (typeof operations)[number]['name'];
