import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import fc from 'fast-check';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Insertion } from './insertion.ts';
import { InstalledFiles } from './installed-files.ts';
import { jsonEntries } from './json-entries.ts';
import { markdownComment, markedBlock } from './marked-block.ts';
import { recordIn } from './record.ts';
import { applySplices, withoutSplices } from './splice.ts';
import { tomlTable } from './toml-table.ts';
import { wholeFile } from './whole-file.ts';

const block = markedBlock({ file: 'AGENTS.md', does: 'a block', comment: markdownComment, content: '## Plan\n\nAsk for the next task.\n' });
const table = tomlTable({
  file: 'config.toml',
  does: 'a server',
  path: ['servers', 'plan'],
  lines: ['command = "plan"', 'args = ["mcp"]'],
});
const whole = wholeFile({ file: 'skills/plan/SKILL.md', does: 'a skill', content: '---\nname: plan\n---\n\nHow to.\n' });
const group = (event: string) => ({ hooks: [{ type: 'command', command: `plan hook ${event}` }] });
const entries = jsonEntries({
  file: 'settings.json',
  does: 'hooks and a server',
  entries: [
    { path: ['servers', 'plan'], value: { command: 'plan', args: ['mcp'] } },
    { path: ['hooks', 'Start'], value: group('start'), item: true },
    { path: ['hooks', 'Stop'], value: group('stop'), item: true },
  ],
  oursIn: (content) => {
    const { servers, hooks } = content as { servers?: { plan?: { command?: string } }; hooks?: Record<string, unknown> };
    return [
      ...(servers?.plan?.command === 'plan' ? [['servers', 'plan']] : []),
      ...Object.entries(hooks ?? {}).flatMap(([event, groups]) =>
        Array.isArray(groups)
          ? groups.flatMap((one, index) => (JSON.stringify(one).includes('plan hook') ? [['hooks', event, index]] : []))
          : [],
      ),
    ];
  },
});
const all: readonly Insertion[] = [block, table, whole, entries];

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-install-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const installed = () => new InstalledFiles({ root, record: join(root, 'installed.json') });
const write = (file: string, text: string | Buffer) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const read = (file: string) => readFileSync(join(root, file), 'utf8');

function carryOut(outcome: ReturnType<InstalledFiles['install']>) {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  for (const step of outcome.value.steps) step.carryOut();
  return { targets: outcome.value.steps.map(({ target }) => target), remarks: outcome.value.remarks };
}
const install = (insertions: readonly Insertion[] = all) => carryOut(installed().install(insertions));
const uninstall = (insertions: readonly Insertion[] = all) => carryOut(installed().uninstall(insertions));
const refusal = (insertion: Insertion) => {
  const outcome = installed().install([insertion]);
  return outcome.ok ? null : outcome.problems.map(({ message }) => message).join('; ');
};

/** Files as people write them: comments, odd indentation, line ends, no last line end, byte order marks, bytes that are not UTF-8. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'AGENTS.md': [
    '',
    '# Ours\n',
    '# Ours',
    '# Ours\r\n\r\nText\r\n',
    '\ufeff# Ours\n\n\n',
    'Text\n\n<!-- tallyplan:begin -->\nno end\n',
    '\n',
  ],
  'config.toml': [
    '',
    'model = "x" # why\n\n[servers.other]\ncommand = "o"\n',
    '[servers]\n  [servers.other]\n  command = "o"',
    '\ufeffmodel = "x"\r\n[[list]]\r\nname = "a"\r\n',
    '# nothing but a comment',
    'when = 2026-11-20T10:00:00Z\nodd = nan\n[a.b]\n"c d" = """\n[servers.plan]\n"""\n',
  ],
  'settings.json': [
    '',
    '{}',
    '{ }\n',
    '{\n}\n',
    '{"a":1}',
    '{ "a": [1, 2] }\n',
    '{\n  "a": 1\n}\n',
    '{\n\t"a": 1, // why\n\t"hooks": {\n\t\t"Stop": [\n\t\t\t{ "hooks": [] } // mine\n\t\t]\n\t}\n}',
    '{\r\n    "hooks": {"Start": [], "Stop": [{"hooks": []}]},\r\n    "servers": { /* none yet */ }\r\n}\r\n',
    '// first\n{\n  "servers": {\n    "other": {},\n  },\n  /* last */\n}\n',
    '\ufeff{\n "a": "ü",\n "b": {\n  "c": null }\n}\n',
    '{"servers": {"plan": {"command": "my own"}}, "hooks": {}}',
  ],
};
const everyText = all.flatMap((insertion) => (texts[insertion.file] ?? []).map((text) => [insertion.file, text, insertion] as const));

