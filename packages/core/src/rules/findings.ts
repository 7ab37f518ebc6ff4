/**
 * Findings: what `check` reports about a document as it stands.
 *
 * Every rule stands once in one of the tables below. The rules only say what they see; here it is
 * settled what of it counts: what is waived is left out, what the document already had when it was
 * adopted counts as a note.
 */
import type { Task } from '../model/plan.ts';
import type { Finding, Severity } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { byRank, natureOf, severityOf } from '../model/rule-names.ts';
import { completionRules } from './completion-findings.ts';
import { documentRules } from './document-findings.ts';
import { graphRules } from './graph-findings.ts';
import { isKnown } from './known-findings.ts';
import { ledgerPlanRules, ledgerTaskRules } from './ledger-findings.ts';
import { orderRules } from './order-findings.ts';
import { isInConflict } from './plan-in-conflict.ts';
import type { RuleWorld } from './rule-world.ts';
import { sessionLogRules } from './session-log-findings.ts';
import type { PlanRule, Sighting, TaskRule } from './sighting.ts';
import { mendsFork } from './sighting.ts';
import { standingOf } from './standing.ts';
import { upstreamRules } from './upstream-findings.ts';
import { isWaived } from './waived.ts';
import { waiverSightings } from './waiver-findings.ts';

type Table<Rule> = Readonly<Partial<Record<RuleName, Rule>>>;

/** Rules about the plan as a whole: its text, its graph, its log, its ledgers, the documents that it stands on. */
export const planRules: Table<PlanRule> = {
  ...documentRules,
  ...graphRules,
  ...orderRules,
  ...sessionLogRules,
  ...ledgerPlanRules,
  ...upstreamRules,
};

/** Rules about one task: its life in the file, and what the ledger says of it. `waiver-active` and `waiver-expired` come from what these see. */
export const taskRules: Table<TaskRule> = { ...completionRules, ...ledgerTaskRules };

/** A finding with what it is about: what waivers and the baseline go by. */
export interface Found extends Finding {
  readonly about: readonly string[];
}

/** A sighting that counts, and how grave it is. */
export interface Counted {
  readonly sighting: Sighting;
  readonly severity: Severity;
  /** The document already had it when the plan was adopted; it counts as a note. */
  readonly known: boolean;
}

/** All findings, or those of some sightings, in the order of the text; the plan's file first. */
export function findingsOf(world: RuleWorld, counted: readonly Counted[] = countedSightings(world)): readonly Found[] {
  // While both sides stand in the plan, what it seems to say is of neither; whoever mended it by hand would mend the wrong thing.
  const inConflict = isInConflict(world);
  return inOrderOfText(
    world,
    counted.map((each) => foundFrom(world, each, inConflict)),
  );
}

/** What the rules see and nobody waived, in no order: enough for who only counts. `more` is what was seen beside the plan as it stands. */
export function countedSightings(world: RuleWorld, more: readonly Sighting[] = []): readonly Counted[] {
  const ofPlan = Object.values(planRules).flatMap((rule) => rule(world));
  const seen = [...more, ...ofPlan, ...world.plan.tasks.flatMap((task) => sightingsOfTask(world, task, ofPlan))];
  return seen.filter((sighting) => !isLetPass(world, sighting)).map((sighting) => counted(world, sighting));
}

function counted(world: RuleWorld, sighting: Sighting): Counted {
  const { rule, task, about } = sighting;
  const severity = sighting.severity ?? severityOf(rule);
  const known = severity !== 'note' && isKnown(world, { rule, task: task?.key ?? null, about });
  return { sighting, severity: known ? 'note' : severity, known };
}

/** Of two entries with one id nobody can say whose ledger it is: `duplicate-id` tells, and nothing else is asked of them. */
function sightingsOfTask(world: RuleWorld, task: Task, ofPlan: readonly Sighting[]): readonly Sighting[] {
  if (task.placeholder || world.graph.repeated.has(task.key)) return [];
  const standing = standingOf(world, task);
  const seen = Object.values(taskRules)
    .map((rule) => rule(world, standing))
    .filter((sighting) => sighting !== null);
  if (standing.history.waivers.length === 0) return seen;
  const elsewhere = ofPlan.filter((sighting) => sighting.task?.key === task.key);
  return [...seen, ...waiverSightings(world, standing, [...elsewhere, ...seen])];
}

function isLetPass(world: RuleWorld, sighting: Sighting): boolean {
  if (!world.ledgers.adopted || natureOf(sighting.rule).waivable !== true) return false;
  const about = [...(sighting.task === undefined ? [] : [sighting.task.key]), ...(sighting.others ?? [])];
  return about.some((key) => isWaived(world, world.ledgers.task(key), sighting));
}

function foundFrom(world: RuleWorld, { sighting, severity, known }: Counted, inConflict: boolean): Found {
  const { rule, message, about, file, task } = sighting;
  const remedy = file === undefined && severity !== 'note' && inConflict ? mendsFork : sighting.remedy;
  return {
    rule,
    severity,
    message,
    file: file ?? world.file,
    ...sighting.place(),
    ...(task === undefined ? {} : { task: task.id }),
    remedy,
    ...(known ? { known: true } : {}),
    about,
  };
}

function inOrderOfText({ file }: RuleWorld, found: readonly Found[]): readonly Found[] {
  return [...found].sort(
    (a, b) =>
      Number(a.file !== file) - Number(b.file !== file) ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      byRank(a.rule, b.rule),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
