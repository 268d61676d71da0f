import type { ComponentChildren } from 'preact';
import { fieldId } from '../../../platform/html/components/field-ids.ts';
import { GroupField } from '../../../platform/html/components/fieldset.tsx';
import type { ChampProps } from '../domain/champ.ts';
import { commun } from './commun.ts';

type GroupeProps = { readonly props: ChampProps<unknown>; readonly children: ComponentChildren };

/** A champ made of several fields. It can be reached by its own name, as the error summary does when it is left empty. */
export function Groupe({ props, children }: GroupeProps) {
  return (
    <div id={fieldId(props.nom)} tabIndex={-1}>
      <GroupField {...commun(props)}>{children}</GroupField>
    </div>
  );
}
