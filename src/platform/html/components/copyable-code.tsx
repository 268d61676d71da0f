import { VERBATIM } from './verbatim.tsx';

export type CopyableCodeProps = {
  /** What the code is, e.g. « Empreinte de l’accusé de dépôt ». */
  readonly label: string;
  /** Shown in groups, copied without spaces. */
  readonly value: string;
  /** Characters of a group: four, but three in a code that is read aloud. */
  readonly group?: number | undefined;
};

/** A code to copy as it is: one touch selects it all. */
export function CopyableCode({ label, value, group = 4 }: CopyableCodeProps) {
  return (
    <figure class="copyable">
      <figcaption>{label}</figcaption>
      <code {...VERBATIM} data-copy={value}>
        {groupsOf(group, value).map(({ start, text }) => (
          <span key={start}>{text}</span>
        ))}
      </code>
    </figure>
  );
}

function groupsOf(size: number, value: string): { readonly start: number; readonly text: string }[] {
  return Array.from({ length: Math.ceil(value.length / size) }, (_, index) => ({
    start: index * size,
    text: value.slice(index * size, (index + 1) * size),
  }));
}
