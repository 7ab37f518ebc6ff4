/** A point in time, written the way that a document already writes it. */

/** `2026-11-22` or, with a time of day, `2026-11-22T14:30:00`; local, without zone. */
export type LocalTime = string;

/** One way to write a date: what it looks like, and how another is written so. A template's letters count as digits. */
interface DateForm {
  readonly looks: RegExp;
  write(at: DateParts, found: string): string;
}
interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** `14:30:00`; null where only the date is known. */
  readonly time: string | null;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const monthWord = `(?:${months.map((month) => `${month}|${month.slice(0, 3)}`).join('|')})`;

const isoForm: DateForm = { looks: /(?:\d{4}|YYYY)-(?:\d\d|MM)-(?:\d\d|DD)/, write: isoDate };

/** The first that is found in a text is its form. A zone is left out: the time that is written is local. */
const forms: readonly DateForm[] = [
  {
    looks: /(?:\d{4}|YYYY)-(?:\d\d|MM)-(?:\d\d|DD)[T ](?:\d\d|HH):(?:\d\d|MM)(?::(?:\d\d|SS)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/,
    write(at, found) {
      if (at.time === null) return isoDate(at);
      const withSeconds = /\d\d:\d\d:\d\d|HH:MM:SS/.test(found);
      return `${isoDate(at)}${found.charAt(10)}${withSeconds ? at.time : at.time.slice(0, 5)}`;
    },
  },
  isoForm,
  { looks: /\d{4}\/\d\d\/\d\d/, write: ({ year, month, day }) => `${year}/${month}/${day}` },
  { looks: /\d\d\.\d\d\.\d{4}/, write: ({ year, month, day }) => `${day}.${month}.${year}` },
  {
    looks: new RegExp(`${monthWord} \\d{1,2}, \\d{4}`),
    write: (at, found) => `${monthLike(at, found)} ${Number(at.day)}, ${at.year}`,
  },
  {
    looks: new RegExp(`\\d{1,2} ${monthWord} \\d{4}`),
    write: (at, found) => `${Number(at.day)} ${monthLike(at, found)} ${at.year}`,
  },
];

/** A text with its date exchanged, in the form of the old one; where it holds none, the ISO date alone. */
export function inFormOf(written: string, at: LocalTime): string {
  const parts = partsOf(at);
  const form = formOf(written);
  if (form === undefined) return isoDate(parts);
  // A template's brackets go with its letters.
  return written.replace(/\[(YYYY[^\]]*)\]/, '$1').replace(form.looks, (found) => form.write(parts, found));
}

/** Whether a text holds a date in one of the forms, or a template's letters for one. */
export function hasDate(written: string): boolean {
  return formOf(written) !== undefined;
}

function formOf(written: string): DateForm | undefined {
  // Nearly every date is this one.
  return /^\d{4}-\d\d-\d\d$/.test(written) ? isoForm : forms.find(({ looks }) => looks.test(written));
}

function partsOf(at: LocalTime): DateParts {
  return { year: at.slice(0, 4), month: at.slice(5, 7), day: at.slice(8, 10), time: at.length > 10 ? at.slice(11) : null };
}

function isoDate({ year, month, day }: DateParts): string {
  return `${year}-${month}-${day}`;
}

function monthLike({ month }: DateParts, found: string): string {
  const name = months.filter((_, at) => at + 1 === Number(month)).join('');
  const short = months.every((each) => !found.includes(each));
  return short ? name.slice(0, 3) : name;
}
