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

/** Control characters never belong in an answer, and PostgreSQL refuses NUL. Tabs and line ends stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this removes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export function formData(
  fields: URLSearchParams,
  files: ReadonlyMap<string, readonly unknown[]> = new Map(),
): FormData {
  const clean = (text: string) => text.replace(CONTROL, '').replace(/\r\n?/g, '\n').toWellFormed();
  return {
    get: (name) => clean(fields.get(name) ?? ''),
    all: (name) => fields.getAll(name).map(clean),
    has: (name) => fields.has(name),
    names: () => [...new Set(fields.keys())],
    entries: () => [...fields].map(([name, text]) => [name, clean(text)] as const),
    files: (name) => files.get(name) ?? [],
    allFiles: () => [...files.values()].flat(),
  };
}

export const emptyForm: FormData = formData(new URLSearchParams());
