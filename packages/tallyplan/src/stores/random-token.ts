/** A name that never comes back. Node's crypto is loaded where one is needed, since readers need none. */
export function randomToken(): string {
  return process.getBuiltinModule('node:crypto').randomBytes(16).toString('hex');
}
