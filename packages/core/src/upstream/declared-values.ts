/** What the values of declared fields say: a status, an effort, or nothing filled in. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { DeclaredStatus, Effort } from './document-facts.ts';
import { inMarkdown } from './html-marks.ts';
import { approvalOf, type Profile } from './profile.ts';

/** A status cell. @param from where it stands */
export function readStatus(
  text: ByteString,
  span: Span,
  { from, profile }: Pick<DeclaredStatus, 'from'> & { readonly profile: Profile },
): DeclaredStatus {
  const written = plainValue(decodeUtf8(text.slice(span.start, span.end) as ByteString));
  const inner = written.replace(/^\[([^\][]*)\]$/, '$1').trim();
  const isWord = profile.statusWords.has(inner.toLowerCase());
  const word = isWord ? inner : written;
  const isPlaceholder = !isWord && (isUnfilled(word) || isWholeList(word, profile));
  const means = isPlaceholder ? null : (meaningOf(word, profile) ?? null);
  return { from, word, means, approval: means === null ? null : approvalOf[means], isPlaceholder, span };
}

/** The word as it stands, or what comes before a remark: `Approved (2026-01-04)`, `Superseded by ADR-04`. */
function meaningOf(word: string, { statusWords }: Profile) {
  const whole = word.toLowerCase();
  // `Completed: no`; and by whom, or by when?
  if (/^[^:]*:\s*(?:no|not|false)\b|^(?:done|finished|complete|completed) by\b/.test(whole)) return undefined;
  const head =
    /^([\p{L}][\p{L} _-]*?)(?:\s*(?:[(,;:\uff08\uff0c\uff1a\uff1b\u3001\u3002]|\s[-\u2013\u2014]\s|\s(?:by|on|since|durch|am|seit)\s|\d).*)?$/su.exec(
      whole,
    )?.[1];
  return statusWords.get(whole) ?? (head === undefined ? undefined : statusWords.get(head.trim()));
}

/** `Draft/Review/Approved`: three words or more, most of which are statuses. */
function isWholeList(word: string, { statusWords }: Profile): boolean {
  const parts = word.split(/\s*[/|]\s*/);
  return parts.length > 2 && parts.filter((part) => statusWords.has(part.toLowerCase())).length * 2 >= parts.length;
}

/** Without decoration: marks of emphasis and code, icons, a link's target. */
export function plainValue(value: string): string {
  if (/^[\w .,:-]*$/.test(value)) return value.trim();
  return inMarkdown(value)
    .replace(/\[([^\][]*)\]\([^()\s]* *\)/g, '$1')
    .replace(/\\(?=[|<>[\]])/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/[*`]/g, '')
    .replace(/\p{Extended_Pictographic}|[\u{fe0f}\u{200d}]/gu, '')
    .trim();
}

/** What a template has where something is to be filled in. */
export function isUnfilled(value: string): boolean {
  const plain = value.trim();
  return (
    /^(?:TBD|TODO|XXX|TBC|to be (?:determined|defined|decided|confirmed|done|filled in))\b[.!]?/i.test(plain) ||
    // `<hours>`, `{version}`; addresses, breaks of lines and `{{ version }}`, which a build fills in, are none.
    /^(?:<(?!br\b)[A-Za-z\u00c0-\uffff][\w\u00c0-\uffff /,-]*>|\{[A-Za-z\u00c0-\uffff][\w\u00c0-\uffff /,-]*\})$/i.test(plain) ||
    // An id in brackets is filled in, and so are `[None]` and `[12 hours]`.
    /^\[(?!(?:\d[\d.,\s-]*[a-z]+|none|n\/a|keine?r?|entfällt|aucune?|ninguna?|ninguno|nessun[ao]|nenhuma?|geen|brak|ingen|inga)\s*\])(?![^\]]*[a-z][-.]\d)[^\]]*[a-z][^\]]*\](?!\()[^\w]*$/i.test(
      plain,
    ) ||
    // The same in other letters, without an id or a number; `[なし]` is filled in.
    (/^\[[^\]\w]*[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af][^\]\w]*\]$/.test(plain) && !isNothing.test(plain)) ||
    /^(?:YYYY-MM-DD|X\.Y(?:\.Z)?)\b/i.test(plain) ||
    /^[A-Z][A-Z0-9]*[-.](?:(?:NN+|XX+|YY+)\b|\?\?+)/.test(plain)
  );
}

/** `[None]` in other letters. */
const isNothing = /^\[\s*(?:なし|無し?|该当なし|該当なし|无|不适用|不適用|없음|해당 ?없음|нет|немає|няма|κανένα?|لا يوجد|אין)\s*\]$/i;

const hoursIn: Readonly<Record<string, number>> = { h: 1, d: 8, w: 40, m: 1 / 60 };
/** A comma before one or two digits is that of a decimal. */
const figure = String.raw`\d{1,6}(?:[.,]\d{1,2}(?!\d)|\.\d{3})?`;
const kind = 'person|man|work(?:ing)?|ideal|calendar';
/** Behind a stroke stands no number, but the part of a fraction: `1/2 day` are not two. */
const amount = new RegExp(
  String.raw`(?<![/\d]|\d[.,])(${figure})(?:\s*(?:-|\u2013|to)\s*(${figure}))?\s*(?:${kind}|p(?=d))?[- ]?(h|d|w|m)(?:(?:ou)?rs?|ays?|eeks?|in(?:ute)?s?)?\b`,
  'i',
);
const numbers: Readonly<Record<string, string>> = Object.fromEntries(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map((word, at) => [
    word,
    String(at + 1),
  ]),
);
const count = `an?|${Object.keys(numbers).join('|')}`;
const period = String.raw`[- ](?:(?:${kind})[- ])?(?:hours?|days?|weeks?)\b`;
/** `two days`, `half a day`, `half-day`, `a week`; not the half of `seventeen and a half days`. */
const inWords = new RegExp(String.raw`\b(?:((?<!\band an? )half(?: an?)?)|(${count}))(?=${period})`, 'gi');
/** `a day and a half`, `two and a half days`; not `an hour and a half-day`. */
const andAHalf = new RegExp(
  String.raw`(?<![\d.,/])\b(${count}|\d{1,6})(?:(${period}) and (?:a|one) half\b(?!${period})| and (?:a|one) half(?=${period}))`,
  'gi',
);
const numberOf = (word: string) => numbers[word.toLowerCase()] ?? (/^an?$/i.test(word) ? '1' : word);
const inDigits = (written: string) =>
  written
    .replace(andAHalf, (_, word: string, unit = '') => `${numberOf(word)}.5${unit}`)
    .replace(inWords, (_, half?: string, word = '') => (half === undefined ? numberOf(word) : '0.5'));

/** @param unit where the name of the field says it */
export function readEffort(text: ByteString, span: Span, unit = ''): Effort | null {
  const written = plainValue(decodeUtf8(text.slice(span.start, span.end) as ByteString));
  if (written === '' || isUnfilled(written) || /^(?:none|n\/a|-|\u2014)$/i.test(written)) return null;
  const said = inDigits(written);
  const [, low, high = low, by = ''] = amount.exec(said) ?? amount.exec(`${said} ${unit}`) ?? [];
  const hours = hoursIn[by.toLowerCase()];
  const number = Number(high?.replace(',', '.'));
  return { written, hours: high === undefined || hours === undefined ? null : Math.round(number * hours * 100) / 100, span };
}
