/** Waits that are long enough to be noticed: a client that asks for progress hears of them every second. */
import type { ServerContext } from '@modelcontextprotocol/server';
import type { Listener } from '../evidence/run-evidence.ts';
import { oneLine } from '../one-line.ts';

export interface Progress {
  /** Takes what a command prints; the last line of it is told. */
  readonly hear: Listener;
  stop(): void;
}

const interval = 1000;
const longestLine = 200;

export function progressOf({ mcpReq }: ServerContext): Progress {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { hear: () => undefined, stop: () => undefined };
  let seconds = 0;
  let lastLine = () => '';
  const timer = setInterval(() => {
    seconds += 1;
    const message = lastLine() || 'at work, or waiting until nobody else is writing';
    // A client that is gone hears nothing, and needs to hear nothing.
    mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress: seconds, message } }).catch(() => undefined);
  }, interval);
  return {
    hear(_, maskedLine) {
      lastLine = () => oneLine(maskedLine()).slice(-longestLine);
    },
    stop: () => clearInterval(timer),
  };
}
