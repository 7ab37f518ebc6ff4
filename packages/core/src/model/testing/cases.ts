type Variables = Readonly<Record<string, string | undefined>>;

/**
 * How many cases a property is tried with: as usual; `FUZZ_FACTOR` times as many; or the very number that `FUZZ_RUNS` says.
 *
 * @param many what `FUZZ_FACTOR` multiplies where that is more than the usual number: of what takes long and seldom finds
 */
export function casesOf({ FUZZ_RUNS, FUZZ_FACTOR }: Variables, usual: number, many = usual): number {
  if (FUZZ_RUNS !== undefined) return Number(FUZZ_RUNS);
  return FUZZ_FACTOR === undefined ? usual : many * Number(FUZZ_FACTOR);
}

/**
 * The seed that properties draw their cases from: the very one that `FUZZ_SEED` says; else the same each time, so that what
 * `npm test` says of a change depends on that change alone; none, so new cases each time, where more cases are asked for.
 */
export function seedOf({ FUZZ_SEED, FUZZ_RUNS, FUZZ_FACTOR }: Variables, usual = 1): number | undefined {
  if (FUZZ_SEED !== undefined) return Number(FUZZ_SEED);
  return FUZZ_RUNS === undefined && FUZZ_FACTOR === undefined ? usual : undefined;
}
