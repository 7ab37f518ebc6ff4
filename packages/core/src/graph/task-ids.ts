/**
 * Which task has an id, whatever its width and case. Tasks are numbers.
 *
 * Nearly every id is capital letters, a hyphen and digits (`TASKS-0042`), and every id and mention of a plan is
 * looked up here. So those are filed by the number that their digits are, which makes no text and hashes none:
 * at ten thousand tasks a fifth of the time that a map of their texts takes.
 */
import { type TaskKey, taskKeyOf } from '../model/task-id.ts';

/** As many digits as a number holds exactly. */
const mostDigits = 15;

export class TaskIds {
  /** By the letters of an id, and the number of its digits. */
  readonly #numbered = new Map<string, Map<number, number>>();
  /** All others by their keys, and as they are written. The two never collide, since a key is its own key. */
  readonly #others = new Map<string, number>();
  #letters = '';
  #numbers: Map<number, number> | undefined;

  /** Files an id under a node, unless it is known; answers the node that it has. */
  add(id: string, node: number): number {
    const own = this.#addNumbered(id, node);
    if (own !== null) return own;
    const key = taskKeyOf(id);
    const first = this.#addNumbered(key, node) ?? this.#others.get(key) ?? node;
    this.#others.set(key, first).set(id, first);
    return first;
  }

  /** Of the id that stands there in a text: in whatever width, but in the case of its key or of some task that has it. */
  at(text: string, start: number, end: number): number | undefined {
    const hyphen = text.indexOf('-', start);
    if (hyphen > start && hyphen < end && this.#isLetters(text, start, hyphen)) {
      const number = numberAt(text, hyphen + 1, end);
      if (number >= 0) return this.#numbers?.get(number);
    }
    return this.#others.size === 0 ? undefined : this.#others.get(text.slice(start, end));
  }

  ofKey(key: TaskKey): number | undefined {
    return this.at(key, 0, key.length);
  }

  /** null for an id of another form. */
  #addNumbered(id: string, node: number): number | null {
    const hyphen = id.indexOf('-');
    const number = hyphen < 1 ? -1 : numberAt(id, hyphen + 1, id.length);
    if (number < 0) return null;
    if (!this.#isLetters(id, 0, hyphen)) {
      const letters = id.slice(0, hyphen);
      if (!/^[A-Z]+$/.test(letters)) return null;
      this.#letters = letters;
      this.#numbers = new Map();
      this.#numbered.set(letters, this.#numbers);
    }
    const known = this.#numbers?.get(number);
    if (known === undefined) this.#numbers?.set(number, node);
    return known ?? node;
  }

  /** Whether some id begins with these letters; then its numbers are at hand. Asked in a row for the same ones. */
  #isLetters(text: string, start: number, hyphen: number): boolean {
    if (this.#letters.length === hyphen - start && this.#letters !== '' && text.startsWith(this.#letters, start)) return true;
    const letters = text.slice(start, hyphen);
    const numbers = this.#numbered.get(letters);
    if (numbers === undefined) return false;
    this.#letters = letters;
    this.#numbers = numbers;
    return true;
  }
}

/** The number that all of it is; -1 where it is none, or one too long to be exact. */
function numberAt(text: string, start: number, end: number): number {
  if (start === end || end - start > mostDigits) return -1;
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const zero = 0x30;
