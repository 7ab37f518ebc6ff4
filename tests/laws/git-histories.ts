/**
 * Random histories of a real git repository: branches that work on one plan, merged in random order, with
 * the merge driver or with plain `git merge` and `resolve` afterwards. After each merge everything that must
 * hold is looked at, by means that share no code with the merge.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDocument } from '@tallyplan/core/document/read';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Plan } from '@tallyplan/core/model/plan';
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';
import { trackedValuesOf } from '@tallyplan/core/model/tracked-values';
import type { AuditVerifyResult } from '@tallyplan/core/operations/audit-verify';
import { auditVerify } from '@tallyplan/core/operations/audit-verify';
import type { CheckResult } from '@tallyplan/core/operations/check';
import { check } from '@tallyplan/core/operations/check';

import { openStore } from '../../packages/tallyplan/src/stores/open-store.ts';
import { yamlLibrary } from '../../packages/tallyplan/src/yaml-library.ts';
import { inThread } from '../processes/in-thread.ts';
import { command, environment } from '../processes/workbench.ts';
import { type Move, minutesAfter, pathOfFamily, performAt, person, type Request, requestOf } from './walks.ts';

const variables = {
  ...environment,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** A move that is no operation: an editor puts the last phase before the one before it. */
export const swapPhases = 'swap phases';

/** One branch: what it begins from, and what is done on it. */
export interface Branch {
  /** An earlier branch (by position), or the trunk where there is none of that number. */
  readonly from: number;
  readonly moves: readonly Move[];
  /** An earlier branch that is merged into it after its moves. */
  readonly takesIn: number | null;
  readonly laterMoves: readonly Move[];
}

export interface History {
  readonly family: string;
  /** Lines end as Windows has them. */
  readonly windows: boolean;
  readonly before: readonly Move[];
  readonly branches: readonly Branch[];
  /** The first two branches are each merged into the other, both as they were before. */
  readonly crosswise: boolean;
  /** In which order they are merged: positions, modulo what is left. */
  readonly order: readonly number[];
  readonly manner: 'driver' | 'plain';
  readonly style: 'merge' | 'diff3' | 'zdiff3';
  /** What a person decides where both sides moved one task. */
  readonly take: 'ours' | 'theirs';
}

/** What was seen, so that a run can tell that it was not made of idle histories. */
export interface Tally {
  merges: number;
  conflicts: number;
  undecidable: number;
  recorded: number;
}

export async function liveThrough(history: History, tally: Tally): Promise<void> {
  const repository = new Repository(history);
  try {
    await repository.live(tally);
  } finally {
    repository.remove();
  }
}

class Repository {
  readonly #history: History;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tallyplan-git-'));
  readonly #file: string;
  readonly #seen = new Map<string, Snapshot>();
  #minutes = 0;

