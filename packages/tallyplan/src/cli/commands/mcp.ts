/** `mcp`: the plan as tools for coding agents, by standard input and output (Model Context Protocol). */
import { done, refused } from '@tallyplan/core/model/problem';
import { surfaces } from '../../surfaces.ts';
import { usageProblem } from '../../usage-problem.ts';
import type { SurfaceCommand } from '../command.ts';
import { folderOf } from '../folder-of.ts';
import { tellNotice } from '../tell-notice.ts';

/** Milliseconds that a change queues behind others where nothing else is said. */
const usualWait = 10_000;

export const mcp: SurfaceCommand = {
  kind: 'surface',
  name: 'mcp',
  summary: 'Serve the plan to a coding agent (Model Context Protocol, stdio).',
  group: 'agents',
  fields: [],
  alone: true,
  examples: [
    { command: 'mcp', does: 'serves the plan of this folder until the client closes standard input' },
    { command: 'mcp --as "Ada\'s agent" -C services/api', does: 'the same under that name, in that folder' },
  ],
  async run({ common }, { terminal }) {
    // Who calls would be told of changes that are not there, and go on from them.
    if (common.dryRun)
      return refused(usageProblem('mcp serves calls that change the plan, and --dry-run is said of one command: leave it out'));
    const folder = folderOf(common, terminal);
    if (!folder.ok) return folder;
    const serve = await surfaces.mcp();
    await serve({
      folder: folder.value,
      plan: common.plan,
      name: common.as,
      wait: common.wait === undefined ? usualWait : common.wait * 1000,
      environment: terminal.environment,
      notify: (notice) => tellNotice(notice, terminal),
    });
    return done({ result: {}, text: '' });
  },
};
