/** Everything that can be typed: the commands of the command line alone, and every operation. */
import type { Operation } from '@tallyplan/core/operations/operation';
import { type Command, commandOf } from '../command.ts';
import { completion } from './completion.ts';
import { configTrust } from './config-trust.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { hook } from './hook.ts';
import { mcp } from './mcp.ts';
import { merge } from './merge.ts';
import { resolve } from './resolve.ts';
import { sessionStart } from './session-start.ts';
import { uninstall } from './uninstall.ts';

/** The table that the command line is derived from; its first entry is what runs where none is named. */
export function commandsFor(operations: readonly Operation[]): readonly Command[] {
  return [help, ...operations.map(commandOf), merge, resolve, uninstall, configTrust, sessionStart, mcp, explain, completion, hook];
}