  constructor(history: History) {
    this.#history = history;
    this.#file = history.family.endsWith('.yaml') ? 'DEVELOPMENT_PLAN.yaml' : 'DEVELOPMENT_PLAN.md';
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async live(tally: Tally): Promise<void> {
    const { family, windows, before, branches, order, manner, style } = this.#history;
    this.#git('init', '-q', '-b', 'trunk');
    for (const [key, value] of [
      ['user.name', 'Astrid'],
      ['user.email', 'a@example.org'],
      ['merge.conflictStyle', style],
      ['gc.auto', '0'],
    ])
      this.#git('config', key ?? '', value ?? '');
    const text = readFileSync(pathOfFamily(family), 'utf8');
    writeFileSync(join(this.#folder, this.#file), windows ? text.replaceAll('\n', '\r\n') : text);
    mkdirSync(join(this.#folder, '.tallyplan'));
    writeFileSync(join(this.#folder, '.tallyplan/config.yaml'), `plan: ${this.#file}\norder: ready\n`);
    if (manner === 'driver') {
      writeFileSync(join(this.#folder, '.gitattributes'), `${this.#file} merge=tallyplan\n.tallyplan/ledger/*.jsonl merge=tallyplan\n`);
      this.#git('config', 'merge.tallyplan.driver', `"${process.execPath}" "${command}" merge %O %A %B %P --marker-size=%L`);
    }
    this.#tallyplan(0, 'init', '--yes');
    await this.#work(before);
    this.#commit('before');
    for (const [index, branch] of branches.entries()) {
      this.#git('checkout', '-q', '-b', `branch-${index}`, branch.from < index ? `branch-${branch.from}` : 'trunk');
      tally.recorded += await this.#work(branch.moves);
      this.#commit(`on ${index}`);
      if (branch.takesIn !== null && branch.takesIn < index) await this.#merge(`branch-${branch.takesIn}`, tally);
      tally.recorded += await this.#work(branch.laterMoves);
      this.#commit(`later on ${index}`);
    }
    if (this.#history.crosswise) await this.#mergeCrosswise(tally);
    this.#git('checkout', '-q', 'trunk');
    const left = branches.map((_, index) => index);
    for (const choice of order) {
      const [next] = left.splice(choice % Math.max(1, left.length), 1);
      if (next !== undefined) await this.#merge(`branch-${next}`, tally);
    }
    await this.#goesOn();
  }

  async #mergeCrosswise(tally: Tally): Promise<void> {
    const [first = '', second = ''] = [0, 1].map((index) => this.#git('rev-parse', `branch-${index}`).trim());
    const [one, other] = this.#history.branches;
    for (const [branch, head, after] of [
      ['branch-0', second, other],
      ['branch-1', first, one],
    ] as const) {
      this.#git('checkout', '-q', branch);
      await this.#merge(head, tally);
      tally.recorded += await this.#work(after?.laterMoves ?? []);
      this.#commit(`after ${branch} was merged crosswise`);
    }
  }

  /** Does what is permitted, through the library; answers how much that was. */
  async #work(moves: readonly Move[]): Promise<number> {
    const opened = await openStore({ folder: this.#folder, wait: 1000, notify: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    let recorded = 0;
    for (const move of moves) {
      // Two branches may be at work at one time, so their clocks run side by side.
      this.#minutes += 7 + (move.id.length % 3) * 600;
      if (move.verb === swapPhases) {
        this.#swapPhases();
        continue;
      }
      const outcome = await performAt(opened.value.store, callOf(move, this.#plan()), {
        actor: move.actor,
        at: minutesAfter(this.#minutes),
      });
      if (outcome.ok) recorded++;
    }
    return recorded;
  }

  #swapPhases(): void {
    const text = Buffer.from(this.#text()).toString('latin1') as ByteString;
    const { plan, sources } = readDocument(text, { path: this.#file, library: yamlLibrary });
    const [one, other] = plan.phases.slice(-2).map((phase) => sources.phase(phase).section);
    if (one === undefined || other === undefined || one.end > other.start) return;
    const [first, second] = [text.slice(one.start, one.end), text.slice(other.start, other.end)];
    const swapped = `${text.slice(0, one.start)}${second}${text.slice(one.end, other.start)}${first}${text.slice(other.end)}`;
    writeFileSync(join(this.#folder, this.#file), swapped, 'latin1');
  }

  async #merge(branch: string, tally: Tally): Promise<void> {
    const before = {
      ours: this.#at('HEAD'),
      theirs: this.#at(branch),
      bases: this.#git('merge-base', '--all', 'HEAD', branch).trim().split('\n'),
    };
    const said = `${before.ours.commit.slice(0, 8)} with ${branch}`;
    const [base] = before.bases;
    const expected = before.bases.length === 1 && base !== undefined ? trueConflicts(this.#at(base).plan, before, this.#renamed()) : null;
    const { status, stdout, stderr } = this.#run('git', ['merge', '-q', '--no-edit', branch]);
    const output = `${stdout}${stderr}`;
    if (/\S/.test(output) && /fatal|error: (?!could not)|Segmentation/.test(output)) throw new Error(`${said}: git said ${output}`);
    tally.merges++;
    let resolved: readonly string[] = [];
    if (this.#history.manner === 'driver' && status === 0) resolved = [];
    else resolved = this.#resolve(said, tally);
    if (expected !== null) {
      const [wanted, got] = [[...expected].sort(), [...resolved].sort()];
      if (String(wanted) !== String(got)) throw new Error(`${said}: in conflict should be [${wanted}], and is [${got}]\n${output}`);
    } else tally.undecidable++;
    this.#git('add', '-A');
    this.#commit(`merged ${branch}`);
    await this.#mustHold(before, said);
  }

  /** Tasks that were in conflict; decided afterwards. */
  #resolve(said: string, tally: Tally): readonly string[] {
    const first = this.#tallyplan(null, 'resolve', '--json');
    const { result } = JSON.parse(first.stdout);
    if (first.status === 0) return [];
    if (first.status !== 3) throw new Error(`${said}: resolve ended with ${first.status}: ${first.stdout}${first.stderr}`);
    tally.conflicts++;
    const tasks: readonly string[] = result.open.map(({ task, message }: { task?: string; message: string }) => task ?? message);
    const second = this.#tallyplan(null, 'resolve', '--take', this.#history.take, '--json');
    if (second.status !== 0) throw new Error(`${said}: deciding left ${second.stdout}\n${this.#text()}`);
    return tasks;
  }

  async #mustHold({ ours, theirs, bases }: { ours: Snapshot; theirs: Snapshot; bases: readonly string[] }, said: string): Promise<void> {
    const now = this.#at('HEAD');
    const fault = (what: string) => new Error(`${said}: ${what}`);
    if (/^(?:<{7}|>{7}|\|{7}) /m.test(now.text)) throw fault('markers are left in the plan');
    for (const name of new Set([...ours.ledgers.keys(), ...theirs.ledgers.keys()])) {
      const lines = (at: Snapshot) => (at.ledgers.get(name) ?? '').split('\n').filter((line) => line !== '');
      const merged = lines(now);
      if (new Set(merged).size !== merged.length) throw fault(`${name} has a line twice`);
      const both = new Set([...lines(ours), ...lines(theirs)]);
      for (const line of both) if (!merged.includes(line)) throw fault(`${name} lost ${line}`);
      for (const line of merged) if (!both.has(line) && JSON.parse(line).operation !== 'merge') throw fault(`${name} invented ${line}`);
    }
    const found = await this.#found([ours, theirs]);
    const bad = found.filter(({ rule }) =>
      /^(?:unrecorded-change|ledger-.*|duplicate-id|invalid-yaml|duplicate-key|checklist-status-mismatch)$/.test(rule),
    );
    if (bad.length > 0) throw fault(JSON.stringify(bad));
    const [base] = bases;
    if (bases.length === 1 && base !== undefined)
      rowsHold(this.#at(base).plan, { ours: ours.plan, theirs: theirs.plan, now: now.plan }, fault);
    const phases = (plan: Plan) => plan.phases.map(({ name }) => name);
    const [wanted, got] = [new Set([...phases(ours.plan), ...phases(theirs.plan)]), phases(now.plan)];
    if (String([...wanted].sort()) !== String([...got].sort())) throw fault(`its phases are ${got}, and should be ${[...wanted]}`);
    if (bases.length === 1 && base !== undefined)
      lastUpdatedHolds(this.#at(base).plan, { ours: ours.plan, theirs: theirs.plan, now: now.plan }, fault);
  }

  /** What `check` finds, and `audit verify` since each side: asked in this process, since both are asked after every merge. */
  async #found(sides: readonly Snapshot[]): Promise<readonly { readonly rule: string; readonly message: string }[]> {
    const opened = await openStore({ folder: this.#folder, wait: 1000, notify: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const ask = async (operation: Request['operation'], input: unknown) => {
      const outcome = await performAt(
        opened.value.store,
        { operation, input: input as Request['input'] },
        { actor: person, at: minutesAfter(30_000) },
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      return outcome.value.result;
    };
    const { findings } = (await ask(check as unknown as Request['operation'], {})) as CheckResult;
    const faults = [];
    for (const { ledgers } of sides) {
      const older = {
        ledgers: [...ledgers].map(([name, text]) => ({
          name: name.slice(name.lastIndexOf('/') + 1),
          text: Buffer.from(text).toString('latin1') as ByteString,
        })),
        baseline: null,
        states: null,
      };
      faults.push(...((await ask(auditVerify as unknown as Request['operation'], { older })) as AuditVerifyResult).faults);
    }
    return [...findings, ...faults];
  }

  /** No ledger is dead: each task can be written about. */
  async #goesOn(): Promise<void> {
    const opened = await openStore({ folder: this.#folder, wait: 1000, notify: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    for (const name of readdirSync(join(this.#folder, '.tallyplan/ledger')).filter(
      (file) => file.endsWith('.jsonl') && file !== 'baseline-states.jsonl',
    )) {
      const id = name === 'plan.jsonl' ? '-' : name.slice(0, -'.jsonl'.length);
      const plan = this.#plan();
      if (id !== '-' && plan.task(id as TaskKey) === undefined) continue;
      const move = { verb: 'log', id, other: '', status: 'IN_PROGRESS', actor: { name: 'Astrid', kind: 'human' } } as const;
      const outcome = await performAt(opened.value.store, requestOf(move, plan), { actor: move.actor, at: minutesAfter(20_000) });
      if (!outcome.ok) throw new Error(`${name} is dead: ${JSON.stringify(outcome.problems)}`);
    }
  }

  #at(revision: string): Snapshot {
    const commit = this.#git('rev-parse', revision).trim();
    const known = this.#seen.get(commit);
    if (known !== undefined) return known;
    const listed = this.#git('ls-tree', '--name-only', commit, '.tallyplan/ledger/').split('\n');
    const names = [this.#file, ...listed.filter((name) => name.endsWith('.jsonl') && !name.endsWith('baseline-states.jsonl'))];
    const [text = '', ...ledgers] = this.#contents(names.map((name) => `${commit}:${name}`));
    const snapshot = {
      commit,
      text,
      plan: this.#read(text),
      ledgers: new Map(names.slice(1).map((name, index) => [name, ledgers[index] ?? ''])),
    };
    this.#seen.set(commit, snapshot);
    return snapshot;
  }

  /** Ids that some branch gave up, and what they became. */
  #renamed(): ReadonlyMap<string, string> {
    const moves = this.#history.branches.flatMap(({ moves, laterMoves }) => [...moves, ...laterMoves]);
    return new Map(moves.filter(({ verb }) => verb === 'rename').map(({ id, other }) => [taskKeyOf(id), taskKeyOf(other)]));
  }

  #contents(objects: readonly string[]): readonly string[] {
    const { stdout } = spawnSync('git', ['cat-file', '--batch'], { cwd: this.#folder, input: objects.map((name) => `${name}\n`).join('') });
    let at = 0;
    return objects.map(() => {
      const end = stdout.indexOf(10, at);
      const size = Number(stdout.subarray(at, end).toString().split(' ')[2]);
      at = end + size + 2;
      return stdout.subarray(end + 1, end + 1 + size).toString('utf8');
    });
  }

  #plan(): Plan {
    return this.#read(this.#text());
  }

  #text(): string {
    return readFileSync(join(this.#folder, this.#file), 'utf8');
  }

  #read(text: string): Plan {
    return readDocument(Buffer.from(text).toString('latin1') as ByteString, { path: this.#file, library: yamlLibrary }).plan;
  }

  #commit(message: string): void {
    this.#git('add', '-A');
    const merging = existsSync(join(this.#folder, '.git/MERGE_HEAD'));
    if (merging || this.#git('status', '--porcelain') !== '') this.#git('commit', '-q', '--no-verify', '-m', message);
  }

  #tallyplan(wanted: number | null, ...words: readonly string[]) {
    const done = inThread(words, { cwd: this.#folder, env: variables });
    if (wanted !== null && done.status !== wanted)
      throw new Error(`tallyplan ${words.join(' ')} ended with ${done.status}: ${done.stdout}${done.stderr}`);
    return done;
  }

  #git(...words: readonly string[]): string {
    const { status, stdout, stderr } = this.#run('git', words);
    if (status !== 0) throw new Error(`git ${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  #run(file: string, words: readonly string[]) {
    return spawnSync(file, [...words], { cwd: this.#folder, encoding: 'utf8', env: variables, maxBuffer: 1 << 28 });
  }
}

/** Planning is told in full: each branch plans tasks of its own, under names of its own. */
function callOf(move: Move, plan: Plan): Request {
  const request = requestOf(move, plan);
  const name = `${plan.task(taskKeyOf(move.id))?.name ?? ''}, as ${move.other} has it`;
  switch (move.verb) {
    case 'set':
      return { ...request, input: { id: move.id, field: 'name', value: name } };
    case 'rename':
      return { ...request, input: { id: move.id, to: move.other } };
    case 'add phase':
      return { ...request, input: { name: `Phase ${plan.phases.length} of ${move.other}`, goal: 'It holds.' } };
    case 'add task':
      return { ...request, input: { id: move.other, phase: plan.phases.at(-1)?.name, name: `Work of ${move.other}`, priority: 'P1' } };
    default:
      return request;
  }
}

interface Snapshot {
  readonly commit: string;
  readonly text: string;
  readonly plan: Plan;
  /** By path. */
  readonly ledgers: ReadonlyMap<string, string>;
}

/** Tasks of which both sides moved a value, and not to the same: told from the three plans alone. */
function trueConflicts(
  base: Plan,
  { ours, theirs }: { ours: Snapshot; theirs: Snapshot },
  renamed: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { key } of base.tasks) {
    const heir = renamed.get(key) as TaskKey | undefined;
    const [before, mine, others] = [base, ours.plan, theirs.plan]
      .map((plan) => plan.task(key) ?? (heir === undefined ? undefined : plan.task(heir)))
      .map((task) => (task === undefined ? null : trackedValuesOf(task)));
    if (before === null || mine === null || others === null || before === undefined || mine === undefined || others === undefined) continue;
    const paths = new Set([before, mine, others].flatMap((values) => Object.keys(values)));
    for (const path of paths) {
      const [from, one, other] = [before, mine, others].map((values) => values[path] ?? null);
      const isDay = /\.(?:started|completed)$/.test(path) && one !== null && other !== null;
      if (one !== other && one !== from && other !== from && !isDay) found.add(key);
    }
  }
  return found;
}

/** No row of the log is lost and none stands twice. */
function rowsHold(base: Plan, { ours, theirs, now }: { ours: Plan; theirs: Plan; now: Plan }, fault: (what: string) => Error): void {
  const count = (plan: Plan) => {
    const counts = new Map<string, number>();
    for (const { date, task, statusText, notes } of plan.sessionLog) {
      const row = JSON.stringify([date, task, statusText, notes]);
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    return counts;
  };
  const [before, mine, others, merged] = [base, ours, theirs, now].map(count);
  for (const row of new Set([mine, others, merged].flatMap((counts) => [...(counts?.keys() ?? [])]))) {
    const [was, one, other, is] = [before, mine, others, merged].map((counts) => counts?.get(row) ?? 0) as [number, number, number, number];
    const wanted = one > was && other > was ? Math.max(one, other) : one + other - was;
    if (is !== wanted) throw fault(`the row ${row} should stand ${wanted} times, and stands ${is} times`);
  }
}

/** The side that moved it; the later where both did. */
function lastUpdatedHolds(
  base: Plan,
  { ours, theirs, now }: { ours: Plan; theirs: Plan; now: Plan },
  fault: (what: string) => Error,
): void {
  const [before, mine, others] = [base, ours, theirs].map(({ lastUpdated }) => lastUpdated ?? '') as [string, string, string];
  const wanted = mine === before ? others : others === before || mine > others ? mine : others;
  if ((now.lastUpdated ?? '') !== wanted) throw fault(`Last Updated is ${now.lastUpdated}, and should be ${wanted}`);
}
