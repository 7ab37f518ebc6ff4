/** What resources are called. */
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';

export const planUri = 'tallyplan://plan';
export const logUri = 'tallyplan://log';
export const taskUri = (id: string) => `tallyplan://task/${encodeURIComponent(id)}`;
export const documentUri = (path: string) => `tallyplan://document/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The task that a URI is of, which is found by its id in any case and width; null where it is of something else. */
export function taskOfUri(uri: string): TaskKey | null {
  const [, id] = /^tallyplan:\/\/task\/(.+)$/s.exec(uri) ?? [];
  return id === undefined ? null : taskKeyOf(decoded(id));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No URI of a task, and so of none that there is.
    return text;
  }
}
