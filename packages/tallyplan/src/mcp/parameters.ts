/**
 * What requests of the protocol take, said here, since the SDK's own check answers a slip of the caller's as an error of
 * the server's. In the form that it takes schemas in (https://standardschema.dev), without a library to be loaded for it.
 */
import type { StandardSchemaV1 } from '@modelcontextprotocol/server';

export interface ReadsOne {
  readonly uri: string;
}
export interface Lists {
  readonly cursor?: string | undefined;
}
export interface Prompts {
  readonly name: string;
  readonly arguments?: Readonly<Record<string, string>> | undefined;
}

export const oneResource = schema<ReadsOne>({ uri: { told: 'a text', isNeeded: true, fits: isText } });
export const onePage = schema<Lists>({ cursor: { told: 'a text', isNeeded: false, fits: isText } });
export const onePrompt = schema<Prompts>({
  name: { told: 'a text', isNeeded: true, fits: isText },
  arguments: { told: 'an object whose values are texts', isNeeded: false, fits: areTexts },
});

interface Form {
  readonly told: string;
  readonly isNeeded: boolean;
  fits(value: unknown): boolean;
}

function schema<Params>(forms: Readonly<Record<keyof Params & string, Form>>): StandardSchemaV1<unknown, Params> {
  return {
    '~standard': {
      version: 1,
      vendor: 'tallyplan',
      validate(value) {
        const given = value as Readonly<Record<string, unknown>>;
        const issues = Object.entries<Form>(forms).flatMap(([name, { told, isNeeded, fits }]) => {
          if (given[name] === undefined ? !isNeeded : fits(given[name])) return [];
          return [{ message: `${name} has to be ${told}` }];
        });
        // Each of its properties has been looked at.
        return issues.length > 0 ? { issues } : { value: value as Params };
      },
    },
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function areTexts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}
