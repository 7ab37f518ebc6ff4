/** Consistent repositories in three styles have nothing that contradicts, and every contradiction that is planted into one is found. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { documentStyles } from '../../operations/testing/document-words.ts';
import type { DocumentedFamily, DocumentedPlan } from '../../operations/testing/documented-plan.ts';
import { documentedPlan, filesOf, planTextOf } from '../../operations/testing/documented-plan.ts';
import { plantings } from '../../operations/testing/planted.ts';
import { textWorld } from '../../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../../upstream/upstream-of-texts.ts';
import { reviewOf } from '../review.ts';
import type { RuleWorld } from '../rule-world.ts';
import { allContradictions } from './consistency.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const families: readonly DocumentedFamily[] = ['B', 'C', 'D'];

function worldOf(plan: DocumentedPlan, status: 'NOT_STARTED' | 'COMPLETED' = 'NOT_STARTED'): RuleWorld {
  const world = textWorld(planTextOf(plan, status), { digest });
  return { ...world, upstream: upstreamOfTexts(Object.fromEntries(filesOf(plan)), { digest, library: () => yaml }) };
}

const told = (world: RuleWorld) => allContradictions(world).map(({ rule, message, here }) => `${rule} ${here.file}: ${message}`);

describe('consistent documents', () => {
  it.each(documentStyles.flatMap((style) => families.map((family) => [style, family] as const)))(
    'in %s style, of a plan of family %s, hold nothing that contradicts',
    (style, family) => {
      const world = worldOf(documentedPlan(style, family));
      expect(world.upstream.ofType('TASKS').length).toBe(5);
      expect(told(world)).toEqual([]);
    },
  );
});

describe('every contradiction is found', () => {
  const cases = plantings.flatMap((planting) =>
    documentStyles.filter((style) => style !== planting.exceptIn).map((style) => ({ planting, style, rule: planting.rule })),
  );
  it.each(cases)('$rule at five places in $style style', ({ planting: { rule, plant, needsCompleted }, style }) => {
    const status = needsCompleted ? 'COMPLETED' : 'NOT_STARTED';
    const before = told(worldOf(documentedPlan(style, 'B'), status));
    for (const place of [1, 2, 3, 4, 5]) {
      const found = told(worldOf(plant(documentedPlan(style, 'B'), place), status)).filter((each) => !before.includes(each));
      expect(
        found.some((each) => each.startsWith(`${rule} `)),
        `place ${place}: ${found.join('\n')}`,
      ).toBe(true);
    }
  });
});

describe('a review of one task', () => {
  it.each(documentStyles)('takes in its documents and those that they cite, in %s style', (style) => {
    const world = worldOf(documentedPlan(style, 'B'));
    const [, second] = world.plan.tasks;
    if (second === undefined) throw new Error('no second task');
    const { documents, errors } = reviewOf(world, second);
    expect(documents.map(({ id }) => id).sort()).toEqual(['ADR-01', 'IPLAN-02', 'REQ-02', 'SPEC-02', 'TASKS-02']);
    expect(errors).toEqual([]);
  });
});
