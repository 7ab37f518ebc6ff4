/** `docs/reference.md`, derived from the tables: commands, options, exit statuses, rules. */
import { natureOf, type RuleNature, ruleNames } from '@tallyplan/core/model/rule-names';
import type { Field } from '@tallyplan/core/operations/fields';
import { type Command, type CommandGroup, groupTitles, offered } from './command.ts';
import { type CommonOption, commonOptions } from './common-options.ts';
import { schemaOf } from './output-schemas.ts';
import { descriptionOf, termOf, usageForm } from './usage-form.ts';

export function referencePage(commands: readonly Command[]): string {
  const groups = Object.keys(groupTitles) as readonly CommandGroup[];
  return [
    '# Reference',
    'Written by `npm run docs` from the tables that the command itself runs on; a test says when it is stale.',
    ...groups.flatMap((group) => groupSection(group, offered(commands))),
    '## Options of every command',
    table(['option', 'what it does'], commonOptions.map(optionRow)),
    '## Exit status',
    table(['status', 'means'], exitStatuses),
    '## Rules',
    table(
      ['rule', 'what it is about', 'refuses', '`check` reports', 'waivable'],
      ruleNames.map((name) => [`[${name}](rules/${name}.md)`, ...ruleRow(natureOf(name))]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

const exitStatuses = [
  ['0', 'done'],
  ['1', 'unexpected failure; nothing was half-written'],
  ['2', 'usage or configuration: what was wrong, and the form that is right'],
  ['3', '`check` found errors, or `audit verify` found the ledger broken'],
  ['4', 'refused by a rule'],
  ['5', 'refused, and a person must answer first'],
  ['6', 'somebody else is writing, or wrote first too often: try again'],
];

function groupSection(group: CommandGroup, commands: readonly Command[]): string[] {
  const members = commands.filter((command) => command.group === group);
  return members.length === 0 ? [] : [`## ${groupTitles[group]}`, ...members.flatMap(commandSection)];
}

function commandSection(command: Command): string[] {
  const fields = command.fields.map(fieldRow);
  const examples = command.examples.map(({ command: call, does }) => `# ${does}\ntallyplan ${call}`);
  return [
    `### ${command.name}`,
    command.summary,
    `    ${usageForm(command)}`,
    ...(fields.length === 0 ? [] : [table(['argument', 'what it is'], fields)]),
    ...(command.kind === 'operation'
      ? [
          `With \`--json\` its result is as [${schemaOf(command.name)}.json](../packages/tallyplan/schema/${schemaOf(command.name)}.json) says.`,
        ]
      : []),
    ...(examples.length === 0 ? [] : [`\`\`\`sh\n${examples.join('\n\n')}\n\`\`\``]),
  ];
}

function fieldRow(field: Field): string[] {
  return [`\`${termOf(field)}\``, [descriptionOf(field), ...(field.required ? ['Required.'] : [])].join(' ')];
}

function optionRow(option: CommonOption): string[] {
  const flags = [...(option.short === undefined ? [] : [`-${option.short}`]), `--${option.name}`];
  return [
    flags.map((flag) => `\`${[flag, option.placeholder].filter((part) => part !== undefined).join(' ')}\``).join(', '),
    option.description,
  ];
}

function ruleRow({ title, refusal, finding, waivable }: RuleNature): string[] {
  return [title, refusal === undefined ? '' : 'yes', finding ?? '', waivable === true ? 'yes' : ''];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)].join('\n');
}
