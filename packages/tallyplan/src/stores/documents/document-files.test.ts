/** Finding and reading documents on a real disk. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { usualProfile } from '@tallyplan/core/upstream/profile';
import { UpstreamCollection } from '@tallyplan/core/upstream/upstream-collection';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { yamlLibrary } from '../../yaml-library.ts';
import type { FileStatus, FilesToRead } from '../file-system.ts';
import { realFileSystem } from '../real-file-system.ts';
import { sha256 } from '../sha256.ts';
import { DocumentFiles } from './document-files.ts';
import { DocumentIndex } from './document-index.ts';
import { DocumentsInGit } from './documents-in-git.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyplan-documents-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, text: string, age = 60): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  const at = Date.now() / 1000 - age;
  utimesSync(join(root, path), at, at);
}

interface Opened {
  readonly globs?: readonly string[];
  readonly index?: DocumentIndex | null;
  readonly files?: FilesToRead;
  readonly readsAll?: boolean;
}

function open({ globs = ['docs/**'], index = null, files = realFileSystem, readsAll = false }: Opened = {}): UpstreamCollection {
  const plan = 'docs/TASKS-99_plan.md';
  const source = new DocumentFiles({ files, root, globs, plan, index: () => index, readsAll, git: new DocumentsInGit(root) });
  return new UpstreamCollection(source, { profile: usualProfile, digest: sha256, library: yamlLibrary });
}

/** Files that tell which of them were read. */
function counting(files: FilesToRead): { readonly files: FilesToRead; readonly read: string[] } {
  const read: string[] = [];
  const counted = (path: string) => {
    read.push(path.slice(root.length + 1));
    return files.read(path);
  };
  return { files: { ...files, read: counted }, read };
}

/** A status that differs in some things. */
function like({ kind, size, mode, owner, group, identity, device, modified, changed }: FileStatus, other: Partial<FileStatus>): FileStatus {
  return { kind, size, mode, owner, group, identity, device, modified, changed, ...other };
}

const pathsOf = (options?: Opened) => open(options).documents.map(({ path }) => path);

describe('finding documents', () => {
  it.each([
    ['docs/07_REQ/REQ-01_gate.md', ['docs/**']],
    ['docs/REQ/REQ-01_gate.md', ['docs/**']],
    ['docs/07_REQ/REQ-01_gate/REQ-01_gate.md', ['docs/**']],
    ['07_REQ/REQ-01_gate.md', ['07_REQ/**', '11_TASKS/**']],
    ['REQ-01_gate.md', ['**']],
    ['REQ-01_gate.md', ['*.md']],
    ['specs/a/REQ-01_gate.md', ['{docs,specs}/**/*.md']],
    ['docs/REQ-01_gate.md', ['docs/REQ-01_gate.md']],
    ['docs/REQ-01_gate.md', ['./docs/**']],
  ])('%s by %j', (path, globs) => {
    put(path, '# REQ-01');
    expect(pathsOf({ globs })).toEqual([path]);
  });

  it.each([
    ['docs/README.md', ['docs/**']],
    ['src/REQ-01_gate.md', ['docs/**']],
    ['docs/REQ-00_index.md', ['docs/**']],
    ['docs/REQ-TEMPLATE.md', ['docs/**']],
    ['docs/REQ-01.R_review.md', ['docs/**']],
    ['docs/node_modules/x/REQ-01_gate.md', ['docs/**']],
    ['docs/archive/REQ-01_gate.md', ['docs/**', '!docs/archive/**']],
    ['docs/TASKS-99_plan.md', ['docs/**']],
  ])('not %s by %j', (path, globs) => {
    put(path, '# REQ-01');
    expect(pathsOf({ globs })).toEqual([]);
  });

  it('none where there is no such folder', () => {
    const upstream = open();
    expect(upstream.documents).toEqual([]);
    expect(upstream.problems).toEqual([]);
  });

  it('names of any script, in order', () => {
    put('docs/REQ-02_水門.md', '# REQ-02');
    put('docs/REQ-01_بوابة ø.md', '# REQ-01');
    expect(pathsOf()).toEqual(['docs/REQ-01_بوابة ø.md', 'docs/REQ-02_水門.md']);
  });

  it('follows no link: neither out of the repository nor around in it', () => {
    const outside = mkdtempSync(join(tmpdir(), 'tallyplan-outside-'));
    writeFileSync(join(outside, 'REQ-07_secret.md'), '# REQ-07');
    put('docs/REQ-01_gate.md', '# REQ-01');
    symlinkSync(outside, join(root, 'docs/elsewhere'));
    symlinkSync(join(root, 'docs'), join(root, 'docs/loop'));
    symlinkSync(join(outside, 'REQ-07_secret.md'), join(root, 'docs/REQ-07_secret.md'));
    const upstream = open();
    expect(upstream.documents.map(({ path }) => path)).toEqual(['docs/REQ-01_gate.md']);
    expect(upstream.problems).toMatchObject([{ path: 'docs/REQ-07_secret.md', message: expect.stringContaining('is a link') }]);
    rmSync(outside, { recursive: true });
  });

  it('says that a folder is a link where a glob begins with it', () => {
    mkdirSync(join(root, 'papers'));
    symlinkSync(join(root, 'papers'), join(root, 'docs'));
    expect(open().problems).toMatchObject([{ path: 'docs', message: expect.stringContaining('is a link') }]);
  });

  it('says which folder it may not read', () => {
    put('docs/closed/REQ-01_gate.md', '# REQ-01');
    put('docs/REQ-02_lock.md', '# REQ-02');
    const files: FilesToRead = {
      ...realFileSystem,
      entries: (folder) => {
        if (folder.endsWith('closed')) throw Object.assign(new Error('EACCES: not yours'), { code: 'EACCES' });
        return realFileSystem.entries(folder);
      },
    };
    const upstream = open({ files });
    expect(upstream.documents.map(({ path }) => path)).toEqual(['docs/REQ-02_lock.md']);
    expect(upstream.problems).toEqual([{ path: 'docs/closed', message: 'cannot be read (EACCES)' }]);
  });
});

