import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addBerth, findBerth, retireBerth } from '../src/berths.mjs';

const n2 = { code: 'N2', lengthCm: 9200, depthCm: 640, services: ['water', 'power'] };
const register = addBerth([], n2).register;

test('a berth knows its quay by its letter', () => {
  assert.equal(findBerth(register, 'N2').quay, 'north');
});

test('REQ.01.06.01: a second berth with the same code is refused, and the answer names the first', () => {
  const answer = addBerth(register, { ...n2, lengthCm: 8000 });
  assert.equal(answer.field, 'code');
  assert.match(answer.reason, /N2 is in use: north quay, 9200 cm long/);
});

for (const value of [0, -5, 12.5, '12']) {
  test(`REQ.01.06.02: ${JSON.stringify(value)} is neither a length nor a depth`, () => {
    assert.equal(addBerth([], { ...n2, lengthCm: value }).field, 'lengthCm');
    assert.equal(addBerth([], { ...n2, depthCm: value }).field, 'depthCm');
  });
}

test('the harbour has no berth N6 and no quay X', () => {
  assert.equal(addBerth([], { ...n2, code: 'N6' }).ok, false);
  assert.equal(addBerth([], { ...n2, code: 'X1' }).ok, false);
});

test('a berth that is out of use stays in the register', () => {
  const { register: after } = retireBerth(register, 'N2', '2026-11-01');
  assert.equal(findBerth(after, 'N2').retired, '2026-11-01');
  assert.equal(retireBerth(after, 'N2', '2026-12-01').ok, false);
});
