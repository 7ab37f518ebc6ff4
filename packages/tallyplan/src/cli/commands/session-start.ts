/** `session start`: names a sitting, so that what is done in it can be told together. Writes nothing. */
import { done } from '@tallyplan/core/model/problem';
import { madeUpSession } from '@tallyplan/core/model/session-name';
import { said } from '../../sitting.ts';
import { randomToken } from '../../stores/random-token.ts';

import type { SurfaceCommand } from '../command.ts';
import { lines } from '../layout.ts';

export const sessionStart: SurfaceCommand = {
  kind: 'surface',
  name: 'session start',
  summary: 'Name a session: what its calls do is recorded together.',
  group: 'agents',
  fields: [
    { name: 'host', kind: 'text', description: 'The program that the agent runs in.', required: false, choices: [], placeholder: 'NAME' },
    { name: 'model', kind: 'text', description: 'The model, where it is known.', required: false, choices: [], placeholder: 'NAME' },
  ],
  examples: [
    { command: 'session start --host claude-code', does: 'prints what to put into the environment of the calls that follow' },
    { command: 'session start --json', does: 'the same as data, for a script or a hook' },
  ],
  async run({ input }) {
    const session = madeUpSession(randomToken());
    const host = said(typeof input.host === 'string' ? input.host : undefined);
    const model = said(typeof input.model === 'string' ? input.model : undefined);
    const environment = {
      TALLYPLAN_SESSION: session,
      ...(host === undefined ? {} : { TALLYPLAN_HOST: host }),
      ...(model === undefined ? {} : { TALLYPLAN_MODEL: model }),
    };
    const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`);
    return done({ result: { session, host: host ?? null, model: model ?? null, environment }, text: lines(exports) });
  },
};
