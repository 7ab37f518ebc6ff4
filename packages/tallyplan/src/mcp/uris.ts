/** What resources are called. */

export const planUri = 'tallyplan://plan';
export const logUri = 'tallyplan://log';
export const taskUri = (id: string) => `tallyplan://task/${encodeURIComponent(id)}`;
export const documentUri = (path: string) => `tallyplan://document/${path.split('/').map(encodeURIComponent).join('/')}`;
