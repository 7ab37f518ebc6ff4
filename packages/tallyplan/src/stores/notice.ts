/** What a store has to tell about somebody else's change. */
export type Notice =
  | { readonly kind: 'finished'; readonly by: string; readonly at: string }
  | { readonly kind: 'set-aside'; readonly reason: string; readonly file: string };
