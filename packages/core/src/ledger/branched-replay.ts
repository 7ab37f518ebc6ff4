/**
 * Replaying a ledger that branches. In which order the branches stand in the file says nothing, so each
 * event is replayed on what the events that it follows had left, and not on the line above it.
 *
 *     begin ── ours ───┐
 *       └──── theirs ──┴── merge
 *
 * Two ends that nothing joins yet count as what a merge of them would give.
 */
import { itemAt } from '../model/item-at.ts';
import type { Ancestry } from './ancestry.ts';
import type { Link } from './chain.ts';

export interface Branches {
  readonly links: readonly Link[];
  readonly ancestry: Ancestry;
  readonly heads: readonly string[];
}

export interface Sides<State> {
  readonly base: State;
  readonly ours: State;
  readonly theirs: State;
}

/** What is replayed: how a state comes about. */
export interface Replayed<State> {
  /** What was there before a first event. */
  before(first: Link): State;
  after(state: State, link: Link): State;
  merged(sides: Sides<State>, link: Link): State;
  /** What a merge would give. */
  joined(sides: Sides<State>): State;
  /** The same as an ancestor of crosswise merges: what is in conflict there is known to neither side. */
  ancestor(sides: Sides<State>): State;
}

export interface ReplayedBranches<State> {
  readonly end: State;
  /** The first two ends side by side; null where there are no two. */
  readonly ends: Sides<State> | null;
}

/** @param nothing the state of a ledger without any event */
export function replayBranches<State extends object>(
  { links, ancestry, heads }: Branches,
  replayed: Replayed<State>,
  nothing: State,
): ReplayedBranches<State> {
  const states: State[] = [];
  const stateAt = (position: number) => itemAt(states, position);
  for (const [position, link] of links.entries()) {
    const [ours, theirs] = ancestry.parentsOf(position);
    const state = ours === undefined ? replayed.before(link) : stateAt(ours);
    const isMerge = ours !== undefined && theirs !== undefined;
    states.push(isMerge ? replayed.merged(sidesOf(ours, theirs), link) : replayed.after(state, link));
  }
  const ends = heads.flatMap((head) => ancestry.positionOf(head) ?? []);
  const [ours, theirs] = ends;
  return {
    end: ours === undefined ? (states.at(-1) ?? nothing) : together(ends, replayed.joined),
    ends: ours === undefined || theirs === undefined ? null : sidesOf(ours, theirs),
  };

  function sidesOf(one: number, other: number): Sides<State> {
    return { base: baseOf(one, other), ours: stateAt(one), theirs: stateAt(other) };
  }

  /** Where two events met last; after crosswise merges, what the places where they did come to together. */
  function baseOf(one: number, other: number): State {
    const met = ancestry.meet(one, other);
    if (met.length > 0) return together(met, replayed.ancestor);
    return replayed.joined({ base: nothing, ours: beginningOf(one), theirs: beginningOf(other) });
  }

  function together([first = 0, ...others]: readonly number[], join: (sides: Sides<State>) => State): State {
    return others.reduce((state, at) => join({ base: baseOf(first, at), ours: state, theirs: stateAt(at) }), stateAt(first));
  }

  /** What was there before the branch of an event began. */
  function beginningOf(position: number): State {
    let at = position;
    for (let parent = ancestry.parentsOf(at)[0]; parent !== undefined; parent = ancestry.parentsOf(at)[0]) at = parent;
    return replayed.before(itemAt(links, at));
  }
}
