/**
 * `init`: shows what is there and what would be written, and asks. Where there is no plan yet, it makes
 * one from the template first.
 */
import { relative } from 'node:path';
import { newPlanText } from '@tallyplan/core/document/new-plan';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { InitResult } from '@tallyplan/core/operations/init';
import type { Place, Steps } from '../../install/installer.ts';
import { momentOf } from '../../moment.ts';
import { shellWord } from '../../shell-word.ts';
import { createPlan, obstacleTo } from '../../stores/create-plan.ts';
import { type NewPlace, placeOfNewPlan } from '../../stores/locate-plan.ts';
import { MemoryStore } from '../../stores/memory-store.ts';
import { withProblems } from '../../stores/store-problem.ts';
import { unifiedDiff } from '../../stores/unified-diff.ts';
import { usageProblem } from '../../usage-problem.ts';
import { folderOf } from '../folder-of.ts';
import { hanging, lines } from '../layout.ts';
import { type Page, pageOf } from '../page.ts';
import { performIn } from '../perform-request.ts';
import { plainValue } from '../plain-text.ts';
import { drawAdoption, drawInstalled, type InitDone } from '../render/init.ts';
import { draw } from '../render/render.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { actorIn, openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agree } from './agree.ts';
import { plannedIntegrations } from './integrations.ts';

export async function performInit(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { common, input } = request;
  const opened = await openSession(common, terminal);
  const missing = !opened.ok && opened.problems.some(({ rule }) => rule === 'plan-not-found');
  if (missing && typeof input.title === 'string') return beginPlan(request, input.title, terminal);
  if (!opened.ok) return opened;
  const { file, root } = opened.value;
  if (input.title !== undefined) return refused(planIsThere(file));
  if (isAgreedAlready(request)) return performIn(opened.value, request, terminal);
  const tried = await tryAll(
    request,
    { root, plan: file },
    { terminal, adoption: await performIn(opened.value, asDryRun(request), terminal) },
  );
  if (!tried.ok || common.dryRun || tried.value.isNothing) return tried.ok ? done(tried.value.performed) : tried;
  const agreed = await agreement(tried.value.result, request, terminal);
  if (!agreed.ok) return agreed;
  const adopted = await performIn(opened.value, request, terminal);
  return adopted.ok ? carriedOut(adopted.value, tried.value.integrations) : adopted;
}

/** Nobody is asked, and nothing else is installed that could fail: then nothing need be tried before. */
function isAgreedAlready({ common, input }: OperationRequest): boolean {
  return input.yes === true && !common.dryRun && input.git !== true && input.agents === undefined;
}

async function beginPlan(request: OperationRequest, title: string, terminal: Terminal): Promise<Outcome<Performed>> {
  const { common, input } = request;
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  const named = common.plan ?? terminal.environment.TALLYPLAN_PLAN;
  const place = await withProblems(async () => done(placeOfNewPlan({ folder: folder.value, plan: named })));
  if (!place.ok) return place;
  const { root, path, file } = place.value;
  const obstacle = obstacleTo(path);
  if (obstacle !== null) return refused(inTheWay(relative(folder.value, obstacle.path), file, obstacle.kind));
  const phases = typeof input.phases === 'string' ? input.phases.split(',').map((name) => name.trim()) : [];
  const { date } = momentOf(new Date(), common.date);
  const text = newPlanText({ title, phases: phases.filter((name) => name !== ''), date });
  const adoption = await tryNewPlan(request, { text, place: place.value, folder: folder.value }, terminal);
  const tried = await tryAll(request, { root, plan: file }, { terminal, adoption });
  if (!tried.ok || common.dryRun) return tried.ok ? done(tried.value.performed) : tried;
  const agreed = await agreement(tried.value.result, request, terminal);
  if (!agreed.ok) return agreed;
  const created = await createPlan(path, text);
  if (!created.ok) return created;
  const opened = await openSession(common, terminal);
  const adopted = opened.ok ? await performIn(opened.value, request, terminal) : opened;
  if (!adopted.ok) created.value.takeBack();
  return adopted.ok ? carriedOut(withPlan(adopted.value, file), tried.value.integrations) : adopted;
}

/** What all of it would write. */
interface Tried {
  readonly performed: Performed;
  readonly result: InitDone;
  readonly integrations: Steps | null;
  /** There is nothing to write, and so nothing to ask. */
  readonly isNothing: boolean;
}

interface Trial {
  readonly terminal: Terminal;
  readonly adoption: Outcome<Performed>;
}

async function tryAll({ input }: OperationRequest, place: Place, { terminal, adoption }: Trial): Promise<Outcome<Tried>> {
  if (!adoption.ok) return adoption;
  const planned = await plannedIntegrations(input, place, terminal);
  if (!planned.ok) return planned;
  const integrations = planned.value;
  const performed = withIntegrations(adoption.value, integrations);
  const result = performed.result as InitDone;
  const isNothing = result.alreadyAdopted && (integrations?.steps ?? []).length === 0;
  return done({ performed, result, integrations, isNothing });
}

