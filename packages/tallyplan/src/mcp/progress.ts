/** Waits that are long enough to be noticed: a client that asks for progress hears of them every second. */
import type { ServerContext } from '@modelcontextprotocol/server';
import type { Environment } from '../actor.ts';
import { maskSecrets } from '../evidence/mask-secrets.ts';

export interface Progress {
  /** Takes what a command prints; the last line of it is told. */
  hear(output: string): void;
  stop(): void;
}

const interval = 1000;
const longestLine = 200;

export function progressOf({ mcpReq }: ServerContext, environment: Environment): Progress {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { hear: () => undefined, stop: () => undefined };
  let seconds = 0;
  let line = '';
  const timer = setInterval(() => {
    seconds += 1;
    const message = line === '' ? 'at work, or waiting until nobody else is writing' : maskSecrets(line, environment);
    // A client that is gone hears nothing, and needs to hear nothing.
    mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress: seconds, message } }).catch(() => undefined);
  }, interval);
  return {
    hear(output) {
      line = (
        output
          .trimEnd()
          .split(/[\r\n]/)
          .at(-1) ?? ''
      )
        .replace(/\p{Cc}+/gu, ' ')
        .slice(-longestLine);
    },
    stop: () => clearInterval(timer),
  };
}
