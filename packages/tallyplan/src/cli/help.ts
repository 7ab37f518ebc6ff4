/** Help, derived from the table of commands: the overview, and the page of one command. */
import type { Field } from '@tallyplan/core/operations/fields';
import { type Command, type CommandGroup, groupTitles, offered } from './command.ts';
import { type CommonOption, commonOptions, shownFlag } from './common-options.ts';
import { hanging, lines, wrap } from './layout.ts';
import type { Page } from './page.ts';
import { descriptionOf, termOf, usageForm } from './usage-form.ts';

/** The overview: every command by what it is for, then the options of all. */
export function overview(commands: readonly Command[], page: Page): string {
  const { paint } = page;
  const groups = Object.keys(groupTitles) as readonly CommandGroup[];
  return lines(
    ...hanging('', 'Tallyplan reads, edits and enforces a hand-written development plan.', page),
    '',
    ...drawUsage('tallyplan COMMAND [arguments] [options]', page),
    ...groups.flatMap((group) => drawGroup(group, offered(commands), page)),
    '',
    paint.strong('Options of every command'),
    ...drawTerms(commonOptions.map(optionTerm), page),
    '',
    ...hanging('', 'tallyplan help COMMAND shows its form and examples; tallyplan explain RULE what a rule asks for.', page),
  );
}

/** The page of one command. */
export function commandHelp(command: Command, page: Page): string {
  const { paint } = page;
  const terms = command.fields.map(fieldTerm);
  return lines(
    ...wrap(command.summary, page.width, page),
    '',
    ...drawUsage(usageForm(command), page),
    ...(terms.length === 0 ? [] : ['', ...drawTerms(terms, page)]),
    ...(command.examples.length === 0 ? [] : ['', paint.strong('Examples'), ...drawExamples(command, page)]),
    '',
    ...hanging('', 'The options of every command stand in: tallyplan help', page).map(paint.faint),
  );
}

function drawUsage(form: string, page: Page): string[] {
  return hanging('Usage  ', form, page).map((line, index) => (index === 0 ? line.replace('Usage', page.paint.strong('Usage')) : line));
}

interface Term {
  readonly term: string;
  readonly told: string;
}

function drawGroup(group: CommandGroup, commands: readonly Command[], page: Page): string[] {
  const members = commands.filter((command) => command.group === group);
  if (members.length === 0) return [];
  const terms = members.map(({ name, summary }) => ({ term: name, told: summary }));
  return ['', page.paint.strong(groupTitles[group]), ...drawTerms(terms, page)];
}

/** Terms in one column and what they mean beside them; below them where the page is narrow. */
function drawTerms(terms: readonly Term[], page: Page): string[] {
  const widest = Math.max(...terms.map(({ term }) => term.length));
  if (widest + 30 > page.width) {
    return terms.flatMap(({ term, told }) => [`  ${page.paint.note(term)}`, ...hanging('      ', told, page)]);
  }
  return terms.flatMap(({ term, told }) => {
    const first = `  ${term.padEnd(widest)}  `;
    return hanging(first, told, page).map((line, index) => (index === 0 ? line.replace(term, page.paint.note(term)) : line));
  });
}

function optionTerm(option: CommonOption): Term {
  const shown = shownFlag(option);
  const flag = option.short === undefined || shown === `-${option.short}` ? shown : `-${option.short}, ${shown}`;
  return { term: [flag, option.placeholder].filter((part) => part !== undefined).join(' '), told: option.description };
}

function fieldTerm(field: Field): Term {
  return { term: termOf(field), told: descriptionOf(field) };
}

/** What a call does stands above it, so that the call itself can be copied. */
function drawExamples({ examples }: Command, page: Page): string[] {
  return examples.flatMap(({ command, does }, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(does, Math.max(page.width - 4, 10), page).map((line) => page.paint.faint(`  # ${line}`)),
    `  tallyplan ${command}`,
  ]);
}
