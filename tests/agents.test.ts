/**
 * `init --agents` and `uninstall` as processes: what is written for each host, beside what people have in the
 * same files, and that nothing of it is left afterwards.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { inThread } from './processes/in-thread.ts';

const repository = join(import.meta.dirname, '..');
const hosts = ['claude', 'codex', 'cursor', 'copilot', 'gemini', 'opencode'];

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-agents-'));
  home = mkdtempSync(join(tmpdir(), 'tallyplan-home-'));
  write('docs/DEVELOPMENT_PLAN.md', readFileSync(join(repository, 'examples/families/b-reference.md')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

function write(file: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const json = (file: string) => parseJsonc(read(file), [], { allowTrailingComma: true });

function tallyplan(...args: readonly string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: tmpdir(),
    LANG: 'C.UTF-8',
    TALLYPLAN_ACTOR: 'Ada',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return inThread(args, { cwd: folder, env });
}
function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = tallyplan(...args);
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Every file and folder with its bytes and permissions, without `.tallyplan/`. */
function everything(): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('.tallyplan'));
  const told = (name: string) => {
    const status = statSync(join(folder, name));
    return status.isDirectory() ? 'a folder' : `${status.mode.toString(8)} ${readFileSync(join(folder, name), 'latin1')}`;
  };
  return Object.fromEntries(names.sort().map((name) => [name, told(name)]));
}

/** Files that people have, with what editors and people leave in them. */
const theirs: Readonly<Record<string, string>> = {
  'AGENTS.md': '# Working here\r\n\r\nRun the tests.\r\n',
  'CLAUDE.md': '# Notes\n\nNo line end at the end',
  '.claude/settings.json':
    '{\n\t// ours\n\t"permissions": { "allow": ["Bash(npm test)"] },\n\t"hooks": {\n\t\t"Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }] // loud\n\t},\n}\n',
  '.mcp.json': '{"mcpServers":{"files":{"command":"files"}}}',
  '.codex/config.toml': '# mine\nmodel = "x"\n\n[mcp_servers.files] # theirs\ncommand = "files"\n',
  '.codex/hooks.json': '{\n  "hooks": {}\n}',
  '.cursor/mcp.json': '{\r\n    "mcpServers": {\r\n        "files": { "command": "files" }\r\n    }\r\n}\r\n',
  '.vscode/mcp.json': '{\n  "servers": {},\n  "inputs": []\n}\n',
  '.gemini/settings.json': '{ "context": { "fileName": "GEMINI.md" } }\n',
  'opencode.jsonc': '{\n  "$schema": "https://opencode.ai/config.json",\n  /* nothing yet */\n}\n',
};

