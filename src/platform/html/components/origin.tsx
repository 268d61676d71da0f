import { Icon } from './icon.tsx';

export type OriginProps = { readonly text: string; readonly id?: string | undefined };

/** Where a value that nobody typed comes from, e.g. « Transmis par la CAF le 24 novembre 2026 ». */
export function Origin({ text, id }: OriginProps) {
  return (
    <p class="origin" id={id}>
      <Icon name="source" />
      {text}
    </p>
  );
}
