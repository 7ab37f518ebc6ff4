/**
 * The berth register: what decides which vessel may lie where. Lengths and depths are whole
 * centimetres, depths counted downwards from chart datum (ADR-02).
 */

/** Code of a berth → the quay that its letter stands for. */
const quays = { N: 'north', F: 'fish', P: 'ferry' };
const berthsOfQuay = { N: 5, F: 6, P: 3 };
const services = ['water', 'power', 'crane', 'waste'];

/** The register with one berth more, or the reason why not and the field that it is about. */
export function addBerth(register, berth) {
  const present = findBerth(register, berth.code);
  if (present !== undefined) return refused('code', `${berth.code} is in use: ${describe(present)}`);
  if (quayOf(berth.code) === undefined) return refused('code', `${berth.code} is not a berth of this harbour`);
  if (!isLength(berth.lengthCm)) return refused('lengthCm', 'a length is a whole number of centimetres greater than zero');
  if (!isLength(berth.depthCm)) return refused('depthCm', 'a depth is a whole number of centimetres greater than zero');
  const unknown = berth.services.find((service) => !services.includes(service));
  if (unknown !== undefined) return refused('services', `${unknown} is none of ${services.join(', ')}`);
  return { ok: true, register: [...register, { ...berth, quay: quayOf(berth.code), retired: null }] };
}

/** Takes a berth out of use from a day on; it stays in the register. */
export function retireBerth(register, code, day) {
  const berth = findBerth(register, code);
  if (berth === undefined) return refused('code', `there is no berth ${code}`);
  if (berth.retired !== null) return refused('code', `${code} has been out of use since ${berth.retired}`);
  return { ok: true, register: register.map((other) => (other === berth ? { ...berth, retired: day } : other)) };
}

export function findBerth(register, code) {
  return register.find((berth) => berth.code === code);
}

function quayOf(code) {
  const match = /^([NFP])([1-9])$/.exec(code);
  if (match === null) return undefined;
  const [, letter, number] = match;
  return Number(number) <= berthsOfQuay[letter] ? quays[letter] : undefined;
}

function isLength(value) {
  return Number.isInteger(value) && value > 0;
}

function describe(berth) {
  return `${berth.quay} quay, ${berth.lengthCm} cm long, ${berth.depthCm} cm deep`;
}

function refused(field, reason) {
  return { ok: false, field, reason };
}
