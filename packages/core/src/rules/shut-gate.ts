/** A gate that is shut, and how it is told. */
import type { NextStep } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { byRank } from '../model/rule-names.ts';
import type { LedgerPlace } from './ledger-place.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';
import { isWaived } from './waived.ts';

export interface ShutGate {
  readonly rule: RuleName;
  /** What is wrong, as a sentence without the task's id in front. */
  readonly message: string;
  /** What the gate is about; a waiver holds for exactly this. */
  readonly about: readonly string[];
  readonly have: readonly string[];
  readonly missing: readonly string[];
  /** Where it is to be mended, where that is not the task's entry. */
  readonly place?: LedgerPlace;
  /** What leads on, where the gate itself knows it; else `lead-on.ts` tells it by the rule. */
  readonly next?: readonly NextStep[];
}

/** A shut gate that knows what leads on. */
export type LedGate = ShutGate & Required<Pick<ShutGate, 'next'>>;

type Said = Omit<ShutGate, 'rule' | 'message'>;

/** A shut gate with everything that is not said left empty. */
export function shut(rule: RuleName, message: string, more: Partial<Said> & Pick<LedGate, 'next'>): LedGate;
export function shut(rule: RuleName, message: string, more?: Partial<Said>): ShutGate;
export function shut(rule: RuleName, message: string, more: Partial<Said> = {}): ShutGate {
  return { rule, message, about: [], have: [], missing: [], ...more };
}

/** Answers whether a transition of this task may pass. Pure; told together with all others that are shut. */
export type Gate = (world: RuleWorld, standing: Standing) => ShutGate | null;

/** All gates that are shut and not waived, in the order of the table of rules. */
export function shutGates(gates: readonly Gate[], world: RuleWorld, standing: Standing): readonly ShutGate[] {
  return inOrder(
    gates.flatMap((gate) => {
      const shut = gate(world, standing);
      return shut === null || isWaived(world, standing.history, shut) ? [] : [shut];
    }),
  );
}

/** In the order of the table of rules, which is the order that refusals are told in. */
export function inOrder<T extends { readonly rule: RuleName }>(shut: readonly T[]): readonly T[] {
  return [...shut].sort((a, b) => byRank(a.rule, b.rule));
}
