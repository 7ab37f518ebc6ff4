/** Receipts: who vouches for which item, on what it was based. */
import type { Receipt } from '../model/event.ts';
import type { Standing } from '../rules/standing.ts';
import { verdictOn } from '../rules/verifiers.ts';
import type { World } from './operation.ts';

/** Receipts for items that the tool decides by itself; only those that hold. */
export function toolReceipts(world: World, standing: Standing, items: readonly string[]): readonly Receipt[] {
  return items.flatMap((item) => receipt(world, standing, { item, note: '', trust: 'tool-run' }));
}

/** Receipts for items that somebody attests with a note. */
export function attestedReceipts(world: World, standing: Standing, notes: Readonly<Record<string, string>>): readonly Receipt[] {
  return Object.entries(notes).flatMap(([item, note]) => receipt(world, standing, { item, note: note.trim(), trust: 'self-reported' }));
}

function receipt(world: World, standing: Standing, what: Pick<Receipt, 'item' | 'note' | 'trust'>): readonly Receipt[] {
  const verdict = verdictOn(what.item, world, standing);
  if (!verdict.holds) return [];
  return [{ ...what, documents: verdict.documents, ...(verdict.remark === undefined ? {} : { remark: verdict.remark }) }];
}
