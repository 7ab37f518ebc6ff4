/**
 * The vessel register. A vessel is known by a number that outlives her name: the IMO number, or a
 * harbour number (LH and four digits) where she has none.
 */

/**
 * True for `IMO` and seven digits whose last one is the check digit: the last digit of the sum of
 * the first six, times 7, 6, 5, 4, 3 and 2.
 */
export function isImoNumber(number) {
  const match = /^IMO (\d{6})(\d)$/.exec(number);
  if (match === null) return false;
  const sum = [...match[1]].reduce((total, digit, index) => total + Number(digit) * (7 - index), 0);
  return sum % 10 === Number(match[2]);
}

/** One more than the highest harbour number ever given. */
export function nextHarbourNumber(register) {
  const given = register.map((vessel) => Number(/^LH-(\d{4})$/.exec(vessel.number)?.[1] ?? 0));
  return `LH-${String(Math.max(0, ...given) + 1).padStart(4, '0')}`;
}

/** The register with that vessel in it: a new one, or a known one under her new name. */
export function addVessel(register, vessel, day) {
  if (!isImoNumber(vessel.number) && !/^LH-\d{4}$/.test(vessel.number)) {
    return { ok: false, field: 'number', reason: `${vessel.number} is neither an IMO number nor a harbour number` };
  }
  const known = register.find((other) => other.number === vessel.number);
  if (known === undefined) return { ok: true, register: [...register, { ...vessel, formerNames: [] }] };
  return renameVessel(register, known, vessel.name, day);
}

function renameVessel(register, known, name, day) {
  if (known.name === name) return { ok: true, register };
  const renamed = { ...known, name, formerNames: [...known.formerNames, { name: known.name, until: day }] };
  return { ok: true, register: register.map((other) => (other === known ? renamed : other)) };
}

/** Vessels whose present or former name holds the text, without case. */
export function searchVessels(register, text) {
  const wanted = text.toLowerCase();
  const names = (vessel) => [vessel.name, ...vessel.formerNames.map((former) => former.name)];
  return register.filter((vessel) => names(vessel).some((name) => name.toLowerCase().includes(wanted)));
}
