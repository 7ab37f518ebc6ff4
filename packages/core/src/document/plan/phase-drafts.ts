/** Sorts the containers of a document into phases. */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Headings } from '../../text/heading.ts';
import { endOfLine, startOfLine } from '../../text/lines.ts';
import type { Container, YamlContainer } from './containers.ts';
import { goalBelow, headingText, type PhaseTitle, phaseTitle, sectionOf } from './phases.ts';
import type { PlanContext } from './plan-parts.ts';
import type { PhaseDraft } from './plan-phase.ts';
import type { TaskFacts } from './task-facts.ts';

export function phaseDrafts(context: PlanContext, headings: Headings, containers: readonly Container[]): PhaseDraft[] {
  return new Sorter(context, headings).sort(containers);
}

class Sorter {
  private readonly text: ByteString;
  private readonly context: PlanContext;
  private readonly headings: Headings;
  private readonly byHeading = new Map<number, PhaseDraft>();
  private readonly drafts: PhaseDraft[] = [];

  constructor(context: PlanContext, headings: Headings) {
    this.text = context.text;
    this.context = context;
    this.headings = headings;
  }

  sort(containers: readonly Container[]): PhaseDraft[] {
    for (const container of containers) this.phaseOf(container).containers.push(container);
    this.addWithoutTasks(containers);
    this.addEmpty();
    return this.drafts.sort((a, b) => a.start - b.start);
  }

  private phaseOf(container: Container): PhaseDraft {
    if (container.kind === 'yaml' && container.list.phase >= 0) return this.ofFacts(container);
    const heading = this.headingFor(container.headings);
    return heading === null ? this.withoutHeading(container) : this.ofHeading(heading);
  }

  /** The innermost heading that says it is a phase, else the innermost of all. */
  private headingFor(above: readonly number[]): number | null {
    return above.findLast((position) => this.title(position).isPhase) ?? above.at(-1) ?? null;
  }

  private ofHeading(position: number): PhaseDraft {
    const known = this.byHeading.get(position);
    if (known !== undefined) return known;
    const { text, headings } = this;
    const start = headings.start(position);
    const { number, name } = this.title(position);
    const draft: PhaseDraft = {
      start,
      number,
      id: null,
      name,
      dependencies: [],
      containers: [],
      goal: () => goalBelow(text, { start, end: headings.start(position + 1) }),
      heading: () => headings.at(position),
      section: () => sectionOf(headings, position),
    };
    this.byHeading.set(position, draft);
    this.drafts.push(draft);
    return draft;
  }

  /** A list with no heading above it is a phase of its own, with the number of its key. */
  private withoutHeading(container: Container): PhaseDraft {
    const key = container.kind === 'yaml' ? this.text.slice(...container.list.key) : '';
    const number = /^phase[_-]?(\d+(?:_\d+)*)_tasks$/.exec(key)?.[1]?.replaceAll('_', '.') ?? null;
    const end = container.kind === 'yaml' ? container.list.end : container.table.end;
    const start = startOfLine(this.text, container.start);
    const heading = { start, end: endOfLine(this.text, start) };
    const section = { start, end: Math.max(end, heading.end) };
    return this.add({
      start,
      number,
      id: null,
      name: '',
      dependencies: [],
      containers: [],
      goal: () => null,
      heading: () => heading,
      section: () => section,
    });
  }

  /** Family E: the mapping that holds the list. */
  private ofFacts({ facts, block, list }: YamlContainer): PhaseDraft {
    return this.ofMapping({ facts, block }, list.phase);
  }

  private ofMapping({ facts, block }: Pick<YamlContainer, 'facts' | 'block'>, position: number): PhaseDraft {
    const phase = itemAt(facts.phases, position);
    const value = (name: string): string | null => {
      const offsets = phase.values.get(name);
      return offsets === undefined ? null : block.textAt(...offsets);
    };
    const start = startOfLine(this.text, phase.start);
    const id = value('id');
    return this.add({
      start,
      number: /^phase[\s_-]*(\d+(?:\.\d+)*)$/i.exec(id ?? '')?.[1] ?? null,
      id,
      name: value('name') ?? id ?? '',
      dependencies: phase.dependencies.map((offsets) => block.textAt(...offsets)).filter((text) => text !== ''),
      containers: [],
      goal: () => value('goal') ?? value('description'),
      heading: () => ({ start, end: endOfLine(this.text, start) }),
      section: () => ({ start, end: phase.end }),
    });
  }

  /** Family E: a phase beside others with tasks is one, also where it has no list of its own. */
  private addWithoutTasks(containers: readonly Container[]): void {
    const known = new Map<TaskFacts, { readonly block: YamlContainer['block']; readonly positions: Set<number> }>();
    for (const container of containers) {
      if (container.kind !== 'yaml' || container.list.phase < 0) continue;
      const { facts, block, list } = container;
      const found = known.get(facts) ?? { block, positions: new Set() };
      known.set(facts, found);
      found.positions.add(list.phase);
    }
    for (const [facts, { block, positions }] of known) {
      for (const position of facts.phases.keys()) if (!positions.has(position)) this.ofMapping({ facts, block }, position);
    }
  }

  private add(draft: PhaseDraft): PhaseDraft {
    this.drafts.push(draft);
    return draft;
  }

  /** Headings that say they are phases are, also without tasks, where they stand at the level of phases. */
  private addEmpty(): void {
    const { headings } = this;
    const levels = this.levels();
    for (let position = 0; position < headings.count; position++) {
      if (!levels.has(headings.level(position)) || !this.title(position).isPhase) continue;
      if (this.drafts.length === maximalPhases) {
        this.refuse(position);
        return;
      }
      this.ofHeading(position);
    }
  }

  /** Those of the phases with tasks. Where none has any, the level of most of them, so that a first task in one makes no other vanish. */
  private levels(): ReadonlySet<number> {
    const { headings, byHeading } = this;
    if (byHeading.size > 0) return new Set([...byHeading.keys()].map((position) => headings.level(position)));
    const timesAt = new Map<number, number>();
    for (let position = 0; position < headings.count; position++) {
      const level = headings.level(position);
      if (this.title(position).isPhase) timesAt.set(level, (timesAt.get(level) ?? 0) + 1);
    }
    const most = Math.max(...timesAt.values());
    return new Set([...timesAt.keys()].filter((level) => timesAt.get(level) === most).slice(0, 1));
  }

  private refuse(position: number): void {
    const message = `More than ${maximalPhases} headings are phases; the others are not read.`;
    this.context.flaws.push({ rule: 'unmapped', message, span: this.headings.at(position).text });
  }

  private title(position: number): PhaseTitle {
    return phaseTitle(headingText(this.text, this.headings.at(position)));
  }
}

/** No plan has as many; a hostile file may. */
const maximalPhases = 10_000;
