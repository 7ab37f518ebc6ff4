/** Lengths of time as people write them: `90s`, `30m`, `2h`, `1d`. */

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration; null for a text that is none, or is nothing, or is longer than a year. */
export function secondsOf(duration: string): number | null {
  const [, count, unit = ''] = /^(\d{1,8})\s*([smhd])$/.exec(duration.trim().toLowerCase()) ?? [];
  const total = Number(count) * (seconds[unit] ?? Number.NaN);
  return total >= 1 && total <= longest ? total : null;
}

const longest = 366 * 86_400;
