/** The templates of one document: a few, made of entries that no other fitted. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { OutlineReading } from './entry-outline.ts';
import { EntryTemplate, type TemplateEntry } from './entry-template.ts';
import { fact } from './task-shapes.ts';

/** A document whose entries differ more than this is read without. */
const maximalCount = 4;
/** After so many entries that no template could be made of, none is tried again. */
const maximalAttempts = 12;
/** Bytes of an entry: a regular expression for a very long one would cost more than it saves. */
const maximalSize = 6000;

export class EntryTemplates {
  private readonly text: ByteString;
  private readonly templates: EntryTemplate[];
  /** Entries that were read in full. The first of a list may be the only one of its kind: it is not worth a template. */
  private learned = 0;

  /** @param known templates of another text, which is likely to be written alike */
  constructor(text: ByteString, known: EntryTemplates | null = null) {
    this.text = text;
    this.templates = [...(known?.templates ?? [])];
  }

  read(dashColumn: number, dash: number, row: number[]): number {
    for (let i = 0; i < this.templates.length; i++) {
      const template = this.templates[i];
      if (template === undefined || !template.fits(dashColumn)) continue;
      const end = template.read(this.text, dash, row);
      if (end >= 0) return end;
    }
    return -1;
  }

  /** The details of an entry that the skim has read; null where no template fits it. */
  details(dashColumn: number, entry: Span): OutlineReading | null {
    for (const template of this.templates) {
      const reading = template.fits(dashColumn) ? template.details(this.text, entry) : null;
      if (reading !== null) return reading;
    }
    return null;
  }

  learn(entry: TemplateEntry): void {
    this.learned++;
    if (this.learned === 1 || this.learned > maximalAttempts || this.templates.length === maximalCount) return;
    if ((entry.row[fact.end] ?? 0) - (entry.row[fact.start] ?? 0) > maximalSize) return;
    const template = EntryTemplate.of(this.text, { row: [...entry.row], postItems: entry.postItems });
    if (template !== null) this.templates.push(template);
  }
}
