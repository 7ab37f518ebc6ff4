/** Ends the search for a smaller case of a property that failed: of some it takes minutes, and the case at hand says as much. */

import fc from 'fast-check';

/** Milliseconds from the failure on. What passes is never cut short. */
const patience = 20_000;
/** Test files share a process, and each of them comes by here: of all that are installed the first does the work. */
const isThere = Symbol.for('the end of shrinking');

const briefly: fc.Plugin<unknown> = (_, store) => {
  if (store.get<boolean>(isThere) === true) return {};
  store.set(isThere, true);
  let failed: number | null = null;
  const noted = <Result extends fc.PreconditionFailure | fc.PropertyFailure | null>(result: Result): Result => {
    if (result !== null && !fc.PreconditionFailure.isFailure(result)) failed ??= performance.now();
    return result;
  };
  return {
    decorateRun: (run) => (value) => {
      if (failed !== null && performance.now() - failed > patience) return new fc.PreconditionFailure(true);
      const result = run(value);
      return result instanceof Promise ? result.then(noted) : noted(result);
    },
  };
};

fc.installGlobalPlugin(briefly);
