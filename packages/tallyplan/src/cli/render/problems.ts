/** Refusals: the rule, why, what counted, what is missing, and what leads on. */
import type { NextStep, Problem } from '@tallyplan/core/model/problem';
import { natureOf } from '@tallyplan/core/model/rule-names';
import { lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { labelled } from './labelled.ts';

export function renderProblems(problems: readonly Problem[], page: Page): string {
  return lines(problems.flatMap((problem, index) => [...(index === 0 ? [] : ['']), ...drawProblem(problem, page)]));
}

function drawProblem(problem: Problem, page: Page): string[] {
  const { paint } = page;
  const place = placeOf(problem);
  return [
    ...signed({ sign: page.signs.refused, paint: paint.bad }, problem.message, page),
    ...labelled(
      [
        { label: 'rule', values: ruleOf(problem), verbatim: true },
        { label: 'at', values: place === null ? [] : [place], verbatim: true },
        { label: 'have', values: problem.have },
        { label: 'missing', values: problem.missing },
        { label: 'next', values: problem.next.map(tellStep), verbatim: true, paint: paint.strong },
        { label: 'or', values: waiver(problem), verbatim: true },
      ],
      page,
    ),
  ];
}

/** The rule, with the call that explains it; a command that was not understood has explained itself. */
function ruleOf({ rule }: Problem): string[] {
  if (rule === 'usage') return [];
  return [natureOf(rule).refusal === 'failure' ? rule : `${rule}   (tallyplan explain ${rule})`];
}

/** `docs/PLAN.md:12:3`, which editors and terminals open. */
function placeOf({ file, line, column }: Problem): string | null {
  if (file === undefined) return null;
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** A call that leads on; said so where only a person may make it. */
export function tellStep({ command, who }: NextStep): string {
  return who === 'person' ? `${command}   (a person)` : command;
}

function waiver({ rule, task, waivable }: Problem): string[] {
  return waivable && task !== undefined ? [`tallyplan waive ${task} ${rule} --reason "<why>"   (a person)`] : [];
}
