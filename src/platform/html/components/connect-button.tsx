import type { ComponentChildren } from 'preact';

export type ConnectButtonProps = {
  /** Where signing in starts. Without it, a button that sends the form around it. */
  readonly href?: string | undefined;
};

/** The wording that both services require, in our own neutral look. */
export function ConnectButton(
  props: ConnectButtonProps & { readonly brand: string; readonly aboutHref: string; readonly sentence?: string },
) {
  const { href, brand, aboutHref, sentence } = props;
  const question = `Qu’est-ce que ${brand}\u00a0?`;
  return (
    <div class="connect-group">
      {sentence && <p>{sentence}</p>}
      <ConnectControl href={href}>
        <span>S’identifier avec</span> <span class="connect-brand">{brand}</span>
      </ConnectControl>
      <p>
        <a href={aboutHref} target="_blank" rel="noopener" title={`${question} - nouvelle fenêtre`}>
          {question}
        </a>
      </p>
    </div>
  );
}

function ConnectControl({ href, children }: ConnectButtonProps & { readonly children: ComponentChildren }) {
  return href ? (
    <a class="button connect" href={href}>
      {children}
    </a>
  ) : (
    <button class="button connect" type="submit">
      {children}
    </button>
  );
}
