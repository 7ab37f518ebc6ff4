/** Says to the property tests which seed they draw their cases from. */

import { seedOf } from '@tallyplan/core/model/testing/cases';
import fc from 'fast-check';

const seed = seedOf(process.env);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
