/**
 * The clock that waits are measured by: nobody sets it back.
 *
 * `performance.now` tells the same, but to touch it loads eleven modules of Node, which costs every change
 * about 2 ms; `process.hrtime` is there already.
 */

/** Milliseconds, with a fraction, since some moment before the process began. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
