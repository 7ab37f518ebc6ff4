/** Names of sessions: those that Tallyplan makes up, and those that the host of an agent gives. */

/** A name for a session whose host gives it none. @param token that never comes back. */
export function madeUpSession(token: string): string {
  return `${mark}${token}`;
}

/** True for a name that no host gave: nothing tells which of a host's sessions it was. */
export function isMadeUp(session: string): boolean {
  return session.startsWith(mark);
}

const mark = 's-';
