/**
 * Choices of a generator, drawn from a tape of numbers. When the tape runs out every choice is the first
 * one, so a shorter tape (or smaller numbers) makes a plainer thing: property tests shrink by the tape.
 */
export class Dice {
  private readonly tape: readonly number[];
  private at = 0;

  constructor(tape: readonly number[]) {
    this.tape = tape;
  }

  /** 0 to `sides` - 1. */
  roll(sides: number): number {
    const number = this.tape[this.at] ?? 0;
    this.at++;
    return number % sides;
  }
  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.roll(choices.length)];
    if (choice === undefined) throw new RangeError('There is nothing to choose from.');
    return choice;
  }
  /** One in `rarity`; never on a tape that has run out. */
  rarely(rarity = 4): boolean {
    return this.roll(rarity) === rarity - 1;
  }
  /** As many things as rolled, `least` at least. */
  some<T>(least: number, most: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length: least + this.roll(most - least + 1) }, (_, index) => make(index));
  }
}
