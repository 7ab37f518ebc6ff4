/**
 * Which renderer draws the result of which operation; each is loaded when its operation has run.
 * An operation that is not listed answers what happened and what leads on: `done`.
 */
import type { Page } from './page.ts';
import { type Done, renderDone } from './render/done.ts';
import type { Render } from './render/render.ts';

/** What a renderer may need beside the result. */
export interface RenderContext {
  /** The lines of a file that a result names; null where it can't be read. */
  sourceOf(file: string): readonly string[] | null;
  /** What was done ends with an exit status that is not 0. */
  readonly isBadNews: boolean;
}

type Load = (context: RenderContext) => Promise<Render<never>>;

const renderers: Readonly<Record<string, Load>> = {
  show: async () => (await import('./render/show.ts')).renderShow,
  next: async () => (await import('./render/next.ts')).renderNext,
  status: async () => (await import('./render/status.ts')).renderStatus,
  why: async () => (await import('./render/why.ts')).renderWhy,
  graph: async () => (await import('./render/graph.ts')).renderGraph,
  check: async ({ sourceOf }) => (await import('./render/check.ts')).renderCheck(sourceOf),
  verify: async () => (await import('./render/verify.ts')).renderVerify,
  trace: async () => (await import('./render/trace.ts')).renderTrace,
  impact: async () => (await import('./render/impact.ts')).renderImpact,
  review: async () => (await import('./render/review.ts')).renderReview,
  init: async () => (await import('./render/init.ts')).renderInit,
  'audit show': async () => (await import('./render/audit-show.ts')).renderAuditShow,
  'audit verify': async () => (await import('./render/audit-verify.ts')).renderAuditVerify,
  'audit checkpoint': async () => (await import('./render/audit-checkpoint.ts')).renderAuditCheckpoint,
  'session brief': async () => (await import('./render/session-brief.ts')).renderSessionBrief,
  config: async () => (await import('./render/config.ts')).renderConfig,
};

/** The renderer of an operation's result. The table pairs each with its own, so the result is what it expects. */
export async function rendererOf(operation: string, context: RenderContext): Promise<Render<unknown>> {
  const load = renderers[operation];
  const render = load === undefined ? (result: Done, page: Page) => renderDone(result, page, context.isBadNews) : await load(context);
  return render as Render<unknown>;
}
