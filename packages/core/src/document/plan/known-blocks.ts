/** The blocks of a text that was read before, to be taken over into a text that has the same bytes in the same block. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { EntryTemplates } from './entry-templates.ts';
import type { TaskBlock } from './task-block.ts';

/** How many blocks of one length are compared. */
const maximalCandidates = 4;

export class KnownBlocks {
  readonly templates: EntryTemplates;
  private readonly text: ByteString;
  private readonly byLength = new Map<number, TaskBlock[]>();

  constructor(text: ByteString, blocks: readonly TaskBlock[], templates: EntryTemplates) {
    this.text = text;
    this.templates = templates;
    for (const block of blocks) {
      const length = block.span.end - block.span.start;
      const same = this.byLength.get(length);
      if (same === undefined) this.byLength.set(length, [block]);
      else if (same.length < maximalCandidates) same.push(block);
    }
  }

  /** The block that had these bytes. */
  find(text: ByteString, { start, end }: Span): TaskBlock | null {
    const bytes = text.slice(start, end);
    const same = this.byLength.get(end - start) ?? [];
    return same.find(({ span }) => this.text.slice(span.start, span.end) === bytes) ?? null;
  }
}
