/** A part of a file that is Tallyplan's, in a file that may be somebody else's. One file has one insertion. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Splice } from './splice.ts';

export interface Insertion {
  /** From the root, with `/`. */
  readonly file: string;
  /** What for, in a few words. */
  readonly does: string;
  /** A file that is run, where it has to be made. */
  readonly executable?: true;
  /** Nothing in it says whose it is: a person may have written the very same. */
  readonly unmarked?: true;
  /** Whether the text holds it as it should be. */
  isIn(text: ByteString): boolean;
  /**
   * The splices that put it into a text that holds nothing of it; the text of a file that is not there is empty.
   * None where a person has written the like already. Refuses a text that it can't be put into safely.
   */
  put(text: ByteString, file: string): Outcome<readonly Splice[]>;
  /** The text without anything of Tallyplan's, whatever version wrote it and whatever was done to it since. The same text where there is nothing. */
  takeOut(text: ByteString): ByteString;
}
