/** A real client of the protocol, from its own SDK, with the built command as its server, or with the server in this very process. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { CheckResult } from '@tallyplan/core/operations/check';
import type { LogRowJson } from '@tallyplan/core/operations/log-json';
import type { NextResult } from '@tallyplan/core/operations/next-answer';
import type { BriefResult } from '@tallyplan/core/operations/session-brief';
import type { TaskDetails, TaskJson } from '@tallyplan/core/operations/task-json';
import { type Opening, sittingAt } from '../../packages/tallyplan/src/mcp/open-sitting.ts';
import { createServer } from '../../packages/tallyplan/src/mcp/server.ts';
import { command, environment } from './workbench.ts';

/** The results of `plan_read`, as far as tests look into them. */
interface Views {
  readonly task: TaskDetails;
  readonly tasks: { readonly tasks: readonly TaskJson[] };
  readonly log: { readonly sessionLog: readonly LogRowJson[] };
  readonly check: CheckResult;
  readonly brief: BriefResult;
}
/** What a call results in: the operation's own result, as the table of tools has it. */
export type ResultOf<Tool, Input> = Tool extends 'plan_next'
  ? NextResult
  : Tool extends 'plan_read'
    ? Input extends { readonly view: infer View extends keyof Views }
      ? Views[View]
      : unknown
    : unknown;

type Input = Readonly<Record<string, unknown>>;

/** What a tool answered. */
export interface ToolAnswer<Result = unknown> {
  readonly isError: boolean;
  /** The result, where it is none of a refusal. */
  readonly result: Result;
  readonly problems: readonly AnsweredProblem[];
  /** The answer as a whole. */
  readonly structured: Readonly<Record<string, unknown>>;
  readonly text: string;
}
export interface AnsweredProblem {
  readonly rule: string;
  readonly message: string;
  readonly have: readonly string[];
  readonly missing: readonly string[];
  readonly next: readonly AnsweredStep[];
}
export interface AnsweredStep {
  readonly command: string;
  readonly tool?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly who?: string;
}

export interface McpClientOptions {
  readonly folder: string;
  readonly name: string;
  /** The era to speak: the handshake of 2025, or the revision of 2026. */
  readonly era?: 'legacy' | 'auto';
  readonly env?: Readonly<Record<string, string>>;
}

/** Many processes on a small machine take their time; what is tested is what they do. */
const patience = { timeout: 600_000 };

export class McpClient {
  readonly client: Client;
  /** The process of the server; null where it has none of its own. */
  readonly #pid: () => number | null;

  private constructor(client: Client, pid: () => number | null) {
    this.client = client;
    this.#pid = pid;
  }

  static async connect({ folder, name, era = 'legacy', env = {} }: McpClientOptions): Promise<McpClient> {
    const client = new Client({ name: 'test-client', version: '1.0.0' }, { versionNegotiation: { mode: era } });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [command, 'mcp', '-C', folder, '--as', name, '--wait', '600'],
      env: { ...(environment as Record<string, string>), ...env },
      stderr: 'inherit',
    });
    await client.connect(transport, patience);
    return new McpClient(client, () => transport.pid);
  }

  /** The same server without a process of its own: everything but the way of the bytes. It waits for nobody. */
  static async inProcess({ folder, name, env = {} }: Omit<McpClientOptions, 'era'>): Promise<McpClient> {
    const options = { folder, name, plan: undefined, wait: 0, environment: { ...environment, ...env }, notify: () => undefined };
    return McpClient.over(sittingAt(options));
  }

  /** A server in this process, over a plan that is opened so. */
  static async over(opening: Opening): Promise<McpClient> {
    const client = new Client({ name: 'test-client', version: '1.0.0' });
    const [here, there] = InMemoryTransport.createLinkedPair();
    await createServer(opening, { onSubscribe: async () => undefined, onCall: async () => undefined }).connect(there);
    await client.connect(here);
    return new McpClient(client, () => null);
  }

  get pid(): number | null {
    return this.#pid();
  }

  /** Calls a tool. The text is the same as the structured content, always. */
  async call<const Tool extends string, const Given extends Input>(name: Tool, input?: Given): Promise<ToolAnswer<ResultOf<Tool, Given>>> {
    const answer = await this.client.callTool({ name, arguments: { ...input } }, patience);
    const [content] = answer.content;
    const text = content?.type === 'text' ? content.text : '';
    const structured = answer.structuredContent as Readonly<Record<string, unknown>>;
    if (text !== JSON.stringify(structured)) throw new Error(`${name}: the text is not the structured content`);
    const problems = (structured.problems ?? []) as readonly AnsweredProblem[];
    // The protocol says no more of it than that it is an object.
    const result = structured.result as ResultOf<Tool, Given>;
    return { isError: answer.isError === true, result, problems, structured, text };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
