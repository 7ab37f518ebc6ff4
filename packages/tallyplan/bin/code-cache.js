/**
 * For Node 20, which has no compile cache of its own (`module.enableCompileCache`, Node 22): keeps what V8
 * compiled of each file of the command in the person's cache folder, and hands it back on the next start.
 *
 * It begins with what the first run compiled. Later ones need other parts, so one that comes after a while adds
 * what it has compiled. The while is 0.25 s, and doubles up to nine minutes as long as there is nothing to add.
 *
 * Only ever a gain in time. Where there is no cache, or it can't be read, written or trusted, or was made
 * by another build, Node or processor, the file is simply run. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
const {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} = require('node:fs');
const { dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

/** What is loaded, by path. */
const modules = new Map();

/** `require` for a file of the command, and for those that it requires beside it. */
exports.requireCached = function requireCached(file) {
  const loaded = modules.get(file);
  if (loaded !== undefined) return loaded.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const folder = dirname(file);
  const requireBeside = (specifier) => (specifier.startsWith('./') ? requireCached(join(folder, specifier)) : require(specifier));
  compiled(file).runInThisContext()(module.exports, requireBeside, module, file, folder);
  return module.exports;
};

function compiled(file) {
  // The build leaves nothing beyond ASCII in it.
  const source = readFileSync(file, 'latin1');
  const cache = cacheFileFor(source);
  const kept = cache === null ? undefined : readTrusted(cache);
  const wrapped = `(function(exports,require,module,__filename,__dirname){${source}\n})`;
  const script = new Script(wrapped, { filename: file, cachedData: kept?.code });
  const isGood = kept !== undefined && !script.cachedDataRejected;
  if (cache !== null && !(isGood && kept.suffices)) writeAtTheEnd({ cache, script, kept: isGood ? kept : nothing });
  return script;
}

const unwritten = [];

/** At the end, because by then the functions that a run needs have been compiled too. */
function writeAtTheEnd(entry) {
  if (unwritten.length === 0) process.once('exit', () => unwritten.forEach(write));
  unwritten.push(entry);
}

/** By the build, which its first line names, and by what else makes compiled code another; null where there shall be none. */
function cacheFileFor(source) {
  const build = /^\/\*build ([0-9a-f]{16,})\*\//.exec(source)?.[1];
  if (build === undefined || process.env.NODE_DISABLE_COMPILE_CACHE) return null;
  try {
    return join(cacheFolder(), `${build}-${process.version}-${process.arch}`);
  } catch {
    // A person without a home has no cache.
    return null;
  }
}

function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  // One that is relative is none, as its specification has it: the folder that one works in may be anybody's.
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'tallyplan');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'tallyplan', 'Cache');
  return join(HOME || require('node:os').homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'tallyplan');
}

/** What there is before the first run. */
const nothing = { code: Buffer.alloc(0), doublings: 0 };

/** Compiled code is code: it is taken only from a file that nobody else can have written. */
function readTrusted(cache) {
  let file;
  try {
    file = openSync(cache, 'r');
    const { uid, mode, mtimeMs } = fstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? takeApart(readFileSync(file), Date.now() - mtimeMs) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The last byte of a cache tells how often the while has doubled. */
function takeApart(bytes, age) {
  const doublings = bytes.at(-1) ?? 0;
  return { code: bytes.subarray(0, -1), doublings, suffices: age < 250 * 2 ** doublings };
}
const mostDoublings = 11;

/** Whole or not at all, since others may be starting at this moment. */
function write({ cache, script, kept }) {
  const temporary = `${cache}.${process.pid}`;
  try {
    const compiled = script.createCachedData();
    // It may also be less: V8 forgets in a long run what it has not used for a while. Of a small file there is never much.
    const isFirst = kept.code.length === 0;
    const isMore = isFirst || compiled.length > kept.code.length + 1000;
    const code = isMore ? compiled : kept.code;
    const doublings = isMore ? 0 : Math.min(kept.doublings + 1, mostDoublings);
    mkdirSync(dirname(cache), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([code, Buffer.of(doublings)]), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, cache);
    if (isFirst) removeOld(dirname(cache));
  } catch {
    // A folder that can't be written to, a full disk: the next start takes as long as this one.
  }
}

/** What builds of long ago have left. */
function removeOld(folder) {
  const longAgo = Date.now() - 60 * 24 * 3600 * 1000;
  for (const name of readdirSync(folder)) {
    if (statSync(join(folder, name)).mtimeMs < longAgo) unlinkSync(join(folder, name));
  }
}
