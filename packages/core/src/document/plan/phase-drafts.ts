/** Sorts the containers of a document into phases. */
import type { ByteString } from '../../model/byte-string.ts';
import { endOfLine, startOfLine } from '../scan/lines.ts';
import type { Heading } from '../scan/heading.ts';
import type { Container, YamlContainer } from './containers.ts';
import { goalBelow, headingText, Outline, type PhaseTitle, phaseTitle } from './phases.ts';
import type { PlanContext } from './plan-parts.ts';
import type { PhaseDraft } from './plan-phase.ts';

export function phaseDrafts(context: PlanContext, headings: readonly Heading[], containers: readonly Container[]): PhaseDraft[] {
  return new Sorter(context, headings).sort(containers);
}

class Sorter {
  private readonly text: ByteString;
  private readonly headings: readonly Heading[];
  private readonly titles: readonly PhaseTitle[];
  private readonly byHeading = new Map<number, PhaseDraft>();
  private readonly drafts: PhaseDraft[] = [];

  constructor(context: PlanContext, headings: readonly Heading[]) {
    this.text = context.text;
    this.headings = headings;
    this.titles = headings.map((heading) => phaseTitle(headingText(context.text, heading)));
  }

  sort(containers: readonly Container[]): PhaseDraft[] {
    for (const container of containers) this.phaseOf(container).containers.push(container);
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
    return above.findLast((position) => this.titles[position]?.isPhase === true) ?? above.at(-1) ?? null;
  }

  private ofHeading(position: number): PhaseDraft {
    const known = this.byHeading.get(position);
    if (known !== undefined) return known;
    const { text, headings } = this;
    const start = headings[position]?.start ?? 0;
    const { number = null, name = '' } = this.titles[position] ?? {};
    const draft: PhaseDraft = {
      start,
      number,
      id: null,
      name,
      dependencies: [],
      containers: [],
      goal: () => goalBelow(text, { start, end: headings[position + 1]?.start ?? text.length }),
      section: () => new Outline(headings, text.length).section(position),
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
    const section = { start, end: Math.max(end, endOfLine(this.text, start)) };
    return this.add({ start, number, id: null, name: '', dependencies: [], containers: [], goal: () => null, section: () => section });
  }

  /** Family E: the mapping that holds the list. */
  private ofFacts({ facts, block, list }: YamlContainer): PhaseDraft {
    const phase = facts.phases[list.phase];
    const value = (name: string): string | null => {
      const offsets = phase?.values.get(name);
      return offsets === undefined ? null : block.textAt(...offsets);
    };
    const start = startOfLine(this.text, phase?.start ?? list.start);
    const id = value('id');
    return this.add({
      start,
      number: /^phase[\s_-]*(\d+(?:\.\d+)*)$/i.exec(id ?? '')?.[1] ?? null,
      id,
      name: value('name') ?? id ?? '',
      dependencies: (phase?.dependencies ?? []).map((offsets) => block.textAt(...offsets)).filter((text) => text !== ''),
      containers: [],
      goal: () => value('goal') ?? value('description'),
      section: () => ({ start, end: phase?.end ?? list.end }),
    });
  }

  private add(draft: PhaseDraft): PhaseDraft {
    this.drafts.push(draft);
    return draft;
  }

  /** Headings that say they are phases are, also without tasks, where they stand beside phases with tasks or where no task is. */
  private addEmpty(): void {
    const levels = new Set([...this.byHeading.keys()].map((position) => this.headings[position]?.level));
    const isAny = this.drafts.length === 0;
    for (const [position, title] of this.titles.entries()) {
      if (title.isPhase && (isAny || levels.has(this.headings[position]?.level))) this.ofHeading(position);
    }
  }
}
