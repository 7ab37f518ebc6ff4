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
