import { invisibles } from '../../values/invisibles.ts';

/** What a form sent, whatever its encoding. Never throws: an absent field is an empty text. */
export type FormData = {
  get(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
  names(): readonly string[];
  /** Every field in order, as sent. */
  entries(): readonly (readonly [string, string])[];
  /** What `receiveFile` returned for each file of this field, in order. */
  files(name: string): readonly unknown[];
  /** The same for every field. */
  allFiles(): readonly unknown[];
};

/**
 * Never part of an answer, in any language: whoever copied them did not see them. Ends of lines stay, since an answer may
 * have several, and so do the joiners and the marks of direction, which are part of how some names are written.
 */
const UNSEEN = invisibles('controls', 'turning', 'softHyphen', 'zeroWidth');

export function formData(sent: URLSearchParams, files: ReadonlyMap<string, readonly unknown[]> = new Map()): FormData {
  const clean = (text: string) => text.replace(UNSEEN, '').replace(/\r\n?/g, '\n').toWellFormed();
  const fields = new URLSearchParams([...sent].map(([name, text]) => [clean(name), clean(text)]));
  return {
    get: (name) => fields.get(name) ?? '',
    all: (name) => fields.getAll(name),
    has: (name) => fields.has(name),
    names: () => [...new Set(fields.keys())],
    entries: () => [...fields],
    files: (name) => files.get(name) ?? [],
    allFiles: () => [...files.values()].flat(),
  };
}

export const emptyForm: FormData = formData(new URLSearchParams());

/** What follows an address, without the zeros that PostgreSQL refuses in a text. */
export function queryOf(url: string): URLSearchParams {
  const sent = new URLSearchParams(url.split('?')[1] ?? '');
  if (!url.includes('%00')) return sent;
  return new URLSearchParams([...sent].map(([name, text]) => [name.replaceAll('\0', ''), text.replaceAll('\0', '')]));
}
