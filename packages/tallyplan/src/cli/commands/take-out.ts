/** What all installers would take out, shown, and done after a yes. */
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import type { Place, Step, Steps } from '../../install/installer.ts';
import { installers } from '../../installers.ts';
import { repositoryOf } from '../../stores/locate-plan.ts';
import { withProblems } from '../../stores/store-problem.ts';
import { usageProblem } from '../../usage-problem.ts';
import { agree } from '../ceremonies/agree.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { folderOf } from '../folder-of.ts';
import { columns, lines, signed } from '../layout.ts';
import { type Page, pageOf } from '../page.ts';
import { plainText } from '../plain-text.ts';
import { draw } from '../render/render.ts';

export async function takeOut({ common, input }: Request, { terminal, page }: SurfaceContext): Promise<Outcome<Answer>> {
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  return withProblems(async () => {
    const planned = await plannedRemoval(repositoryOf({ folder: folder.value, plan: common.plan ?? terminal.environment.TALLYPLAN_PLAN }));
    if (!planned.ok) return planned;
    const { steps } = planned.value;
    if (steps.length === 0) return done(answer(planned.value, 'there is nothing to take out', page));
    if (common.dryRun) return done(tried(planned.value, page));
    const question = { yes: input.yes === true, question: 'Take it out? [y/N] ', unasked: wouldAsk(steps) };
    const agreed = await agree(question, terminal, async () => {
      const shown = (all: readonly Step[], errorPage: Page) =>
        lines('This goes; all else in these files stays:', drawSteps(all, errorPage));
      terminal.writeError(await draw(shown, steps, pageOf(terminal, 'error', common.color)));
    });
    if (!agreed.ok) return agreed;
    for (const step of steps) step.carryOut();
    return done(answer(planned.value, 'taken out; the plan and .tallyplan/ stay', page));
  });
}

async function plannedRemoval(place: Place): Promise<Outcome<Steps>> {
  const steps: Step[] = [];
  const remarks: string[] = [];
  for (const load of installers) {
    const planned = await (await load()).uninstall(place);
    if (!planned.ok) return refused(...planned.problems);
    steps.push(...planned.value.steps);
    remarks.push(...planned.value.remarks);
  }
  return done({ steps, remarks });
}

function answer(planned: Steps, message: string, page: Page): Answer {
  const told = [...signed({ sign: page.signs.done, paint: page.paint.good }, message, page), ...drawSteps(planned.steps, page)];
  return { result: { ...resultOf(planned), message }, text: lines(told, ...planned.remarks.map((remark) => `  ${remark}`)) };
}

function tried(planned: Steps, page: Page): Answer {
  const diffs = planned.steps.map((step) => plainText(step.diff())).join('');
  const told = lines(page.paint.faint('dry run, nothing was written:'), drawSteps(planned.steps, page));
  const changed = planned.steps.map((step) => ({ file: step.target, diff: () => step.diff() }));
  return { result: { ...resultOf(planned), message: 'dry run, nothing was written' }, text: diffs + told, changed };
}

function resultOf({ steps, remarks }: Steps) {
  return { removed: steps.map(({ target, does }) => ({ target, does })), remarks };
}

function drawSteps(steps: readonly Step[], page: Page): string[] {
  return columns(
    steps.map(({ target, does }) => [{ text: `  ${target}` }, { text: does }]),
    [{}, { flexible: true }],
    page,
  );
}

function wouldAsk(steps: readonly Step[]) {
  return usageProblem('uninstall asks before it writes, and standard input is no terminal: look at it with --dry-run, then say --yes', {
    have: steps.map(({ target }) => `would change ${target}`),
    missing: ['--yes'],
    next: [{ command: 'tallyplan uninstall --dry-run' }, { command: 'tallyplan uninstall --yes' }],
  });
}
