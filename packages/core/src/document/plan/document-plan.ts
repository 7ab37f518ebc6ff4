/** The plan that a document says. Tasks are at hand; title, log and flaws are made when asked for. */
import { familiesOf } from '../../model/families.ts';
import { openCompletionsOf } from '../../model/open-completions.ts';
import type { Family, Flaw, Phase, Plan, Task } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import type { Sources } from '../document.ts';
import type { Containers } from './containers.ts';
import { allFlaws } from './flaws.ts';
import { lastUpdatedText } from './last-updated.ts';
import { type LookUp, rowsByTask, tasksBefore, tasksByIplan, tasksByKey, tasksNamed } from './look-up.ts';
import type { PlanContext } from './plan-parts.ts';
import type { PlanPhase } from './plan-phase.ts';
import { LogRows, type PlacedRow } from './session-log.ts';
import type { PlanTask } from './tasks.ts';
import { titleOfMarkdown, titleOfYaml } from './title.ts';

export interface PlanParts {
  readonly scan: Scan;
  readonly context: PlanContext;
  readonly containers: Containers;
  readonly sources: Sources;
  /** Keys among which all open completions are, as far as that was found out before. */
  readonly mayBeOpen: () => readonly TaskKey[] | null;
}

export class DocumentPlan implements Plan {
  readonly phases: readonly Phase[];
  readonly tasks: readonly PlanTask[];
  private readonly parts: PlanParts;
  private knownFamilies: readonly Family[] | undefined;
  private knownLog: LogRows | undefined;
  private knownCompleted: ReadonlySet<TaskKey> | undefined;
  private knownOpen: readonly Task[] | undefined;
  private knownFlaws: readonly Flaw[] | undefined;
  private readonly byKey: LookUp<PlanTask>;
  private byIplan: LookUp<PlanTask> | undefined;
  private byRow: LookUp<PlacedRow> | undefined;

  constructor(phases: readonly PlanPhase[], parts: PlanParts) {
    this.phases = phases;
    this.tasks = phases.flatMap((phase) => phase.tasks);
    this.parts = parts;
    this.byKey = tasksByKey(this.tasks);
  }

  get title(): string {
    const { scan, containers } = this.parts;
    const [yaml] = containers.blocks;
    return scan.headings.count === 0 && scan.frontMatter === null && yaml !== undefined
      ? titleOfYaml(yaml.block, yaml.facts)
      : titleOfMarkdown(scan);
  }

  get lastUpdated(): string | null {
    const { context, sources } = this.parts;
    for (const source of sources.lastUpdated) {
      const text = lastUpdatedText(context.text, source);
      if (text !== null) return text;
    }
    return null;
  }

  get families(): readonly Family[] {
    this.knownFamilies ??= familiesOf(this.tasks);
    return this.knownFamilies;
  }

  get sessionLog(): readonly PlacedRow[] {
    return this.logRows.all;
  }

  /** The same, each row made when it is asked for. */
  get logRows(): LogRows {
    const { containers, context } = this.parts;
    this.knownLog ??= new LogRows(containers, context, this);
    return this.knownLog;
  }

  get flaws(): readonly Flaw[] {
    this.knownFlaws ??= allFlaws({
      ...this.parts,
      tasks: this.tasks,
      log: this.sessionLog,
      otherTables: this.parts.containers.otherTables,
    });
    return this.knownFlaws;
  }

  task(key: TaskKey): Task | undefined {
    return this.byKey.of(key)[0];
  }

  tasksOf(key: TaskKey): readonly Task[] {
    return this.byKey.of(key);
  }

  tasksOfIplan(key: TaskKey): readonly Task[] {
    this.byIplan ??= tasksByIplan(this.tasks);
    return this.byIplan.of(key);
  }

  tasksNamed(beginning: string): readonly Task[] {
    return tasksNamed(this.tasks, beginning);
  }

  mayPrecede(digits: string): readonly Task[] {
    return tasksBefore(this.tasks, digits);
  }

  rowsOf(key: TaskKey): readonly PlacedRow[] {
    const { context, containers } = this.parts;
    this.byRow ??= rowsByTask({ text: context.text, rows: this.logRows, tables: containers.logTables });
    return this.byRow.of(key);
  }

  completedKeys(): ReadonlySet<TaskKey> {
    this.knownCompleted ??= this.logRows.completedKeys();
    return this.knownCompleted;
  }

  openCompletions(): readonly Task[] {
    this.knownOpen ??= openCompletionsOf(this, this.parts.mayBeOpen());
    return this.knownOpen;
  }

  /** The keys of those, where somebody has asked for them; or what is known without looking. */
  get mayBeOpen(): readonly TaskKey[] | null {
    return this.knownOpen?.map(({ key }) => key) ?? this.parts.mayBeOpen();
  }

  /** How statuses are written, for the style of new ones. */
  *statusTexts(): Generator<string> {
    for (const task of this.tasks) if (task.statusText !== '') yield task.statusText;
  }
}
