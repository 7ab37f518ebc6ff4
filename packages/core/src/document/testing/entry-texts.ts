/** Entries of YAML lists, as many hands write them. */
import { date, type Hand, indent, names, statuses, trickyNames, words } from './handwriting.ts';

const preItems = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'];

const postItems = {
  B: ['tasks_status_updated', 'iplan_status_updated', 'session_log_date'],
  C: ['tasks_status_updated', 'session_log_date'],
  D: ['tests_passing', 'coverage_met', 'session_logged'],
} as const;

/** One entry of a list, its dash in column 0. */
export function yamlEntry(hand: Hand): readonly string[] {
  const { dice, ids, style } = hand;
  const own = [
    `id: ${style.quoteWord(ids.next(dice))}`,
    `service_name: ${style.quote(dice.pick(dice.rarely() ? trickyNames : names))}`,
    ...(dice.rarely(6) ? [] : [`priority: ${style.quoteWord(dice.pick(['P0', 'P1', 'P2']))}`]),
    ...(dice.rarely(6) ? [] : [`dependents: ${style.quote(ids.some(dice))}`]),
    ...dice.pick([[], [], ['depends_on: [TASKS-01, TASKS-02]'], ['depends_on: "TASKS-01"'], ['depends_on:']]),
    ...(dice.rarely(6) ? ['owner: Ines # on leave in May'] : []),
  ];
  const above = style.comments && dice.rarely(3) ? ['# Stations in the valley lose their uplink at night.'] : [];
  return [...above, ...[...own, ...workflow(hand)].map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`))];
}

/** The workflow of an entry, its key in column 0. */
export function workflow(hand: Hand): readonly string[] {
  const { dice, style } = hand;
  const { family } = style;
  return [
    'workflow:',
    ...indent(2, dice.rarely(8) ? [] : checklist(hand, 'pre_check', preItems.slice(0, family === 'D' ? 4 : 6))),
    ...indent(2, main(hand)),
    ...indent(2, dice.rarely(8) ? [] : checklist(hand, 'post_check', postItems[family])),
  ];
}

function main(hand: Hand): readonly string[] {
  const { dice, style } = hand;
  const status = statusLine(hand);
  if (style.family === 'B') {
    const iplan = dice.rarely(4)
      ? []
      : [`iplan_id: ${style.quoteWord('IPLAN-07')}`, ...(dice.rarely(6) ? [] : [statusLine(hand, 'iplan_status')])];
    return ['tasks:', ...indent(2, [status, ...iplan])];
  }
  const form = style.dateTime ? 'YYYY-MM-DDTHH:MM:SS' : 'YYYY-MM-DD';
  const dates = ['started', 'completed']
    .filter(() => !dice.rarely(6))
    .map(
      (key) =>
        `${key}: ${dice.pick(['null', 'null', date(hand), '', `"${date(hand)}"`])}${style.comments ? `   # ${form} when ${key}` : ''}`,
    );
  return ['implementation:', ...indent(2, [status, ...dates])];
}

function statusLine({ dice, style }: Hand, key = 'status'): string {
  const status = dice.pick(statuses);
  const word = style.quoteWord(dice.rarely(8) ? dice.pick(words.map((each) => each[status])) : status);
  return `${key}: ${word}${style.comments && dice.rarely(3) ? '   # as agreed' : ''}`;
}

function checklist(hand: Hand, key: string, items: readonly string[]): readonly string[] {
  const { dice, style } = hand;
  const mark = style.mappingItems ? '' : '- ';
  const lines = items
    .filter(() => !dice.rarely(8))
    .flatMap((item) => {
      const line = `${mark}${item}: ${dice.pick(['false', 'true'])}`;
      return [...(style.comments && dice.rarely(8) ? ['# Rule 2'] : []), style.comments ? `${line.padEnd(30)} # as agreed` : line];
    });
  return [`${key}:`, ...indent(2, [statusLine(hand), ...(lines.length === 0 ? [] : ['checklist:', ...indent(2, lines)])])];
}
