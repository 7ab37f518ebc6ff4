import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addVessel, isImoNumber, nextHarbourNumber, searchVessels } from '../src/vessels.mjs';

test('REQ.02.06.01: the check digit decides', () => {
  assert.equal(isImoNumber('IMO 9074729'), true);
  for (const wrong of ['IMO 9074728', 'IMO 907472', 'IMO 90747290', '9074729']) assert.equal(isImoNumber(wrong), false);
});

test('REQ.02.06.02: a known number under a new name makes no second vessel', () => {
  const first = addVessel([], { number: 'IMO 9074729', name: 'Havsula' }, '2025-04-02').register;
  const second = addVessel(first, { number: 'IMO 9074729', name: 'Nordlys' }, '2026-05-11').register;
  assert.equal(second.length, 1);
  assert.deepEqual(second[0].formerNames, [{ name: 'Havsula', until: '2026-05-11' }]);
});

test('REQ.02.06.03: a search for the former name finds the present one', () => {
  const first = addVessel([], { number: 'LH-0007', name: 'Terna' }, '2025-04-02').register;
  const second = addVessel(first, { number: 'LH-0007', name: 'Ronja' }, '2026-05-11').register;
  assert.deepEqual(
    searchVessels(second, 'tern').map((vessel) => vessel.name),
    ['Ronja'],
  );
});

test('a harbour number is never given twice', () => {
  assert.equal(nextHarbourNumber([]), 'LH-0001');
  assert.equal(nextHarbourNumber([{ number: 'LH-0004' }, { number: 'IMO 9074729' }, { number: 'LH-0002' }]), 'LH-0005');
});