describe('init --agents', () => {
  it('writes for each host what it reads, and keeps what people wrote', () => {
    for (const [file, text] of Object.entries(theirs)) write(file, text);
    const before = everything();
    run('init', '--agents', hosts.join(','), '--yes');
    expect(read('AGENTS.md')).toMatch(
      /^# Working here\r\n[\s\S]*tallyplan:begin[\s\S]*docs\/DEVELOPMENT_PLAN\.md[\s\S]*tallyplan:end -->\r\n$/,
    );
    expect(read('CLAUDE.md')).toContain('\n@AGENTS.md\n');
    const settings = json('.claude/settings.json');
    expect(settings.permissions.allow).toEqual(['Bash(npm test)']);
    expect(Object.keys(settings.hooks).sort()).toEqual(['PreToolUse', 'SessionStart', 'Stop']);
    expect(settings.hooks.Stop).toHaveLength(2);
    expect(settings.hooks.PreToolUse[0].matcher).toBe('Edit|Write|MultiEdit|NotebookEdit');
    expect(json('.mcp.json').mcpServers).toEqual({ files: { command: 'files' }, tallyplan: { command: 'tallyplan', args: ['mcp'] } });
    expect(parseToml(read('.codex/config.toml')).mcp_servers).toEqual({
      files: { command: 'files' },
      tallyplan: {
        command: 'tallyplan',
        args: ['mcp'],
        env_vars: expect.arrayContaining(['TALLYPLAN_ACTOR', 'TALLYPLAN_PLAN']),
        tool_timeout_sec: 3600,
      },
    });
    expect(Object.keys(json('.codex/hooks.json').hooks).sort()).toEqual(['PreToolUse', 'SessionStart', 'Stop']);
    expect(json('.cursor/mcp.json').mcpServers.tallyplan).toEqual({ command: 'tallyplan', args: ['mcp'] });
    expect(json('.vscode/mcp.json').servers.tallyplan).toEqual({ type: 'stdio', command: 'tallyplan', args: ['mcp'] });
    expect(json('.gemini/settings.json')).toMatchObject({
      context: { fileName: 'GEMINI.md' },
      mcpServers: { tallyplan: { command: 'tallyplan' } },
    });
    expect(json('opencode.jsonc').mcp.tallyplan).toEqual({ type: 'local', command: ['tallyplan', 'mcp'], enabled: true });
    for (const file of Object.keys(theirs)) expect(read(file).includes('\r\n'), file).toBe(theirs[file]?.includes('\r\n'));
    run('uninstall', '--yes');
    expect(everything()).toEqual(before);
  });

  it('leaves nothing behind where there was nothing', () => {
    const before = everything();
    run('init', '--agents', hosts.join(','), '--yes');
    expect(Object.keys(everything()).length).toBeGreaterThan(20);
    run('uninstall', '--yes');
    expect(everything()).toEqual(before);
    expect(readdirSync(join(folder, '.tallyplan')).sort()).toEqual(['.gitattributes', '.gitignore', 'config.yaml', 'ledger']);
  });

  it('is done once, and again for a further host', () => {
    run('init', '--agents', 'claude', '--yes');
    const once = everything();
    expect(run('init', '--agents', 'claude', '--yes')).toContain('everything is as it should be');
    expect(everything()).toEqual(once);
    run('init', '--agents=codex', '--yes');
    expect(existsSync(join(folder, '.codex/hooks.json'))).toBe(true);
  });

  it('writes for the hosts that are in use where none is named', () => {
    mkdirSync(join(folder, '.cursor'));
    mkdirSync(join(home, '.codex'));
    run('init', '--agents', '--yes');
    expect(Object.keys(everything()).filter((name) => /mcp|toml/.test(name))).toEqual(['.codex/config.toml', '.cursor/mcp.json']);
  });

  it('asks for a name where no host shows', () => {
    const { status, stderr } = tallyplan('init', '--agents', '--yes');
    expect(status).toBe(2);
    expect(stderr).toContain('--agents claude,codex');
    expect(existsSync(join(folder, '.tallyplan'))).toBe(false);
  });

  it('shows what it would write, and writes nothing unasked', () => {
    const before = everything();
    const { status, stderr } = tallyplan('init', '--agents', 'claude');
    expect(status).toBe(2);
    expect(stderr).toContain('would write .claude/settings.json');
    const diff = run('init', '--agents', 'claude', '--dry-run');
    expect(diff).toContain('+++ b/.claude/skills/tallyplan/SKILL.md');
    const { remarks } = JSON.parse(run('init', '--agents', 'claude', '--dry-run', '--json')).result;
    expect(remarks).toContainEqual(expect.stringContaining('neither on the path nor'));
    expect(everything()).toEqual(before);
  });

  it('writes nothing at all where one file can not be read', () => {
    write('.mcp.json', '{ "mcpServers": ');
    const before = everything();
    const { status, stderr } = tallyplan('init', '--agents', 'claude', '--yes');
    expect(status).toBe(2);
    expect(stderr).toContain('.mcp.json');
    expect(everything()).toEqual(before);
    expect(existsSync(join(folder, '.tallyplan'))).toBe(false);
  });

  it('makes what CLAUDE.md is a link to, once, and takes it out again', () => {
    symlinkSync('AGENTS.md', join(folder, 'CLAUDE.md'));
    run('init', '--agents', 'claude', '--yes');
    expect(read('CLAUDE.md').match(/tallyplan:begin/g)).toHaveLength(1);
    run('uninstall', '--yes');
    expect(readdirSync(folder).filter((name) => name.endsWith('.md'))).toEqual(['CLAUDE.md']);
    expect(existsSync(join(folder, 'CLAUDE.md'))).toBe(false);
  });

  it('knows CLAUDE.md as a link to AGENTS.md, and as one that imports it', () => {
    write('AGENTS.md', '# Ours\n');
    symlinkSync('AGENTS.md', join(folder, 'CLAUDE.md'));
    run('init', '--agents', 'claude', '--yes');
    expect(read('AGENTS.md').match(/tallyplan:begin/g)).toHaveLength(1);
    run('uninstall', '--yes');
    expect(read('AGENTS.md')).toBe('# Ours\n');
    rmSync(join(folder, 'CLAUDE.md'));
    write('CLAUDE.md', 'See @AGENTS.md\n');
    run('init', '--agents', 'claude', '--yes');
    expect(read('CLAUDE.md')).toBe('See @AGENTS.md\n');
  });

  it('starts the server of the project where that is among its packages', () => {
    write('node_modules/tallyplan/package.json', '{}');
    run('init', '--agents', 'claude,codex', '--yes');
    expect(JSON.parse(run('init', '--agents', 'cursor', '--yes', '--json')).result.remarks).not.toContainEqual(
      expect.stringContaining('neither on the path'),
    );
    expect(json('.mcp.json').mcpServers.tallyplan).toEqual({ command: 'node', args: ['node_modules/tallyplan/bin/tallyplan.js', 'mcp'] });
    expect(parseToml(read('.codex/config.toml'))).toMatchObject({ mcp_servers: { tallyplan: { command: 'node' } } });
  });

  it('writes skills as the specification asks', () => {
    run('init', '--agents', 'claude,codex', '--yes');
    for (const file of ['.claude/skills/tallyplan/SKILL.md', '.agents/skills/tallyplan/SKILL.md']) {
      const [, front = ''] = /^---\n([\s\S]*?)\n---\n/.exec(read(file)) ?? [];
      const { name, description } = parseYaml(front);
      expect(name).toBe('tallyplan');
      expect(description.length).toBeGreaterThan(40);
      expect(description.length).toBeLessThanOrEqual(1024);
    }
  });

  it('begins a new plan, too', () => {
    rmSync(join(folder, 'docs'), { recursive: true });
    run('init', '--title', 'Harbour', '--phases', 'Foundation', '--agents', 'codex', '--yes');
    expect(read('AGENTS.md')).toContain('`docs/DEVELOPMENT_PLAN.md`');
  });
});

