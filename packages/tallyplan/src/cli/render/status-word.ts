/** A status, told by sign, word and colour: each of the three suffices. */
import type { Status } from '@tallyplan/core/model/status';
import type { Cell } from '../layout.ts';
import type { Page } from '../page.ts';

export function statusSign(status: Status | null, page: Page): string {
  return status === null ? page.signs.unknownStatus : page.signs.status[status];
}

export function statusPaint(status: Status | null, { paint }: Page): (text: string) => string {
  switch (status) {
    case 'COMPLETED':
      return paint.good;
    case 'IN_PROGRESS':
      return paint.warn;
    case 'BLOCKED':
      return paint.bad;
    case 'DEFERRED':
      return paint.faint;
    case 'NOT_STARTED':
      return (text) => text;
    case null:
      return paint.bad;
  }
}

export function statusCell(status: Status | null, page: Page): Cell {
  return { text: status ?? 'unknown', paint: statusPaint(status, page) };
}

/** `● TASKS-03`, the sign painted. */
export function taskCell({ id, status }: { readonly id: string; readonly status: Status | null }, page: Page): Cell {
  const sign = statusSign(status, page);
  return { text: `${sign} ${id}`, paint: (text) => statusPaint(status, page)(sign) + text.slice(sign.length) };
}
