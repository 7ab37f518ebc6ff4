/** The item at a position that was found in this very list: where there is none, the list contradicts itself. */
export function itemAt<Item extends NonNullable<unknown>>(items: ArrayLike<Item>, position: number): Item {
  const item = items[position];
  if (item === undefined) throw new RangeError(`There is no item at ${position} of ${items.length}.`);
  return item;
}
