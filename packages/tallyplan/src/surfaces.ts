/**
 * The other surfaces, each behind a door that is opened when the command that starts it runs. A surface imports no
 * other; what they share lies below them, and this is the one place that knows of several.
 */
export const surfaces = {
  mcp: async () => (await import('./mcp/serve-stdio.ts')).serve,
};
