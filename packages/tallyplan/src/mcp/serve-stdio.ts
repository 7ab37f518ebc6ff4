/** The server by standard input and output: one client, which began this process and ends it by closing the input. */
import type { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Plan } from '@tallyplan/core/model/plan';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import { oneLine } from '../one-line.ts';
import { type ErrorResponse, incomingLines } from './incoming-lines.ts';
import type { Client, Opening, OpenSitting, SittingOptions } from './open-sitting.ts';
import { createServer, subscriptionsOf } from './server.ts';
import { taskOfUri, taskUri } from './uris.ts';
import type { Watch } from './watch-plan.ts';

/** Serves until the client is gone. The plan is opened with the first request that needs it. */
export async function serve(options: SittingOptions): Promise<void> {
  const servers = new Map<Server, 'legacy' | 'modern'>();
  const tellChanged = (uris: readonly string[]) => {
    for (const [server, era] of servers) {
      // To a client of 2026 the transport passes on what it listens to.
      const heard = era === 'modern' ? uris : heardBy(subscriptionsOf(server), uris);
      for (const uri of heard) server.sendResourceUpdated({ uri }).catch(report);
    }
  };
  const plan = new ServedPlan(options, tellChanged);
  /** The last of each conversation: a host may have several over one connection. */
  const callers = new Map<string | undefined, Client | undefined>();
  const onSubscribe = () => plan.watch().catch(report);
  const onCall = async (client: Client | undefined, era: 'legacy' | 'modern') => {
    callers.set(client?.told.CODEX_THREAD_ID, client);
    // A client of 2026 does not say that it listens.
    if (era === 'modern') await onSubscribe();
  };
  const closed = clientGone();
  const lines = process.stdin.pipe(incomingLines(writeAnswer));
  const connection = serveStdio(
    ({ era }) => {
      const server = createServer(() => plan.open(), { onSubscribe, onCall: (client) => onCall(client, era) });
      servers.set(server, era);
      return server;
    },
    { transport: new StdioServerTransport(lines), onerror: report },
  );
  await closed;
  await connection.close();
  // Where it was a signal the input is open, and would keep this process.
  process.stdin.unpipe(lines).pause();
  const sitting = await plan.close();
  if (sitting === null) return;
  const { endSitting } = await import('./end-sitting.ts');
  for (const caller of callers.size === 0 ? [undefined] : callers.values()) await endSitting(sitting, caller, report);
}

/** By the names that they were subscribed to under. */
function heardBy(subscribed: ReadonlySet<string>, changed: readonly string[]): readonly string[] {
  const names = new Set(changed.map((uri) => taskOfUri(uri) ?? uri));
  return [...subscribed].filter((uri) => names.has(taskOfUri(uri) ?? uri));
}

/** Standard output is the protocol's; what a person should know goes beside it. */
function report(error: Error): void {
  process.stderr.write(`tallyplan mcp: ${oneLine(error.message)}\n`);
}

function writeAnswer(response: ErrorResponse): void {
  process.stdout.write(`${JSON.stringify(response)}\n`);
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

/** The plan that is served: opened when it is first asked for, watched where somebody wants to hear of it, followed where it is renamed. */
class ServedPlan {
  readonly #options: SittingOptions;
  readonly #tell: (uris: readonly string[]) => void;
  #opening: Promise<Opening> | null = null;
  #wasOpened = false;
  #watched: { readonly sitting: OpenSitting; readonly watch: Watch } | null = null;

  constructor(options: SittingOptions, tell: (uris: readonly string[]) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  async open(): Promise<Outcome<OpenSitting>> {
    this.#opening ??= import('./open-sitting.ts').then(({ sittingAt }) => sittingAt(this.#options));
    const sitting = await (await this.#opening)();
    if (sitting.ok) this.#wasOpened = true;
    if (sitting.ok && this.#watched !== null && this.#watched.sitting !== sitting.value) await this.#watch(sitting.value);
    else this.#watched?.watch.renew();
    return sitting;
  }

  /** From now on what others change of it is told, wherever it stands. */
  async watch(): Promise<void> {
    const sitting = await this.open();
    if (sitting.ok && this.#watched === null) await this.#watch(sitting.value);
  }

  async #watch(sitting: OpenSitting): Promise<void> {
    const { watchPlan } = await import('./watch-plan.ts');
    if (this.#watched?.sitting === sitting) return;
    this.#watched?.watch.stop();
    const tell = (uris: readonly string[]) => void this.#named(sitting, uris).then(this.#tell, report);
    this.#watched = { sitting, watch: watchPlan(sitting.root, sitting.file, tell) };
  }

  /** A ledger is named after a task in one form, which need not be that of the plan, nor so of the list of resources. */
  async #named({ store }: OpenSitting, uris: readonly string[]): Promise<readonly string[]> {
    const idsIn = (plan: Pick<Plan, 'tasksOf'>, key: TaskKey | null) =>
      key === null ? [] : plan.tasksOf(key).map(({ id }) => taskUri(id));
    const listed = await store.read(({ plan }) => done(uris.flatMap((uri) => idsIn(plan, taskOfUri(uri)))));
    return listed.ok ? [...new Set([...uris, ...listed.value])] : uris;
  }

  /** What there is to end: null where nobody asked for the plan, or it is gone. */
  async close(): Promise<OpenSitting | null> {
    const sitting = this.#wasOpened ? await this.open() : null;
    this.#watched?.watch.stop();
    if (sitting === null || sitting.ok) return sitting?.value ?? null;
    report(new Error(sitting.problems.map(({ message }) => message).join('; ')));
    return null;
  }
}