describe('uninstall', () => {
  it('has nothing to do where nothing was put in, and where there is no plan', () => {
    rmSync(join(folder, 'docs'), { recursive: true });
    expect(run('uninstall', '--yes')).toContain('nothing to take out');
  });

  it('shows what would go, and asks', () => {
    run('init', '--agents', 'claude', '--yes');
    const before = everything();
    expect(run('uninstall', '--dry-run')).toContain('-@AGENTS.md');
    const { status, stderr } = tallyplan('uninstall');
    expect(status).toBe(2);
    expect(stderr).toContain('--yes');
    expect(everything()).toEqual(before);
  });

  it('does so in a clone of the repository, by the record or without', () => {
    write('AGENTS.md', '# Ours');
    const before = everything();
    run('init', '--agents', 'claude,codex,copilot', '--yes');
    const clone = join(home, 'clone');
    cpSync(folder, clone, { recursive: true });
    run('-C', clone, 'uninstall', '--yes');
    expect(readFileSync(join(clone, 'AGENTS.md'), 'utf8')).toBe('# Ours');
    rmSync(join(folder, '.tallyplan/installed.json'));
    run('uninstall', '--yes');
    expect(Object.keys(everything()).filter((name) => !(name in before))).toEqual([]);
    expect(read('AGENTS.md').trimEnd()).toBe('# Ours');
  });
});

describe('an entry that a person wrote, the very same as the one that init would', () => {
  const own = '{"mcpServers":{"tallyplan":{"command":"tallyplan","args":["mcp"]}}}\n';

  it.each(['.mcp.json', '.cursor/mcp.json'])('is theirs, whatever is taken out, and however often: %s', (file) => {
    write(file, own);
    run('uninstall', '--yes');
    expect(read(file)).toBe(own);
    run('init', '--agents', 'claude,cursor', '--yes');
    run('uninstall', '--yes');
    run('uninstall', '--yes');
    expect(read(file)).toBe(own);
  });

  it('is taken for ours where the marks of ours stand in other files, and the record is lost', () => {
    run('init', '--agents', 'claude', '--yes');
    rmSync(join(folder, '.tallyplan/installed.json'));
    run('uninstall', '--yes');
    expect(existsSync(join(folder, '.mcp.json'))).toBe(false);
  });
});

describe('the command lines that are written into hooks', () => {
  const hookOf = (file: string, event: string) => json(file).hooks[event][0].hooks[0];

  it.each([
    ['.claude/settings.json', 'SessionStart'],
    ['.claude/settings.json', 'PreToolUse'],
    ['.codex/hooks.json', 'Stop'],
  ])('say so where the command is gone, and end well: %s %s', (file, event) => {
    run('init', '--agents', 'claude,codex', '--yes');
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', hookOf(file, event).command], {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
      input: '{}',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toBe('tallyplan is not installed here, so its hook does nothing\n');
  });

  it('end well with a version that knows no hooks, whose exit status would block', () => {
    run('init', '--agents', 'claude', '--yes');
    write('node_modules/.bin/tallyplan', '#!/bin/sh\necho "there is no command hook" >&2\nexit 2\n');
    spawnSync('chmod', ['+x', join(folder, 'node_modules/.bin/tallyplan')]);
    const env = { PATH: '/usr/bin:/bin', CLAUDE_PROJECT_DIR: folder };
    const { status, stderr } = spawnSync('/bin/sh', ['-c', hookOf('.claude/settings.json', 'Stop').command], {
      cwd: tmpdir(),
      env,
      encoding: 'utf8',
      input: '{}',
    });
    expect(status).toBe(0);
    expect(stderr).toContain('there is no command hook');
  });

  it('quote nothing in a way that a shell of Windows reads differently', () => {
    run('init', '--agents', 'codex', '--yes');
    const { commandWindows } = hookOf('.codex/hooks.json', 'Stop');
    expect(commandWindows).toMatch(/^cmd \/d \/c "[^"'$%`]+"$/);
    expect(commandWindows).toContain('tallyplan hook codex stop');
  });
});
