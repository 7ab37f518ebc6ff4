/** Whether a text says something: the measure of summaries and notes, for those who ask for one and for those who judge it later. */
import { isAscii } from '../model/byte-string.ts';
import type { Policy } from '../model/policy.ts';

/** A text without what makes it only look longer: blanks at the ends and repeated ones. */
export const plain = (text: string) => text.trim().replace(/\s+/gu, ' ');

/** At least so many characters, counted as people do. */
export function isLongEnough(text: string, least: number): boolean {
  return [...plain(text)].length >= least;
}

/** Long enough for a summary, and not a phrase that says nothing. */
export function isSummary(text: string, { summaryLength, refusedPhrases }: Policy): boolean {
  return isLongEnough(text, summaryLength) && !refusedPhrases.some((phrase) => letters(phrase) === letters(text));
}

const letters = (text: string) => {
  const lower = plain(text).toLowerCase();
  return lower.replace(isAscii(lower) ? /[^a-z0-9/ ]/g : /[^\p{L}\p{N}/ ]/gu, '').trim();
};
