/**
 * `init`: shows what is there and what would be written, and asks. Where there is no plan yet, it makes
 * one from the template first.
 */
import { resolve } from 'node:path';
import { newPlanText } from '@tallyplan/core/document/new-plan';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { InitResult } from '@tallyplan/core/operations/init';
import { momentOf } from '../../moment.ts';
import { createPlan } from '../../stores/create-plan.ts';
import { MemoryStore } from '../../stores/memory-store.ts';
import { unifiedDiff } from '../../stores/unified-diff.ts';
import { usageProblem } from '../../usage-problem.ts';
import { hanging, lines } from '../layout.ts';
import { type Page, pageOf } from '../page.ts';
import { performIn } from '../perform-request.ts';
import { plainValue } from '../plain-text.ts';
import { drawAdoption } from '../render/init.ts';
import { draw } from '../render/render.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { actorIn, folderOf, openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agree } from './agree.ts';

export async function performInit(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { common, input } = request;
  const opened = await openSession(common, terminal);
  const missing = !opened.ok && opened.problems.some(({ rule }) => rule === 'plan-not-found');
  if (missing && typeof input.title === 'string') return beginPlan(request, input.title, terminal);
  if (!opened.ok) return opened;
  if (input.title !== undefined) return refused(planIsThere(opened.value.file));
  const tried = await performIn(opened.value, asDryRun(request), terminal);
  if (!tried.ok || common.dryRun || (tried.value.result as InitResult).alreadyAdopted) return tried;
  const agreed = await agreement(tried.value.result as InitResult, request, terminal);
  return agreed.ok ? performIn(opened.value, request, terminal) : agreed;
}

/** The place of a new plan, where `--plan` does not say another. */
const usualPlace = 'docs/DEVELOPMENT_PLAN.md';

async function beginPlan(request: OperationRequest, title: string, terminal: Terminal): Promise<Outcome<Performed>> {
  const { common, input } = request;
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  const file = common.plan ?? terminal.environment.TALLYPLAN_PLAN ?? usualPlace;
  const phases = typeof input.phases === 'string' ? input.phases.split(',').map((name) => name.trim()) : [];
  const { date } = momentOf(new Date(), common.date);
  const text = newPlanText({ title, phases: phases.filter((name) => name !== ''), date });
  const tried = await tryNewPlan(request, { text, file, root: folder.value }, terminal);
  if (!tried.ok || common.dryRun) return tried;
  const agreed = await agreement(tried.value.result as InitResult, request, terminal);
  if (!agreed.ok) return agreed;
  const created = await createPlan(resolve(folder.value, file), text);
  if (!created.ok) return created;
  const opened = await openSession(common, terminal);
  const adopted = opened.ok ? await performIn(opened.value, request, terminal) : opened;
  if (!adopted.ok) created.value.takeBack();
  return adopted.ok ? done(withPlan(adopted.value, file)) : adopted;
}

/** The plan itself is written, too. */
function withPlan(performed: Performed, file: string): Performed {
  const result = performed.result as InitResult;
  return { ...performed, result: { ...result, writes: [file, ...result.writes] } };
}

interface NewPlan {
  readonly text: ByteString;
  readonly file: string;
  readonly root: string;
}

/** The adoption of a plan that is not there yet, tried in memory. */
async function tryNewPlan(request: OperationRequest, { text, file, root }: NewPlan, terminal: Terminal): Promise<Outcome<Performed>> {
  const actor = actorIn(root, request.common, terminal);
  if (!actor.ok) return actor;
  const session = { store: new MemoryStore(text, file), root, file, actor: actor.value };
  const tried = await performIn(session, asDryRun(request), terminal);
  if (!tried.ok) return tried;
  const plan = { file, diff: () => unifiedDiff({ file, before: null, edits: [{ start: 0, end: 0, text }] }) };
  return done({ ...withPlan(tried.value, file), changed: [plan, ...tried.value.changed] });
}

function asDryRun(request: OperationRequest): OperationRequest {
  return { ...request, common: { ...request.common, dryRun: true } };
}

/** A person's yes to what would be written. */
function agreement(found: InitResult, { common, input }: OperationRequest, terminal: Terminal): Promise<Outcome<true>> {
  return agree({ yes: input.yes === true, unasked: wouldAsk(found), question: 'Adopt it? [y/N] ' }, terminal, async () => {
    const advice = 'Tallyplan takes the plan as it is. If something in it is not as it should be, correct it in your editor first.';
    const question = (result: InitResult, page: Page) => lines(drawAdoption(result, page), '', ...hanging('', advice, page));
    terminal.writeError(await draw(question, plainValue(found), pageOf(terminal, 'error', common.color)));
  });
}

function wouldAsk({ plan, tasks, writes }: InitResult): Problem {
  return usageProblem('init asks before it writes, and standard input is no terminal: look at it with --dry-run, then say --yes', {
    have: [`${plan}, ${tasks} tasks`, ...writes.map((file) => `would write ${file}`)],
    missing: ['--yes'],
    next: [{ command: 'tallyplan init --dry-run' }, { command: 'tallyplan init --yes' }],
  });
}

function planIsThere(file: string): Problem {
  return usageProblem(`there is a plan already, ${file}: init adopts it as it is, without --title and --phases`, {
    have: [file],
    next: [{ command: 'tallyplan init --yes' }],
  });
}
