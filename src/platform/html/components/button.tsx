import type { ComponentChildren } from 'preact';

export type ButtonKind = 'principal' | 'secondaire' | 'discret' | 'danger';

export type ButtonProps = {
  readonly children: ComponentChildren;
  /** One main action a page. */
  readonly kind?: ButtonKind | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Sends the form of this id, when the button stands outside it. */
  readonly form?: string | undefined;
};

/** A button that sends its form. To go somewhere, use ButtonLink. */
export function Button({ children, kind = 'principal', name, value, form }: ButtonProps) {
  return (
    <button class={buttonClass(kind)} type="submit" name={name} value={value} form={form}>
      {children}
    </button>
  );
}

/** Actions side by side, the main one first; one under the other on a phone. */
export function ButtonGroup({ children }: { readonly children: ComponentChildren }) {
  return <div class="button-group">{children}</div>;
}

export function buttonClass(kind: ButtonKind): string {
  return kind === 'principal' ? 'button' : `button button-${kind}`;
}
