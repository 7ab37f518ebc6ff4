/**
 * Which renderer draws the result of which operation; each is loaded when its operation has run.
 * An operation that is not listed answers what happened and what leads on: `done`.
 */
import type { Render } from './render/render.ts';

type Input = Readonly<Record<string, unknown>>;
type Load = (input: Input) => Promise<Render<never>>;

const renderers: Readonly<Record<string, Load>> = {};

/** The renderer of an operation's result. The table pairs each with its own, so the result is what it expects. */
export async function rendererOf(operation: string, input: Input): Promise<Render<unknown>> {
  const load = renderers[operation];
  const render = load === undefined ? (await import('./render/done.ts')).renderDone : await load(input);
  return render as Render<unknown>;
}
