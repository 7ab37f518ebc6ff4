/** The blocks of a text that was read before, to be taken over into a text that has the same bytes in the same block. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { blockKept, type KeptReading } from './kept-block.ts';
import { type BlockContext, movedBlock, type TaskBlock } from './task-block.ts';

/** Blocks that were read before, by this process or by another. */
export interface EarlierBlocks {
  /** A block of these bytes, where they stand now; null where none is known. */
  find(context: BlockContext, body: Span): TaskBlock | null;
}

/** Those that are kept outside of the process. */
export function earlierBlocks(kept: KeptReading): EarlierBlocks {
  return {
    find(context, body) {
      const found = kept.find(body);
      return found === null ? null : blockKept(context, found, body.start);
    },
  };
}

/** How many blocks of one length are compared. */
const maximalCandidates = 4;

export class KnownBlocks implements EarlierBlocks {
  private readonly text: ByteString;
  private readonly byLength = new Map<number, TaskBlock[]>();

  constructor(text: ByteString, blocks: readonly TaskBlock[]) {
    this.text = text;
    for (const block of blocks) {
      const length = block.span.end - block.span.start;
      const same = this.byLength.get(length);
      if (same === undefined) this.byLength.set(length, [block]);
      else if (same.length < maximalCandidates) same.push(block);
    }
  }

  find(context: BlockContext, { start, end }: Span): TaskBlock | null {
    const bytes = context.text.slice(start, end);
    const same = this.byLength.get(end - start)?.find(({ span }) => this.text.slice(span.start, span.end) === bytes);
    return same === undefined ? null : movedBlock(context, same, start);
  }
}