describe('reading documents', () => {
  it('a file that vanishes is a document that can not be read', () => {
    put('docs/REQ-01_gate.md', '# REQ-01');
    const [document] = open().documents;
    rmSync(join(root, 'docs/REQ-01_gate.md'));
    expect(document?.text).toBeNull();
    expect(document?.contentDigest()).toBeNull();
    expect(document?.facts.problems).toMatchObject([{ kind: 'not-readable', message: expect.stringContaining('gone') }]);
  });

  it('a file that is too large is not read', () => {
    put('docs/REQ-01_gate.md', '# REQ-01');
    // With a hole in it, which takes no room on the disk.
    truncateSync(join(root, 'docs/REQ-01_gate.md'), 70 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    expect(open().documents[0]?.facts.problems).toMatchObject([{ kind: 'too-large', message: expect.stringContaining('70 MiB') }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  });

  it.each(['a folder', 'a link'])('%s that took the place of a file is none', (what) => {
    put('docs/REQ-01_gate.md', '# REQ-01');
    const [document] = open().documents;
    rmSync(join(root, 'docs/REQ-01_gate.md'));
    if (what === 'a link') symlinkSync(join(root, 'elsewhere.md'), join(root, 'docs/REQ-01_gate.md'));
    else mkdirSync(join(root, 'docs/REQ-01_gate.md'));
    expect(document?.facts.problems).toMatchObject([{ kind: 'not-readable', message: 'it is no regular file' }]);
  });

  it('only what is asked for is read', () => {
    put('docs/REQ-01_gate.md', '# REQ-01\n\n@adr: ADR-01\n');
    put('docs/REQ-02_lock.md', '# REQ-02\n');
    const { files, read } = counting(realFileSystem);
    const upstream = open({ files });
    const target = { type: 'REQ', document: 'REQ-01', part: null } as Parameters<typeof upstream.resolve>[0];
    const found = upstream.resolve(target);
    expect(found.kind === 'found' && found.document.contentDigest()).toMatch(/^v3:/);
    expect(read).toEqual(['docs/REQ-01_gate.md']);
  });

  it('what exists is told by the names in folders', () => {
    put('docs/a/x.md', 'x');
    const upstream = open();
    expect(['docs/a/x.md', 'docs/a', 'docs/b', 'docs/a/X.md', 'docs/a/x.md/y', ''].map((path) => upstream.exists(path))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('the index', () => {
  const file = () => join(root, 'cache', 'documents');
  const indexed = (build = 'build 1') => new DocumentIndex({ file: file(), build });
  /** Files whose every time is long ago: nobody can set the time of the last change of a file. */
  const settled: FilesToRead = {
    ...realFileSystem,
    status: (path) => old(realFileSystem.status(path)),
    read: (path) => {
      const read = realFileSystem.read(path);
      return read === null ? null : { ...read, status: old(read.status) };
    },
  };
  function old(status: FileStatus): FileStatus;
  function old(status: FileStatus | null): FileStatus | null;
  function old(status: FileStatus | null): FileStatus | null {
    return status === null ? null : like(status, { changed: status.modified });
  }

  /** What comes from the index is told from what was read. */
  function pretendItSaidFake(): void {
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('REQ-01: Gate', 'REQ-01: Fake'));
  }

  function factsTwice(build = 'build 1') {
    const first = indexed();
    for (const document of open({ index: first, files: settled }).documents) document.contentDigest();
    first.save();
    const { files, read } = counting(settled);
    return { read, documents: open({ index: indexed(build), files }).documents };
  }

  it('spares reading what has not changed', () => {
    put('docs/REQ-01_gåte.md', '# REQ-01: Gåte\n\n@adr: ADR-01\n');
    const { read, documents } = factsTwice();
    const [document] = documents;
    expect(document?.facts.title).toBe('REQ-01: Gåte');
    expect(document?.contentDigest()).toBe(open().documents[0]?.contentDigest());
    expect(read).toEqual([]);
  });

  it('reads again what has changed, and that alone', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    put('docs/REQ-02_lock.md', '# REQ-02: Lock\n');
    factsTwice();
    put('docs/REQ-02_lock.md', '# REQ-02: Sluice\n', 30);
    const { files, read } = counting(settled);
    expect(open({ index: indexed(), files }).documents.map(({ facts }) => facts.title)).toEqual(['REQ-01: Gate', 'REQ-02: Sluice']);
    expect(read).toEqual(['docs/REQ-02_lock.md']);
  });

  it('of another build is none', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    const { read, documents } = factsTwice('build 2');
    expect(documents.map(({ facts }) => facts.title)).toEqual(['REQ-01: Gate']);
    expect(read).toEqual(['docs/REQ-01_gate.md']);
  });

  it('takes a file that was changed a moment ago for what it was by its bytes alone', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n', 0);
    const index = indexed();
    for (const { facts } of open({ index }).documents) expect(facts.title).toBe('REQ-01: Gate');
    index.save();
    pretendItSaidFake();
    const { files, read } = counting(settled);
    expect(open({ index: indexed(), files }).documents[0]?.facts.title).toBe('REQ-01: Fake');
    expect(read).toEqual(['docs/REQ-01_gate.md']);
    put('docs/REQ-01_gate.md', '# REQ-01: Wall\n', 0);
    expect(open({ index: indexed() }).documents[0]?.facts.title).toBe('REQ-01: Wall');
  });

  it('knows a file that was written again as it was, and from then on without reading it', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    factsTwice();
    pretendItSaidFake();
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n', 30);
    const again = indexed();
    expect(open({ index: again, files: settled }).documents[0]?.facts.title).toBe('REQ-01: Fake');
    again.save();
    const { files, read } = counting(settled);
    expect(open({ index: indexed(), files }).documents[0]?.facts.title).toBe('REQ-01: Fake');
    expect(read).toEqual([]);
  });

  describe('in a decision', () => {
    const decided = (index = indexed(), files: FilesToRead = settled) => open({ index, files, readsAll: true }).documents;

    it('has every byte read, and takes over what was read of just these', () => {
      put('docs/REQ-01_gate.md', '# REQ-01: Gate\n', 0);
      const index = indexed();
      expect(decided(index)[0]?.facts.title).toBe('REQ-01: Gate');
      index.save();
      pretendItSaidFake();
      const { files, read } = counting(settled);
      expect(decided(indexed(), files)[0]?.facts.title).toBe('REQ-01: Fake');
      expect(read).toEqual(['docs/REQ-01_gate.md']);
    });

    it('is not deceived by a file that seems to be what it was', () => {
      const path = 'docs/REQ-01_gate.md';
      put(path, '# REQ-01: Gate\n');
      factsTwice();
      const before = realFileSystem.status(join(root, path));
      put(path, '# REQ-01: Wall\n');
      const like = (status: FileStatus | null) => (status === null ? null : before);
      const deceiving: FilesToRead = {
        ...settled,
        status: (asked) => like(realFileSystem.status(asked)),
        read: (asked) => {
          const read = realFileSystem.read(asked);
          return read === null || before === null ? null : { ...read, status: before };
        },
      };
      expect(decided(indexed(), deceiving)[0]?.facts.title).toBe('REQ-01: Wall');
    });
  });

  it('keeps of many what was asked for last', () => {
    for (const name of ['REQ-01_gate', 'REQ-02_lock', 'REQ-03_wall']) put(`docs/${name}.md`, `# ${name}\n`);
    const asked = (...ids: readonly string[]) => {
      const index = new DocumentIndex({ file: file(), build: 'build 1', most: 2 });
      const { documents } = open({ index, files: settled, readsAll: true });
      for (const id of ids) expect(documents.find((document) => document.id === id)?.facts.title).toContain(id);
      index.save();
      return [...readFileSync(file(), 'utf8').matchAll(/^"docs\/(REQ-\d+)/gm)].map(([, id]) => id);
    };
    expect(asked('REQ-01', 'REQ-02')).toEqual(['REQ-01', 'REQ-02']);
    expect(asked('REQ-01', 'REQ-03')).toEqual(['REQ-01', 'REQ-03']);
  });

  it('forgets documents that are gone', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    put('docs/REQ-02_lock.md', '# REQ-02: Lock\n');
    factsTwice();
    rmSync(join(root, 'docs/REQ-01_gate.md'));
    put('docs/REQ-03_wall.md', '# REQ-03: Wall\n');
    const index = indexed();
    for (const document of open({ index, files: settled }).documents) document.contentDigest();
    index.save();
    expect(readFileSync(file(), 'utf8')).not.toContain('REQ-01_gate');
    expect(readFileSync(file(), 'utf8')).toContain('REQ-03_wall');
  });

  it('that another may have written is none', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    factsTwice();
    pretendItSaidFake();
    expect(open({ index: indexed(), files: settled }).documents[0]?.facts.title).toBe('REQ-01: Fake');
    chmodSync(file(), 0o666);
    expect(open({ index: indexed(), files: settled }).documents[0]?.facts.title).toBe('REQ-01: Gate');
  });
});

describe('a name whose accents are written otherwise than on the disk', () => {
  it.each(['NFC', 'NFD'])('is the same: %s', (form) => {
    const path = 'docs/Pläne/REQ-01_gåte.md';
    put(path.normalize(form), '# REQ-01: Gåte\n');
    for (const written of [path.normalize('NFC'), path.normalize('NFD')]) {
      const upstream = open({ globs: [`${dirname(written)}/**`] });
      expect(upstream.documents).toHaveLength(1);
      expect(upstream.at(written)?.key).toBe('REQ-01');
      expect(upstream.exists(written)).toBe(true);
      expect(pathsOf({ globs: ['docs/**', `!${written}`] })).toEqual([]);
    }
  });
});

describe('what git knows', () => {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const commit = () => {
    git('init', '-q');
    git('config', 'user.name', 'Astrid');
    git('config', 'user.email', 'astrid@example.org');
    git('add', '-A');
    git('commit', '-qm', 'first');
  };

  it('the id of the bytes, and whether they are committed', () => {
    put('docs/REQ-01_gåte.md', '# REQ-01: Gåte\n');
    put('docs/REQ-02_lock.md', '# REQ-02: Lock\n');
    commit();
    put('docs/REQ-02_lock.md', '# REQ-02: Sluice\n');
    const [first, second] = open().documents;
    expect(first?.revision()).toEqual({ blob: git('hash-object', 'docs/REQ-01_gåte.md'), committed: true });
    expect(second?.revision()).toEqual({ blob: git('hash-object', 'docs/REQ-02_lock.md'), committed: false });
  });

  it('also where it composes a name that the disk does not', () => {
    put('docs/REQ-01_gåte.md'.normalize('NFC'), '# REQ-01: Gåte\n');
    commit();
    renameSync(join(root, 'docs/REQ-01_gåte.md'.normalize('NFC')), join(root, 'docs/REQ-01_gåte.md'.normalize('NFD')));
    expect(open().documents[0]?.revision().committed).toBe(true);
  });

  it('former texts', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gåte\n\n## 1. Text\n\nold\n');
    commit();
    const blob = git('hash-object', 'docs/REQ-01_gate.md');
    put('docs/REQ-01_gate.md', '# REQ-01: Gåte\n\n## 1. Text\n\nnew\n');
    const upstream = open();
    const [document] = upstream.documents;
    expect(document && upstream.former(document, blob)?.content(['1'])).toBe('## 1. Text\nold');
    expect(document && upstream.former(document, '0'.repeat(40))).toBeNull();
    expect(document && upstream.former(document, '--help')).toBeNull();
  });

  it('nothing outside of a repository', () => {
    put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
    expect(open().documents[0]?.revision()).toEqual({ blob: null, committed: false });
  });

  it.each([['outside of a repository', false] as const, ['in one', true] as const])(
    'with one process for all of them, %s',
    (_, isRepository) => {
      put('docs/REQ-01_gate.md', '# REQ-01: Gate\n');
      put('docs/deep/REQ-02_lock.md', '# REQ-02: Lock\n');
      put('REQ-03_wall.md', '# REQ-03: Wall\n');
      if (isRepository) commit();
      const asked = gitThatTells();
      const revisions = open().documents.map((document) => document.revision().committed);
      expect(revisions).toEqual([isRepository, isRepository]);
      expect(asked()).toHaveLength(1);
    },
  );

  /** A git before the usual one, which notes what it is asked. */
  function gitThatTells(): () => readonly string[] {
    const notes = join(root, 'notes');
    const usual = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    mkdirSync(join(root, 'bin'));
    writeFileSync(join(root, 'bin/git'), `#!/bin/sh\necho "$@" >> '${notes}'\nexec '${usual}' "$@"\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${join(root, 'bin')}:${process.env.PATH}`);
    return () => readFileSync(notes, 'utf8').trim().split('\n');
  }
});
