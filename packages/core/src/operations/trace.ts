/** `trace`: which requirement is met by which specification, task and implementation plan, and how far that is. */
import * as v from 'valibot';
import { done } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { Coverage, CoveredRequirement, Step, TraceRow } from '../rules/traces.ts';
import { coveredRequirements, stepsDown, stepsUp, traceRows } from '../rules/traces.ts';
import type { Approval } from '../upstream/profile.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import { findDocument } from './find-document.ts';
import { choice, flag, optionalText } from './input.ts';
import type { ReadOperation, World } from './operation.ts';
import { traceCsv, traceMarkdown, tracePage } from './trace-texts.ts';

const formats = ['text', 'json', 'csv', 'markdown', 'html'] as const;

const input = v.object({
  of: optionalText('Only what stands above and below this document or task.', { placeholder: 'ID' }),
  uncovered: flag('Only requirements that no task takes on.'),
  format: v.optional(choice(formats, 'How to write it.'), 'text'),
});

export interface TraceResult {
  readonly format: (typeof formats)[number];
  readonly rows: readonly TraceRowJson[];
  readonly coverage: readonly CoverageJson[];
  readonly summary: { readonly requirements: number; readonly uncovered: number; readonly open: number; readonly completed: number };
  /** With `--of`: what it stands on, and what stands on it. */
  readonly walk: WalkJson | null;
  /** The matrix as CSV, Markdown or a page; null for the other formats. */
  readonly text: string | null;
}

export interface TraceRowJson {
  readonly requirement: string;
  readonly name: string;
  readonly specs: readonly string[];
  readonly tasks: string | null;
  readonly iplans: readonly string[];
  /** Whether the plan has the task. */
  readonly planned: boolean;
  /** Of the plan's task; null where there is none, or its status can't be read. */
  readonly status: Status | null;
}

export interface CoverageJson {
  readonly requirement: string;
  readonly name: string;
  readonly path: string;
  readonly approval: Approval | null;
  readonly coverage: Coverage;
  readonly tasks: readonly { readonly id: string; readonly status: Status | null }[];
  /** Acceptance criteria of the requirement, and how many of them its tasks name. */
  readonly criteria: { readonly all: number; readonly named: number };
}

export interface WalkJson {
  readonly document: WalkStepJson;
  readonly up: readonly WalkStepJson[];
  readonly down: readonly WalkStepJson[];
}
export interface WalkStepJson {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** What led there; null for the document itself. */
  readonly from: string | null;
  readonly depth: number;
  /** Of the plan's task with that id. */
  readonly status: Status | null;
}

export const trace: ReadOperation<typeof input, TraceResult> = {
  kind: 'read',
  name: 'trace',
  summary: 'Show which requirement is met by which specification, task and IPLAN.',
  group: 'read',
  input,
  examples: [
    { command: 'trace', does: 'the matrix, and the coverage of each requirement' },
    { command: 'trace --of REQ-06', does: 'what stands above and below it' },
    { command: 'trace --uncovered', does: 'requirements that no task takes on' },
    { command: 'trace --format html > trace.html', does: 'one page that stands by itself' },
  ],
  answer({ of, uncovered, format }, world) {
    const meant = of === undefined ? null : findDocument(world, of, 'trace --of');
    if (meant !== null && !meant.ok) return meant;
    const walk = meant === null ? null : walkJson(world, meant.value.document);
    const within = walk === null ? null : new Set([walk.document, ...walk.up, ...walk.down].map(({ id }) => id));
    const asked = coveredRequirements(world).filter(({ requirement }) => within === null || within.has(requirement.id));
    const covered = uncovered ? asked.filter(({ coverage }) => coverage === 'uncovered') : asked;
    const shown = new Set(covered.map(({ requirement }) => requirement.id));
    const rows = traceRows(world)
      .filter(({ requirement, tasks }) => shown.has(requirement.id) && (within === null || tasks === null || within.has(tasks.id)))
      .map(rowJson);
    const coverage = covered.map(coverageJson);
    const report = { title: world.plan.title, plan: world.file, at: world.now.utc, rows, coverage };
    const text =
      format === 'csv' ? traceCsv(rows) : format === 'markdown' ? traceMarkdown(report) : format === 'html' ? tracePage(report) : null;
    return done({ format, rows, coverage, summary: summaryOf(asked), walk, text });
  },
};

function rowJson({ requirement, specs, tasks, iplans, task }: TraceRow): TraceRowJson {
  const where = { requirement: requirement.id, name: nameOf(requirement), specs, tasks: tasks?.id ?? null, iplans };
  return { ...where, planned: task !== undefined, status: task?.status ?? null };
}

function coverageJson({ requirement, approval, coverage, tasks, criteria }: CoveredRequirement): CoverageJson {
  return { requirement: requirement.id, name: nameOf(requirement), path: requirement.path, approval, coverage, tasks, criteria };
}

function summaryOf(coverage: readonly Pick<CoverageJson, 'coverage'>[]): TraceResult['summary'] {
  const count = (kind: Coverage) => coverage.filter((each) => each.coverage === kind).length;
  return { requirements: coverage.length, uncovered: count('uncovered'), open: count('open'), completed: count('completed') };
}

function walkJson(world: World, document: UpstreamDocument): WalkJson {
  const json = (step: Step) => stepJson(world, step);
  return {
    document: json({ document, from: null, depth: 0 }),
    up: stepsUp(world, document).map(json),
    down: stepsDown(world, document).map(json),
  };
}

export function stepJson({ plan }: World, { document, from, depth }: Step): WalkStepJson {
  const { id, path, key } = document;
  return { id, name: nameOf(document), path, from: from?.id ?? null, depth, status: plan.task(taskKeyOf(key))?.status ?? null };
}

/** The title without the id that it begins with. */
export function nameOf({ facts: { title } }: UpstreamDocument): string {
  return title.replace(/^[A-Za-z]+-\d+(?:\.\d+)*\s*[:\u2013\u2014-]\s*/, '');
}
