/** What the makers of a plan's parts work on. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Flaw } from '../../model/plan.ts';
import type { LineIndex } from '../line-index.ts';
import type { StatusVocabulary } from '../status-words.ts';
import type { ReadingContext } from '../yaml/yaml-block.ts';

export interface PlanContext extends ReadingContext {
  readonly text: ByteString;
  readonly lines: LineIndex;
  readonly vocabulary: StatusVocabulary;
  /** What reading met with; statuses are looked at later, when somebody asks for flaws. */
  readonly flaws: Flaw[];
}
