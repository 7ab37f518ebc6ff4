/** The templates of one document: a few, made of entries that no other fitted. */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { startOfLine } from '../../text/lines.ts';
import { EntryOutline, type OutlineReading } from './entry-outline.ts';
import { copyOf, type EntryEnd, EntryTemplate, type TemplateEntry } from './entry-template.ts';
import type { FactRows } from './fact-rows.ts';
import { fact } from './task-shapes.ts';

/** A document whose entries differ more than this is read without. */
const maximalCount = 4;
/** After so many entries that were read in full, no template is made of one: they differ too much. */
const maximalAttempts = 12;
/** Where the details of fewer are asked for, each is read in full sooner than an outline is made. */
const askedBefore = 2;
/** Bytes of an entry: a regular expression for a very long one would cost more than it saves. */
const maximalSize = 6000;

export class EntryTemplates {
  private readonly text: ByteString;
  private readonly templates: EntryTemplate[];
  private readonly outlines: EntryOutline[];
  /** Entries that were read in full. */
  private learned = 0;
  /** Entries whose details no outline could read. */
  private unread = 0;

  /** @param known templates of another text, which is likely to be written alike */
  constructor(text: ByteString, known: EntryTemplates | null = null) {
    this.text = text;
    this.templates = [...(known?.templates ?? [])];
    this.outlines = [...(known?.outlines ?? [])];
  }

  /**
   * Reads an entry that looks like one before into a new row; null where it does not.
   *
   * @param entry from its dash to the end of the block
   */
  read(dashColumn: number, entry: Span, rows: FactRows): EntryEnd | null {
    for (let i = 0; i < this.templates.length; i++) {
      const template = this.templates[i];
      const end = template?.fits(dashColumn) ? template.read(this.text, entry, rows) : null;
      if (end !== null) return end;
    }
    return null;
  }

  /** The details of an entry that the skim has read; null where no outline fits it. */
  details(entry: Span): OutlineReading | null {
    for (const outline of this.outlines) {
      const reading = outline.read(this.text, entry);
      if (reading !== null) return reading;
    }
    return this.outlineOf(entry)?.read(this.text, entry) ?? null;
  }

  private outlineOf({ start, end }: Span): EntryOutline | null {
    this.unread++;
    if (this.unread <= askedBefore || this.unread > maximalAttempts || this.outlines.length === maximalCount) return null;
    if (end - start > maximalSize) return null;
    // As a text of its own, so that the document it stands in can be forgotten.
    const outline = EntryOutline.of(copyOf(this.text.slice(startOfLine(this.text, start), end)));
    if (outline !== null) this.outlines.push(outline);
    return outline;
  }

  learn(entry: TemplateEntry): void {
    this.learned++;
    if (this.learned > maximalAttempts || this.templates.length === maximalCount) return;
    if (itemAt(entry.row, fact.end) - itemAt(entry.row, fact.start) > maximalSize) return;
    const template = EntryTemplate.of(this.text, { row: [...entry.row], postItems: entry.postItems });
    if (template !== null) this.templates.push(template);
  }
}