/** Texts put together of pieces that matter, for what nobody thinks of. */
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"servers"',
  '"hooks"',
  '"Stop"',
  '1',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '// c\n',
  '/* c */',
  '# c',
  '[servers]',
  'x = 1',
];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((some) => encodeUtf8(some.join('')));
const anyInsertion = fc.constantFrom(...all);

function everything(): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => [name, statSync(join(root, name)).isDirectory() ? '(folder)' : readFileSync(join(root, name), 'latin1')]),
  );
}
function empty(): void {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
}
/** The law: what is put in can be found, and taken out byte for byte. */
function expectTakenBack(insertion: Insertion, text: ByteString): void {
  const put = insertion.put(text, insertion.file);
  if (!put.ok || put.value.length === 0) return;
  const after = applySplices(text, put.value);
  expect(insertion.isIn(after), after).toBe(true);
  expect(withoutSplices(after, put.value)).toBe(text);
}

describe('what is put in', () => {
  it.each(everyText)('of %s comes out again byte for byte: %j', (_file, text, insertion) => {
    expectTakenBack(insertion, encodeUtf8(text));
  });

  it('comes out again byte for byte, whatever the text is like', () => {
    fc.assert(
      fc.property(anyInsertion, anyText, (insertion, text) => {
        fc.pre(!insertion.isIn(text));
        expectTakenBack(insertion, text);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the folder as it was, and is written only once', () => {
    for (const index of [0, 1, 2, 3, 4, 5]) {
      empty();
      for (const [file, some] of Object.entries(texts)) if (some[index] !== undefined) write(file, some[index]);
      const before = everything();
      install();
      const after = everything();
      expect(install().targets).toEqual([]);
      expect(everything()).toEqual(after);
      uninstall();
      expect(everything()).toEqual(before);
    }
  });

  it('reads as it should, and leaves all else as it read before', () => {
    for (const text of texts['settings.json'] ?? []) {
      empty();
      write('settings.json', text);
      install([entries]);
      const errors: unknown[] = [];
      const content = parseJsonc(read('settings.json').replace('\ufeff', ''), errors as never, { allowTrailingComma: true });
      expect(errors, read('settings.json')).toEqual([]);
      expect(content.hooks.Stop.at(-1), read('settings.json')).toEqual(group('stop'));
      expect(content.hooks.Start.at(-1)).toEqual(group('start'));
      expect(content.servers.plan.command).toMatch(/plan|my own/);
    }
    for (const text of texts['config.toml'] ?? []) {
      empty();
      write('config.toml', text);
      install([table]);
      expect(parseToml(read('config.toml').replace('\ufeff', '')), read('config.toml')).toMatchObject({
        servers: { plan: { command: 'plan', args: ['mcp'] } },
      });
    }
  });

  it('comes out although people went on writing around it', () => {
    write('AGENTS.md', '# Ours');
    write('settings.json', '{\n  "a": 1\n}\n');
    install([block, entries]);
    write('AGENTS.md', `Above\n${read('AGENTS.md')}Below\n`);
    write('settings.json', read('settings.json').replace('"a": 1', '"a": 2, "b": 3'));
    uninstall([block, entries]);
    expect(read('AGENTS.md')).toBe('Above\n# OursBelow\n');
    expect(read('settings.json')).toBe('{\n  "a": 2, "b": 3\n}\n');
  });

  it('comes out by its marks where the record is gone, or somebody wrote in it', () => {
    write('AGENTS.md', '# Ours\n');
    write('settings.json', '{\n  // mine\n  "a": 1,\n  "hooks": {\n    "Stop": [\n      { "hooks": [] } // mine too\n    ]\n  }\n}\n');
    write('config.toml', 'model = "x"\n');
    const before = everything();
    install([block, entries, table]);
    rmSync(join(root, 'installed.json'));
    uninstall([block, entries, table]);
    expect(everything()).toEqual(before);
    install([block]);
    write('AGENTS.md', read('AGENTS.md').replace('Ask for', 'Always ask for'));
    uninstall([block]);
    expect(read('AGENTS.md')).toBe('# Ours\n');
  });

  it('gives way to a newer form in its place', () => {
    write('AGENTS.md', '# Ours\n');
    install([block]);
    const newer = markedBlock({ file: 'AGENTS.md', does: 'a block', comment: markdownComment, content: 'Newer.\n' });
    expect(install([newer]).targets).toEqual(['AGENTS.md']);
    expect(read('AGENTS.md')).toContain('Newer.');
    expect(read('AGENTS.md')).not.toContain('Ask for');
    uninstall([newer]);
    expect(read('AGENTS.md')).toBe('# Ours\n');
  });

  it('makes the file that a link asks for, in the repository, and leaves the link to nothing again', () => {
    symlinkSync('CLAUDE.md', join(root, 'AGENTS.md'));
    install([block]);
    expect(read('CLAUDE.md')).toContain('Ask for');
    expect(readlinkSync(join(root, 'AGENTS.md'))).toBe('CLAUDE.md');
    uninstall([block]);
    expect(existsSync(join(root, 'CLAUDE.md'))).toBe(false);
    expect(readlinkSync(join(root, 'AGENTS.md'))).toBe('CLAUDE.md');
  });

  it('keeps the permissions of a file, and a link that stays inside', () => {
    write('docs/real.md', '# Ours\n');
    chmodSync(join(root, 'docs/real.md'), 0o640);
    symlinkSync('docs/real.md', join(root, 'AGENTS.md'));
    install([block]);
    expect(statSync(join(root, 'docs/real.md')).mode & 0o777).toBe(0o640);
    expect(read('docs/real.md')).toContain('Ask for');
    uninstall([block]);
    expect(read('docs/real.md')).toBe('# Ours\n');
  });

  it('is a file of its own that a person may make theirs', () => {
    install([whole]);
    write('skills/plan/SKILL.md', `${read('skills/plan/SKILL.md')}And mine.\n`);
    expect(install([whole]).remarks).toHaveLength(1);
    uninstall([whole]);
    expect(read('skills/plan/SKILL.md')).toBe('And mine.\n');
    rmSync(join(root, 'skills'), { recursive: true });
    install([whole]);
    write('skills/plan/SKILL.md', read('skills/plan/SKILL.md').replace('How to', 'How I'));
    expect(uninstall([whole])).toEqual({
      targets: [],
      remarks: ['skills/plan/SKILL.md was changed since Tallyplan wrote it, and is left as it is'],
    });
    expect(read('skills/plan/SKILL.md')).toContain('How I');
  });

  it('comes out although other files have become what nothing can be taken out of', () => {
    mkdirSync(join(root, 'config.toml'));
    install([block, whole]);
    rmSync(join(root, 'skills'), { recursive: true });
    write('skills', 'mine');
    const planned = installed().uninstall(all);
    expect(planned.ok && planned.value.remarks).toEqual(["skills/plan/SKILL.md can't be, since skills is no folder, and is left as it is"]);
    uninstall();
    expect(existsSync(join(root, 'AGENTS.md'))).toBe(false);
    expect(read('skills')).toBe('mine');
  });

  it('leaves a folder that a person put something into', () => {
    install([whole]);
    write('skills/mine.md', 'mine');
    uninstall([whole]);
    expect(existsSync(join(root, 'skills/plan'))).toBe(false);
    expect(read('skills/mine.md')).toBe('mine');
  });
});

describe('nothing is written', () => {
  it.each([
    ['{ "a": ', entries, "settings.json can't be read as JSON at line 1"],
    ['{\n  "hooks": []\n}', entries, 'settings.json has something else where an object is expected: hooks, at line 2'],
    ['{"hooks": {"Stop": {}}}', entries, 'settings.json has something else where a list is expected: hooks.Stop, at line 1'],
    ['[]', entries, 'settings.json has something else where an object is expected: the whole, at line 1'],
    ['a = \n', table, "config.toml can't be read as TOML (line 1"],
    ['servers = { other = { command = "o" } }\n', table, "config.toml can't take a table [servers.plan] at its end"],
    ['servers = 1\n', table, "config.toml can't take a table [servers.plan] at its end"],
  ])('into %s', (text, insertion, message) => {
    write(insertion.file, text);
    expect(refusal(insertion)).toContain(message);
    expect(read(insertion.file)).toBe(text);
  });

  it('through a link that leads out of the repository', () => {
    const outside = mkdtempSync(join(tmpdir(), 'tallyplan-outside-'));
    symlinkSync(outside, join(root, 'skills'));
    symlinkSync(join(outside, 'none.md'), join(root, 'AGENTS.md'));
    expect(refusal(whole)).toContain('leads out of the repository');
    expect(refusal(block)).toContain('is a link to nothing');
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it.each([
    ['a link to itself', 'AGENTS.md'],
    ['a link into a folder that is not there', 'docs/none/AGENTS.md'],
  ])('through %s', (_, target) => {
    symlinkSync(target, join(root, 'AGENTS.md'));
    expect(refusal(block)).toContain('AGENTS.md is a link to nothing');
  });

  it('below a file that stands in place of a folder', () => {
    write('skills', 'mine');
    expect(refusal(whole)).toContain("skills/plan/SKILL.md can't be, since skills is no folder");
    expect(read('skills')).toBe('mine');
  });

  it('where one of several files is unusable', () => {
    write('config.toml', 'a = \n');
    expect(installed().install(all).ok).toBe(false);
    expect(readdirSync(root)).toEqual(['config.toml']);
  });

  it('where the file was changed after it was looked at', () => {
    write('AGENTS.md', '# Ours\n');
    const planned = installed().install([block]);
    write('AGENTS.md', '# Theirs\n');
    expect(() => planned.ok && planned.value.steps[0]?.carryOut()).toThrow('changed while this was decided');
    expect(read('AGENTS.md')).toBe('# Theirs\n');
  });

  it('by a record that others wrote: it names no place to write to', () => {
    write('installed.json', JSON.stringify({ v: 1, files: { '../elsewhere': { created: true, folders: ['..'], splices: [] } } }));
    write('AGENTS.md', '# Ours\n');
    expect(uninstall()).toEqual({ targets: [], remarks: [] });
    rmSync(join(root, 'installed.json'));
    const outside = mkdtempSync(join(tmpdir(), 'tallyplan-outside-'));
    install([whole]);
    write('installed.json', read('installed.json').replace('"skills"', JSON.stringify(relative(root, outside))));
    uninstall([whole]);
    expect(existsSync(outside)).toBe(true);
    rmSync(outside, { recursive: true });
  });

  it('into a record that a link leads out of the repository', () => {
    const outside = mkdtempSync(join(tmpdir(), 'tallyplan-outside-'));
    symlinkSync(outside, join(root, '.tallyplan'));
    expect(() => recordIn(root)).toThrow('link out of the repository');
    rmSync(outside, { recursive: true });
  });
});
