/** What the package exports: `openPlan` and the types that its methods speak in. */
export type { Actor, ActorKind, LedgerEvent, Receipt } from '@tallyplan/core/model/event';
export type { Finding, NextStep, Outcome, Problem, Severity } from '@tallyplan/core/model/problem';
export type { RuleName } from '@tallyplan/core/model/rule-names';
export type { Status } from '@tallyplan/core/model/status';
export { type OpenPlan, type OpenPlanOptions, openPlan, PlanNotOpened } from './open-plan.ts';
export type { CallOptions, ChangedFile, PlanMethods, Written } from './plan-methods.ts';
export type { Notice } from './stores/notice.ts';
