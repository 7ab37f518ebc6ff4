/**
 * The files of the lock: a waiter's ticket, which becomes the lock or a claim by getting a second name,
 * and says whose it is. `lock.ts` has the protocol.
 */

import { join } from 'node:path';
import { type Descriptor, errorCode, type FileSystem } from './file-system.ts';
import { monotonicNow } from './monotonic-clock.ts';
import type { ProcessIdentity, ProcessTable } from './process-identity.ts';
import { randomToken } from './random-token.ts';
import type { StoreFolder } from './store-folder.ts';
import { writeAll } from './write-file.ts';

export interface LockPlace {
  readonly files: FileSystem;
  readonly folder: StoreFolder;
  readonly processes: ProcessTable;
}

/** Who has the lock: what a waiter can tell the person. */
export interface Holder {
  readonly name: string;
  readonly process: ProcessIdentity;
  /** UTC, ISO 8601. */
  readonly since: string;
}

/** Milliseconds after which a holder counts as dead of whom nothing can be known. */
const abandonedAfter = 30_000;
/** The same, for a file that does not say whose it is: its writer died as it began. */
const unreadableAfter = 2_000;
/** Milliseconds that a file may be ahead of the clock. What is further ahead was written before the clock was set back, nobody knows when. */
const aheadAtMost = 600_000;

/** A waiter's file: its place in the queue, and what becomes the lock. */
export interface Ticket {
  readonly token: string;
  readonly name: string;
  readonly path: string;
  /** Claims that were made with it, to be given back. */
  readonly claims: string[];
  /** What it says, as of now. */
  readonly content: () => Buffer;
  /** When it was written: by the clock of this process, and by that of the file system, in milliseconds. */
  written: number;
  modified: number;
}

export function takeTicket({ files, folder, processes }: LockPlace, who: string): Ticket {
  const token = randomToken();
  const name = `lock.${String(arrivalNow()).padStart(17, '0')}.${token}`;
  const content = () => Buffer.from(JSON.stringify({ token, name: who, since: new Date().toISOString(), ...processes.self() }));
  const ticket: Ticket = { token, name, path: join(folder.path, name), claims: [], content, written: 0, modified: 0 };
  const file = files.create(ticket.path, 0o644);
  try {
    writeTicket(files, file, ticket);
    return ticket;
  } catch (error) {
    files.remove(ticket.path);
    throw error;
  } finally {
    files.close(file);
  }
}

/** Microseconds since 1970 by the clock, which tells thousands of them at once: those of one process are numbered. */
function arrivalNow(): number {
  const now = Date.now() * 1000;
  const isSame = now === Math.floor(lastArrival / 1000) * 1000;
  lastArrival = isSame ? lastArrival + 1 : now;
  return lastArrival;
}
let lastArrival = 0;

/** True for the name of a ticket. Their order is that of arrival. */
export function isTicket(name: string): boolean {
  return /^lock\.\d{17}\./.test(name);
}

/** The lock shall say when it was taken, not when the wait for it began. */
export function renewTicket({ files }: LockPlace, ticket: Ticket): void {
  if (monotonicNow() - ticket.written < 20) return;
  const file = files.open(ticket.path);
  try {
    writeTicket(files, file, ticket);
  } finally {
    files.close(file);
  }
}

function writeTicket(files: FileSystem, file: Descriptor, ticket: Ticket): void {
  writeAll(files, file, ticket.content());
  ticket.written = monotonicNow();
  ticket.modified = milliseconds(files.statusOf(file).modified);
}

/** Gives the ticket a second name, if that name is free. */
export function linkNew(place: LockPlace, ticket: Ticket, name: string): boolean {
  try {
    place.files.link(ticket.path, name);
    return true;
  } catch (error) {
    return errorCode(error) === 'EEXIST' ? false : copyNew(place, ticket, name);
  }
}

/** Where the file system has no links: a file of its own, which for a moment does not yet say whose it is. */
function copyNew({ files }: LockPlace, ticket: Ticket, name: string): boolean {
  try {
    const file = files.create(name, 0o644);
    try {
      writeAll(files, file, ticket.content());
    } finally {
      files.close(file);
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What a lock, a claim or a ticket says. */
export interface LockRecord extends Holder {
  readonly token: string;
  /** False for a file that says nothing of its owner. */
  readonly readable: boolean;
  /** Milliseconds by the clock of the file system. */
  readonly modified: number;
}

export function isDead({ processes }: LockPlace, ticket: Ticket, record: LockRecord): boolean {
  const fate = record.readable ? processes.fate(record.process) : 'unknown';
  if (fate !== 'unknown') return fate === 'dead';
  const age = ticket.modified + monotonicNow() - ticket.written - record.modified;
  return age > (record.readable ? abandonedAfter : unreadableAfter) || age < -aheadAtMost;
}

export function readRecord({ files }: LockPlace, path: string): LockRecord | null {
  const read = files.read(path);
  if (read === null) return null;
  const modified = milliseconds(read.status.modified);
  const said = parse(read.bytes.toString());
  if (said !== null) return { ...said, readable: true, modified };
  // As good as a token: no other file will ever have this identity and this time.
  const token = `${read.status.identity}-${read.status.modified}`.replace(/\W/g, '-');
  return { ...nobody, token, readable: false, modified };
}

const nobody: Holder = { name: '', since: '', process: { host: '', boot: '', namespace: '', pid: 0, started: null } };

function parse(text: string): (Holder & { token: string }) | null {
  try {
    const { token, name, since, host, boot, namespace, pid, started } = JSON.parse(text);
    const texts = [token, name, since, host, boot, namespace, started ?? ''];
    if (!texts.every((value) => typeof value === 'string') || !/^[0-9a-f]{32}$/.test(token) || !Number.isInteger(pid) || pid <= 0)
      return null;
    return { token, name, since, process: { host, boot, namespace, pid, started } };
  } catch {
    return null;
  }
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000_000n);
}
