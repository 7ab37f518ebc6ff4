/** Prompts: the four things that are done again and again, each with what the plan says of it now. */
import { type GetPromptResult, type ListPromptsResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Performance } from '@tallyplan/core/operations/perform';
import { callTool } from './call-tool.ts';
import type { OpenSitting } from './open-sitting.ts';
import { quoted } from './quoted.ts';
import { tools } from './tool-table.ts';

interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly needsTask: boolean;
  /** The call whose answer is put beside it. */
  readonly tool: string;
  readonly input: (id: string) => Readonly<Record<string, unknown>>;
  readonly ask: (id: string) => string;
}

const prompts: readonly Prompt[] = [
  {
    name: 'take-next-task',
    title: 'Take the next task',
    description: 'Claims the next task that is ready, and begins with it.',
    needsTask: false,
    tool: 'plan_next',
    input: () => ({}),
    ask: () =>
      'Take the next task of the plan: call plan_next with claim true, read the documents that the task refers to, verify its pre-check item by item, and start it. Stop and ask with plan_stop where documents contradict each other.',
  },
  {
    name: 'verify-task',
    title: 'Verify this task',
    description: 'Checks the pre-check of a task, item by item.',
    needsTask: true,
    tool: 'plan_verify',
    input: (id) => ({ id }),
    ask: (id) =>
      `Verify the pre-check of ${id}: for each open item read what it is about, and vouch for it with plan_verify and a note that says what you checked and found. Vouch for nothing that you have not read.`,
  },
  {
    name: 'finish-task',
    title: 'Finish this task',
    description: 'Completes a task: evidence, summary, log.',
    needsTask: true,
    tool: 'plan_read',
    input: (id) => ({ view: 'why', id }),
    ask: (id) =>
      `Finish ${id}: see that the work is done and tested, run the evidence that the policy asks for (plan_evidence), then call plan_complete with a summary of what was done and how it was checked. If it is not done, say so with plan_update action log instead.`,
  },
  {
    name: 'why-stuck',
    title: 'Why is it stuck',
    description: 'Follows the reasons down to who or what must move.',
    needsTask: true,
    tool: 'plan_read',
    input: (id) => ({ view: 'why', id }),
    ask: (id) => `Explain why ${id} is not further, down to who or what must move first, and what of it you can do now.`,
  },
];

export function listedPrompts(): ListPromptsResult {
  return {
    prompts: prompts.map(({ name, title, description, needsTask }) => ({
      name,
      title,
      description,
      ...(needsTask ? { arguments: [{ name: 'id', description: 'The task.', required: true }] } : {}),
    })),
  };
}

interface PromptRequest {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
}

export async function promptFor(sitting: OpenSitting, { name, given }: PromptRequest, performance: Performance): Promise<GetPromptResult> {
  const prompt = prompts.find((each) => each.name === name);
  if (prompt === undefined) throw invalid(`there is no prompt ${name}; there are ${prompts.map((each) => each.name).join(', ')}`);
  const id = given.id ?? '';
  if (prompt.needsTask && id.trim() === '') throw invalid(`${name} needs the id of a task`);
  const tool = tools.find((each) => each.name === prompt.tool);
  if (tool === undefined) throw new Error(`there is no tool ${prompt.tool}`);
  // What is only looked at is performed as it stands: a prompt changes nothing.
  const looking = { ...sitting, performance: () => ({ ...performance, dryRun: true }) };
  const { structured } = await callTool(looking, { tool, given: prompt.input(id), client: undefined, hear: () => undefined });
  const text = `${prompt.ask(plainId(id))}\n\nAs it stands now:\n${quoted(JSON.stringify(structured), 'the plan')}`;
  return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

/** An id comes from the caller and goes into a sentence: letters, digits and what joins them. */
function plainId(id: string): string {
  return id.replace(/[^\p{L}\p{N}._/-]+/gu, '').slice(0, 80);
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
