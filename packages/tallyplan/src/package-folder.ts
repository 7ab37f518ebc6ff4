/** The folder of this package: where what ships beside the code is found. The same from `src/` and from `dist/`. */
import { dirname } from 'node:path';

export const packageFolder = dirname(import.meta.dirname);
