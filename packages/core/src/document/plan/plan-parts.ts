/** What the makers of a plan's parts work on. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Flaw } from '../../model/plan.ts';
import type { LineIndex } from '../../text/line-index.ts';
import type { ReadingContext } from '../../text/yaml/yaml-block.ts';
import type { StatusVocabulary } from '../status-words.ts';
import type { EntryTemplates } from './entry-templates.ts';

export interface PlanContext extends ReadingContext {
  readonly text: ByteString;
  readonly lines: LineIndex;
  readonly vocabulary: StatusVocabulary;
  /** For entries that look alike. */
  readonly templates: EntryTemplates;
  /** Not the first reading of such a text in this process: then what is found out is remembered for the next. */
  readonly isReread: boolean;
  /** What reading met with; statuses are looked at later, when somebody asks for flaws. */
  readonly flaws: Flaw[];
}
