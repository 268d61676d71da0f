import type { FieldProps } from './field.tsx';
import { partId } from './field-ids.ts';
import { TextField } from './text-field.tsx';

export type AutocompleteProps = FieldProps & {
  /** What the browser proposes while typing. Keep it under a few hundred: it travels with the page. */
  readonly suggestions: readonly string[];
  readonly value?: string | undefined;
};

/** A long list with search, by the browser alone. Free text is sent: the server checks that it is in the list. */
export function Autocomplete({ suggestions, ...field }: AutocompleteProps) {
  const listId = partId(field.name, 'liste');
  return (
    <>
      <TextField {...field} autocomplete="off" spellcheck={false} list={listId} />
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </>
  );
}
