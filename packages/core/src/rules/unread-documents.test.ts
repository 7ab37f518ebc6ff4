/** Documents that nobody can read: nobody vouches for them, nothing is held against them, and that is told. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { Task } from '../model/plan.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { DocumentedPlan } from '../operations/testing/documented-plan.ts';
import { documentedPlan, filesOf, planTextOf, withDocument } from '../operations/testing/documented-plan.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../upstream/upstream-of-texts.ts';
import { allContradictions } from './consistency/consistency.ts';
import { reliedOnByReview, reviewOf } from './review.ts';
import type { RuleWorld } from './rule-world.ts';
import { standingOf } from './standing.ts';
import { asRecorded } from './task-documents.ts';
import { unreadDocuments } from './unread-documents.ts';
import { verdictOn } from './verifiers.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const usual = documentedPlan('reference', 'B', 2);

/** The world in which the documents with these ids can't be read. */
function without({ plan = usual, ids }: { readonly plan?: DocumentedPlan; readonly ids: readonly string[] }): {
  readonly world: RuleWorld;
  readonly task: Task;
  readonly paths: readonly string[];
} {
  const texts = [...filesOf(plan)];
  const paths = texts.map(([path]) => path).filter((path) => ids.some((id) => path.includes(`/${id}_`)));
  const readable = Object.fromEntries(texts.filter(([path]) => !paths.includes(path)));
  const upstream = upstreamOfTexts(readable, { digest, library: () => yaml, unreadable: paths });
  const world = { ...textWorld(planTextOf(plan), { digest }), upstream };
  const task = world.plan.task(taskKeyOf('TASKS-01'));
  if (task === undefined) throw new Error('no task');
  return { world, task, paths };
}

describe('a document that can not be read', () => {
  it.each([
    ['verified_req', 'REQ-01'],
    ['confirmed_arch', 'ADR-01'],
    ['verified_tasks', 'TASKS-01'],
  ])('keeps %s from being vouched for', (item, id) => {
    const { world, task, paths } = without({ ids: [id] });
    // Of a TASKS document that can't be read nobody knows what it cites.
    expect(verdictOn(item, world, standingOf(world, task))).toMatchObject({
      holds: false,
      missing: expect.arrayContaining([`${paths[0]} can't be read`]),
    });
  });

  it('is told by the review as a warning, and is nothing that its receipt relies on', () => {
    const { world, task, paths } = without({ ids: ['REQ-01', 'IPLAN-01'] });
    const review = reviewOf(world, task);
    expect(review.errors).toEqual([]);
    expect(review.unread.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    expect(review.warnings.map(({ rule, message }) => `${rule} ${message}`).toSorted()).toEqual(
      paths.map((path) => `unmapped ${path} was not compared with anything: permission denied`).toSorted(),
    );
    expect(reliedOnByReview(world, review).filter(({ path }) => paths.includes(path))).toEqual([]);
  });

  it.each(['ADR-01', 'REQ-01', 'SPEC-01', 'TASKS-01', 'IPLAN-01'])('contradicts nothing: %s', (id) => {
    const { world, paths } = without({ ids: [id] });
    const found = allContradictions(world).filter(({ severity }) => severity === 'error');
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
    expect(unreadDocuments(world)).toMatchObject([{ rule: 'unmapped', message: `${paths[0]}: permission denied`, file: paths[0] }]);
  });

  it('is nothing that git knows the content of', () => {
    const { world, paths } = without({ ids: ['REQ-01'] });
    const relied = { path: 'docs/07_REQ/REQ-77_gone.md', digest: 'v3:then' };
    expect(asRecorded(world, relied)).toEqual({ ...relied, blob: null, committed: false });
    expect(paths).not.toContain(relied.path);
  });

  it('may have the part that another cites', () => {
    const citing = withDocument(usual, 'TASKS-01', (words) => ({ ...words, cites: [...words.cites, 'REQ.01.06.77'] }));
    const dangling = (world: RuleWorld) => allContradictions(world).filter(({ rule }) => rule === 'dangling-reference');
    expect(dangling(without({ plan: citing, ids: ['ADR-01'] }).world)).toHaveLength(1);
    expect(dangling(without({ plan: citing, ids: ['REQ-01'] }).world)).toEqual([]);
  });
});
