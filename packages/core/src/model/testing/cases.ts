/** How many cases a property is tried with: as usual; `FUZZ_FACTOR` times as many; or the very number that `FUZZ_RUNS` says. */
export function casesOf({ FUZZ_RUNS, FUZZ_FACTOR }: Readonly<Record<string, string | undefined>>, usual: number): number {
  return FUZZ_RUNS === undefined ? usual * Number(FUZZ_FACTOR ?? 1) : Number(FUZZ_RUNS);
}
