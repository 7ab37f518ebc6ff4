/** Template rows: what stands for something to be filled in. */
import { isPlaceholderId } from './task-id.ts';

/** A template's id, or a name that stands in brackets as a whole: `[Service Name]`, not `[Optional] cache`. */
export function isPlaceholderTask(id: string, name: string): boolean {
  return isPlaceholderId(id) || (name.includes('[') && /^\s*\[[^\][]*\]\s*$/.test(name));
}
