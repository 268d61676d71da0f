import { InsetText, PlainList } from '../../../platform/html/index.ts';
import type { Evaluateurs } from './session-of.ts';

/** Why somebody who was invited is not among those whom one may choose. */
export function EvaluateursInvites({ invites }: Pick<Evaluateurs, 'invites'>) {
  if (invites.length === 0) return null;
  return (
    <InsetText>
      <p>
        {invites.length === 1
          ? 'Cette personne est invitée et ne s’est pas encore connectée. On ne peut rien lui confier avant sa première connexion.'
          : 'Ces personnes sont invitées et ne se sont pas encore connectées. On ne peut rien leur confier avant leur première connexion.'}
      </p>
      <PlainList>
        {invites.map((email) => (
          <li key={email}>{email}</li>
        ))}
      </PlainList>
    </InsetText>
  );
}
