/**
 * What becomes of an interrupt. A commit is one synchronous piece, so the signal is heard before it or after it, never
 * within, and what runs as evidence ends too. An answer may be one long piece as well, in which nothing is heard: whoever
 * only asks leaves the signal to the system, which ends the process at once.
 */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = Object.keys(statuses) as (keyof typeof statuses)[];

export function hearSignals(): void {
  for (const signal of signals) process.once(signal, () => process.exit(statuses[signal]));
}

export function leaveSignals(): void {
  for (const signal of signals) process.removeAllListeners(signal);
}
