/** The server by standard input and output: one client, which began this process and ends it by closing the input. */
import type { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Client, OpenSitting, SittingOptions } from './open-sitting.ts';
import { createServer, subscriptionsOf } from './server.ts';
import type { Watch } from './watch-plan.ts';

/** Serves until the client is gone. The plan is opened with the first request that needs it. */
export async function serve(options: SittingOptions): Promise<void> {
  const plan = new LazilyOpened(options);
  const servers = new Map<Server, 'legacy' | 'modern'>();
  let watch: Watch | null = null;
  const tellChanged = (uris: readonly string[]) => {
    for (const [server, era] of servers) {
      // To a client of 2026 the transport passes on what it listens to.
      const heard = era === 'modern' ? uris : uris.filter((uri) => subscriptionsOf(server).has(uri));
      for (const uri of heard) server.sendResourceUpdated({ uri }).catch(report);
    }
  };
  const startWatching = async () => {
    const sitting = await plan.open();
    if (!sitting.ok || watch !== null) return;
    const { watchPlan } = await import('./watch-plan.ts');
    watch ??= watchPlan(sitting.value.root, sitting.value.file, tellChanged);
  };
  let lastCaller: Client | undefined;
  const hooks = {
    onSubscribe: () => void startWatching().catch(report),
    onCall(client: Client | undefined, era: 'legacy' | 'modern') {
      lastCaller = client;
      if (era === 'modern') void startWatching().catch(report);
    },
  };
  const closed = clientGone();
  const connection = serveStdio(
    ({ era }) => {
      const server = createServer(() => plan.open(), { onSubscribe: hooks.onSubscribe, onCall: (client) => hooks.onCall(client, era) });
      servers.set(server, era);
      return server;
    },
    { transport: new StdioServerTransport(), onerror: report },
  );
  await closed;
  await connection.close();
  stop(watch);
  if (plan.opened !== null) await (await import('./end-sitting.ts')).endSitting(plan.opened, lastCaller, report);
}

function stop(watch: Watch | null): void {
  watch?.stop();
}

/** Standard output is the protocol's; what a person should know goes beside it. */
function report(error: Error): void {
  process.stderr.write(`tallyplan mcp: ${error.message.replace(/\p{Cc}+/gu, ' ')}\n`);
}

/** Resolves when the client has closed its end, or somebody ends this process. */
function clientGone(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    // A command of a moment ends at once; a server has a session to end.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal).once(signal, () => resolve());
  });
}

class LazilyOpened {
  readonly #options: SittingOptions;
  #opening: Promise<Outcome<OpenSitting>> | null = null;
  opened: OpenSitting | null = null;

  constructor(options: SittingOptions) {
    this.#options = options;
  }

  /** One that failed is tried again: a plan may be made while its server runs. */
  async open(): Promise<Outcome<OpenSitting>> {
    this.#opening ??= import('./open-sitting.ts').then(({ openSitting }) => openSitting(this.#options));
    const outcome = await this.#opening;
    if (outcome.ok) this.opened = outcome.value;
    else this.#opening = null;
    return outcome;
  }
}
