/** One task with all that is known of it. */
import type { EventJson, TaskDetails, TaskJson } from '@tallyplan/core/operations/task-json';
import { type Cell, columns, hanging, indented, wrap } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { moment, tellActor } from './moment.ts';
import { statusPaint, statusSign } from './status-word.ts';

export function taskCard(task: TaskDetails, page: Page): string[] {
  return [
    ...head(task, page),
    ...section('Pre-check', checklist(task.preCheck, task, page), page),
    ...section('Post-check', checklist(task.postCheck, task, page), page),
    ...section('Waits for', waiting(task, page), page),
    ...section('Needs', wrapped(task.prerequisites.join(', '), page), page),
    ...section('Needed by', wrapped([...task.dependents, ...task.components.map(oneLine)].join(', '), page), page),
    ...section(
      'Stopped',
      task.stops.flatMap(({ question, at, actor }) => told(`"${oneLine(question)}"`, { at, actor }, page)),
      page,
    ),
    ...section(
      'Blocked',
      task.blocks.flatMap(({ reason, at, actor }) => told(oneLine(reason), { at, actor }, page)),
      page,
    ),
    ...section(
      'Waived',
      task.waivers.flatMap(({ rule, reason, at, actor }) => told(`${rule}: ${oneLine(reason)}`, { at, actor }, page)),
      page,
    ),
    ...section(
      'Evidence',
      task.evidence.flatMap(({ name, exitCode, at, actor }) =>
        told(`${name} ${exitCode === 0 ? 'passed' : `failed with ${exitCode}`}`, { at, actor }, page),
      ),
      page,
    ),
    ...section('History', history(task.history, page), page),
  ];
}

function head(task: TaskDetails, page: Page): string[] {
  const { paint, signs } = page;
  const status = `${statusSign(task.status, page)} ${task.status ?? 'unknown status'}`;
  const { iplanId, iplanStatus, started, completed } = task.implementation;
  const facts = [
    ...(task.phase === null ? [] : [`phase ${task.phase}`]),
    ...(task.priority === null ? [] : [task.priority]),
    `line ${task.line}`,
    ...(iplanId === null ? [] : [`${iplanId}${iplanStatus === null ? '' : ` ${iplanStatus}`}`]),
    ...(started === null ? [] : [`started ${started}`]),
    ...(completed === null ? [] : [`completed ${completed}`]),
    ...(task.assignee === null ? [] : [`with ${oneLine(task.assignee)}`]),
    ...remarks(task),
  ];
  return [
    ...hanging(`${task.id}  `, oneLine(task.name), page).map(paint.strong),
    statusPaint(task.status, page)(status),
    ...hanging('', facts.join(` ${signs.dot} `), page).map(paint.faint),
  ];
}

function remarks({ placeholder, status, verified, ready }: TaskJson): string[] {
  if (placeholder) return ['template row'];
  if (status === 'COMPLETED') return [verified ? 'verified by Tallyplan' : 'not verified by Tallyplan'];
  return ready ? ['ready'] : [];
}

/** A titled part; left out where it is empty. */
function section(title: string, body: readonly string[], { paint }: Page): string[] {
  return body.length === 0 ? [] : ['', paint.strong(title), ...body.map((line) => `  ${line}`)];
}

function checklist(list: TaskDetails['preCheck'], task: TaskDetails, page: Page): string[] {
  if (list === null) return [];
  const { signs, paint } = page;
  const rows = list.items.map(({ key, done }): Cell[] => {
    const receipt = done ? task.receipts.find(({ item }) => item === key) : undefined;
    const sign = done ? signs.done : signs.status.NOT_STARTED;
    return [
      { text: `${sign} ${key}`, paint: (text) => (done ? paint.good(sign) : sign) + text.slice(sign.length) },
      { text: receipt === undefined ? '' : `${receipt.actor.name}, ${receipt.at.slice(0, 10)}`, paint: paint.faint },
      { text: receipt === undefined ? '' : oneLine(receipt.note === '' ? receipt.trust : receipt.note) },
    ];
  });
  return page.width < 70 ? rows.map(([cell]) => drawn(cell)) : columns(rows, [{}, {}, { flexible: true }], indented(page));
}

function drawn(cell: Cell | undefined): string {
  return cell === undefined ? '' : (cell.paint ?? ((text) => text))(cell.text);
}

function waiting({ waitingFor }: TaskDetails, page: Page): string[] {
  return waitingFor.flatMap(({ rule, message }) => [...wrapped(oneLine(message), page), page.paint.faint(rule)]);
}

function wrapped(text: string, page: Page): string[] {
  return text === '' ? [] : wrap(text, page.width - 2, page);
}

function told(what: string, { at, actor }: Pick<EventJson, 'at' | 'actor'>, page: Page): string[] {
  return [...wrapped(what, page), ...wrapped(`${tellActor(actor)}, ${moment(at)}`, page).map(page.paint.faint)];
}

function history(events: readonly EventJson[], page: Page): string[] {
  const { paint } = page;
  if (page.width < 70) return events.flatMap((event) => hanging(`${event.at.slice(0, 10)}  `, briefly(event, page), indented(page)));
  const rows = events.map(({ at, actor, operation, changes }): Cell[] => [
    { text: moment(at), paint: paint.faint },
    { text: operation, paint: paint.strong },
    { text: statusMove(changes, page) },
    { text: tellActor(actor), paint: paint.faint },
  ]);
  return columns(rows, [{}, {}, {}, { flexible: true }], indented(page));
}

function briefly({ operation, changes, actor }: EventJson, page: Page): string {
  return [operation, statusMove(changes, page), tellActor(actor)].filter((part) => part !== '').join(', ');
}

/** How the status moved; nothing where it stayed. */
function statusMove(changes: EventJson['changes'], { signs }: Page): string {
  const move = changes.find(({ path, from, to }) => path === 'status' && from !== to);
  if (move === undefined) return '';
  // A task that is new came from nowhere.
  return move.from === null ? String(move.to) : `${String(move.from)} ${signs.arrow} ${String(move.to)}`;
}
