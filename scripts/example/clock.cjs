/** Loaded before a command of the example's story runs: the clock stands at EXAMPLE_CLOCK (UTC, ISO 8601). */
const now = Date.parse(process.env.EXAMPLE_CLOCK ?? '');
if (Number.isNaN(now)) throw new Error('EXAMPLE_CLOCK must be a time');

class StandingClock extends Date {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now] : parts));
  }

  static now() {
    return now;
  }
}

globalThis.Date = StandingClock;
