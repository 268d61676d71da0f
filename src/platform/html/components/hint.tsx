import type { ComponentChildren } from 'preact';

export type HintProps = { readonly id: string; readonly children: ComponentChildren };

/** Help that stands between the label and the control, and that the control is described by. */
export function Hint({ id, children }: HintProps) {
  return (
    <div class="hint" id={id}>
      {children}
    </div>
  );
}
