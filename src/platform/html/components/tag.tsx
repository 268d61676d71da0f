import type { Ton } from './ton.ts';

export type TagProps = { readonly text: string; readonly ton?: Ton | undefined };

/** A status in a word. Each meaning has its own shape, for who does not see its colour. */
export function Tag({ text, ton = 'neutre' }: TagProps) {
  return (
    <span class={`tag ton-${ton}`}>
      <svg class="tag-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        <path d={SHAPES[ton]} />
      </svg>
      {text}
    </span>
  );
}

/** An empty ring, a half disc, a full disc, a triangle, a cross. */
const SHAPES: Record<Ton, string> = {
  neutre: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  info: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm0 2v6a3 3 0 0 1 0-6Z',
  succes: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z',
  attention: 'M6 1L12 11H0Z',
  erreur: 'M3 1L6 4L9 1L11 3L8 6L11 9L9 11L6 8L3 11L1 9L4 6L1 3Z',
};
