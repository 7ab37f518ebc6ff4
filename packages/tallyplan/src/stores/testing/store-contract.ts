/** What every store must do, as tests. `memory-store.test.ts` and `file-store.test.ts` run it. */
import { describe } from 'vitest';
import { adoptionContract } from './adoption-contract.ts';
import { changeContract } from './change-contract.ts';
import { meanwhileContract } from './meanwhile-contract.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function storeContract(make: () => StoreUnderTest): void {
  describe('adoption and configuration', () => adoptionContract(make));
  describe('changes, one at a time', () => changeContract(make));
  describe('changes, and what others write meanwhile', () => meanwhileContract(make));
}
