/** The folder of this package: where what ships beside the code is found. The same from `src/` and from `dist/`. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