async function carriedOut(performed: Performed, integrations: Steps | null): Promise<Outcome<Performed>> {
  return withProblems(async () => {
    for (const step of integrations?.steps ?? []) step.carryOut();
    return done(withIntegrations(performed, integrations));
  });
}

function withIntegrations(performed: Performed, integrations: Steps | null): Performed {
  if (integrations === null) return performed;
  const { steps, remarks } = integrations;
  const result: InitDone = {
    ...(performed.result as InitResult),
    installed: steps.map(({ target, does }) => ({ target, does })),
    remarks,
  };
  return {
    ...performed,
    result,
    changed: [...performed.changed, ...steps.map((step) => ({ file: step.target, diff: () => step.diff() }))],
  };
}

/** The plan itself is written, too. */
function withPlan(performed: Performed, file: string): Performed {
  const result = performed.result as InitResult;
  return { ...performed, result: { ...result, writes: [file, ...result.writes] } };
}

interface NewPlan {
  readonly text: ByteString;
  readonly place: NewPlace;
  /** Where it was typed. */
  readonly folder: string;
}

/** The adoption of a plan that is not there yet, tried in memory. */
async function tryNewPlan(request: OperationRequest, { text, place, folder }: NewPlan, terminal: Terminal): Promise<Outcome<Performed>> {
  const { root, file, configuration } = place;
  const actor = actorIn(folder, request.common, terminal);
  if (!actor.ok) return actor;
  const store = new MemoryStore(text, file);
  store.save({ configuration });
  const session = { store, root, file, actor: actor.value };
  const tried = await performIn(session, asDryRun(request), terminal);
  if (!tried.ok) return tried;
  const plan = { file, diff: () => unifiedDiff({ file, before: null, edits: [{ start: 0, end: 0, text }] }) };
  return done({ ...withPlan(tried.value, file), changed: [plan, ...tried.value.changed] });
}

function asDryRun(request: OperationRequest): OperationRequest {
  return { ...request, common: { ...request.common, dryRun: true } };
}

const advice = 'Tallyplan takes the plan as it is. If something in it is not as it should be, correct it in your editor first.';

/** A person's yes to what would be written. */
function agreement(found: InitDone, request: OperationRequest, terminal: Terminal): Promise<Outcome<true>> {
  const { common, input } = request;
  return agree({ yes: input.yes === true, unasked: wouldAsk(found, request), question: questionAbout(found) }, terminal, async () => {
    const question = (result: InitDone, page: Page) =>
      lines(
        result.alreadyAdopted ? [] : drawAdoption(result, page),
        drawInstalled(result, page),
        result.alreadyAdopted ? [] : ['', ...hanging('', advice, page)],
      );
    terminal.writeError(await draw(question, plainValue(found), pageOf(terminal, 'error', common.color)));
  });
}

function questionAbout({ alreadyAdopted, installed }: InitDone): string {
  if (alreadyAdopted) return 'Write them? [y/N] ';
  return installed === undefined ? 'Adopt it? [y/N] ' : 'Adopt it, and write all of that? [y/N] ';
}

function wouldAsk({ plan, tasks, writes, installed = [] }: InitDone, request: OperationRequest): Problem {
  const asked = ['tallyplan init', ...wordsOf(request)].join(' ');
  return usageProblem('init asks before it writes, and standard input is no terminal: look at it with --dry-run, then say --yes', {
    have: [
      `${plan}, ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`,
      ...[...writes, ...installed.map(({ target }) => target)].map((file) => `would write ${file}`),
    ],
    missing: ['--yes'],
    next: [{ command: `${asked} --dry-run` }, { command: `${asked} --yes` }],
  });
}

/** What was asked for, as it is typed: without it, the call would lead elsewhere. */
function wordsOf({ common, input }: OperationRequest): readonly string[] {
  const { directory, plan } = common;
  const given = Object.entries({ ...(directory === undefined ? {} : { directory }), ...(plan === undefined ? {} : { plan }), ...input });
  return given.flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : value;
    return typeof text === 'string' && text !== '' ? [`--${name}`, shellWord(text)] : [`--${name}`];
  });
}

function inTheWay(name: string, file: string, kind: 'file' | 'folder' | 'link' | 'other'): Problem {
  const what = { file: 'a file', folder: 'a folder', link: 'a link to nothing', other: 'no file' }[kind];
  return usageProblem(`${name} is ${what}, so no plan can be begun as ${file}: move it away, or name another place with --plan`, {
    have: [name],
    next: [{ command: 'tallyplan init --title <title> --plan <file>' }],
  });
}

function planIsThere(file: string): Problem {
  return usageProblem(`there is a plan already, ${file}: init adopts it as it is, without --title and --phases`, {
    have: [file],
    next: [{ command: 'tallyplan init --yes' }],
  });
}
