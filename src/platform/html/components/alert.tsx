import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { Ton } from './ton.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export type AlertProps = {
  readonly ton: Exclude<Ton, 'neutre'>;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren | undefined;
  /** Said by screen readers when the page opens: for the answer to what was just done. */
  readonly live?: boolean | undefined;
};

/** A message that concerns the whole page or the part that it opens. */
export function Alert({ ton, title, children, live }: AlertProps) {
  const role = live ? (ton === 'erreur' ? 'alert' : 'status') : undefined;
  return (
    <div class={`alert ton-${ton}`} role={role}>
      <Icon name={ton} />
      <div class="alert-body">
        <VisuallyHidden>{MEANINGS[ton]}&nbsp;: </VisuallyHidden>
        {title && <p class="alert-title">{title}</p>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}

const MEANINGS: Record<AlertProps['ton'], string> = {
  info: 'Information',
  succes: 'Succès',
  attention: 'Attention',
  erreur: 'Erreur',
};
