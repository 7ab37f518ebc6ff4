/**
 * An answer is read by an agent, and fills its context; so none is longer than this unasked. What is too long
 * loses the ends of its longest lists and texts, and says so.
 */

/** Characters of 2,000 tokens. */
const usualRoom = 8000;
/** Characters where the caller said how much it wants: a bound all the same. */
export const askedRoom = 80_000;

export interface Fitted {
  readonly value: unknown;
  /** What was left out of which part: "waiting": "7 of 10". */
  readonly leftOut: Readonly<Record<string, string>>;
}

/**
 * The value, its parts shortened as far as it takes for all that is told to have at most `room` characters of JSON.
 *
 * @param telling what is told with such a value: what stands around it needs room, too, and tells of what was left out.
 */
export function fit<Told>(value: unknown, telling: (fitted: Fitted) => Told, room = usualRoom): Told {
  let told = telling({ value, leftOut: {} });
  const around = sizeOf(told) - sizeOf(value);
  for (let inner = room - around, over = sizeOf(told) - room; over > 0 && inner > 0; inner -= over) {
    told = telling(shortened(value, inner));
    over = sizeOf(told) - room;
  }
  return told;
}

function shortened(value: unknown, room: number): Fitted {
  const copy: unknown = structuredClone(value);
  const lengths = new Map<string, number>();
  // Each step takes away at least a tenth of the longest part, so few are needed; the bound is for a value that can't get shorter.
  for (let steps = 0; steps < 1000 && sizeOf(copy) > room; steps++) if (!shorten(copy, lengths)) break;
  return { value: copy, leftOut: Object.fromEntries([...lengths].flatMap(([path, length]) => toldLeft(copy, path, length))) };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

type Container = Record<string, unknown> | unknown[];

/** Shortens the longest list or text anywhere in the value; false where nothing can be. */
function shorten(root: unknown, lengths: Map<string, number>): boolean {
  const longest = longestPart(root);
  if (longest === null) return false;
  const { holder, key, path, part } = longest;
  if (!lengths.has(path)) lengths.set(path, part.length);
  const kept = Math.floor(part.length * 0.7);
  put(holder, key, typeof part === 'string' ? `${cutAt(part, kept)}…` : part.slice(0, kept));
  return true;
}

interface Part {
  readonly holder: Container;
  readonly key: string | number;
  readonly path: string;
  readonly part: string | readonly unknown[];
  readonly size: number;
}

/** Goes down the largest part, as long as that is most of what holds it, and is itself no list that can be shortened. */
function longestPart(root: unknown): Part | null {
  let holder = root;
  let path = '';
  let last: Part | null = null;
  while (isContainer(holder)) {
    const found = largestOf(holder, path);
    if (found === null) return last;
    const { part, inner } = found;
    if (part !== null) {
      last = part;
      // A list of many is cut; one of few is looked into.
      if (typeof part.part === 'string' || part.part.length > 3) return part;
    }
    holder = inner;
    path = found.path;
  }
  return last;
}

function largestOf(holder: Container, path: string): { readonly part: Part | null; readonly inner: unknown; readonly path: string } | null {
  const entries: [string | number, unknown][] = Array.isArray(holder) ? [...holder.entries()] : Object.entries(holder);
  const sized = entries.map(([key, value]) => ({ key, value, size: sizeOf(value) })).sort((a, b) => b.size - a.size);
  const [largest] = sized;
  if (largest === undefined || largest.size < shortest) return null;
  const { key, value, size } = largest;
  const at = path === '' ? String(key) : `${path}.${key}`;
  const isPart = (typeof value === 'string' && value.length > shortest) || (Array.isArray(value) && value.length > 1);
  return { part: isPart ? { holder, key, path: at, part: value as string | unknown[], size } : null, inner: value, path: at };
}
/** What is shorter than this is left as it is. */
const shortest = 80;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function put(holder: Container, key: string | number, value: unknown): void {
  // A holder is indexed by the keys that its own entries have.
  (holder as Record<string | number, unknown>)[key] = value;
}

/** No letter is torn. */
function cutAt(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Nothing of what is in a part that was left out itself. */
function toldLeft(root: unknown, path: string, before: number): [string, string][] {
  let value: unknown = root;
  for (const key of path.split('.')) value = isContainer(value) ? (value as Record<string, unknown>)[key] : undefined;
  if (typeof value !== 'string' && !Array.isArray(value)) return [];
  return [[path, `${before - value.length} of ${before} ${typeof value === 'string' ? 'characters' : 'left out'}`]];
}
