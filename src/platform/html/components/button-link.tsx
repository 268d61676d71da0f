import type { ComponentChildren } from 'preact';
import { type ButtonKind, buttonClass } from './button.tsx';
import { Icon } from './icon.tsx';

export type ButtonLinkProps = {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind | undefined;
  /** With an arrow: the first step of a démarche. */
  readonly start?: boolean | undefined;
};

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ href, children, kind = 'principal', start }: ButtonLinkProps) {
  return (
    <a class={buttonClass(kind)} href={href}>
      {children}
      {start && <Icon name="arrow-right" />}
    </a>
  );
}
