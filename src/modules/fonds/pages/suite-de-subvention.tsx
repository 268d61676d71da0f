import { Alert, Button, ButtonGroup, ButtonLink, Details, Form, PlainList } from '../../../platform/html/index.ts';
import type { Versement } from '../storage/versements.ts';
import type { Action, Suite } from './subvention-actions.ts';

export type ActionsProps = {
  /** Address of the subvention, and of the fund. */
  readonly base: string;
  readonly fonds: string;
  readonly jeton: string;
  readonly suite: Suite;
  /** Its account is settled: nothing that is owed is taken back. */
  readonly closed: boolean;
  /** What the role of the agent lets them do. */
  readonly may: (action: Action) => boolean;
  readonly manages: boolean;
};

/** What to do next: one clear action, and the others aside. */
export function Actions({ base, fonds, jeton, suite, closed, may, manages }: ActionsProps) {
  const { action, attente, reprise } = suite;
  const autres = suite.autres.filter(may);
  const href = (chemin: string) => (chemin.startsWith('/') ? `${fonds}${chemin}` : `${base}/${chemin}`);
  const cancels = manages && reprise !== undefined && !closed;
  return (
    <>
      {attente && <Alert ton={reprise ? 'attention' : 'info'}>{attente}</Alert>}
      {action && may(action) && (
        <ButtonGroup>
          <ButtonLink href={href(action.chemin)}>{action.label}</ButtonLink>
        </ButtonGroup>
      )}
      {manages && reprise?.statut === 'rejete' && (
        <Reprise base={base} jeton={jeton} versement={reprise} action="representer" />
      )}
      {(autres.length > 0 || cancels) && (
        <Details summary="Autres actions">
          <PlainList>
            {autres.map(({ chemin, label }) => (
              <li key={chemin}>
                <a href={href(chemin)}>{label}</a>
              </li>
            ))}
          </PlainList>
          {cancels && <Reprise base={base} jeton={jeton} versement={reprise} action="annuler_justification" />}
        </Details>
      )}
    </>
  );
}

type RepriseProps = Pick<ActionsProps, 'base' | 'jeton'> & {
  readonly versement: Versement;
  readonly action: 'representer' | 'annuler_justification';
};

function Reprise({ base, jeton, versement: { id, rang }, action }: RepriseProps) {
  const again = action === 'representer';
  return (
    <Form action={`${base}/versements/${id}`} jeton={jeton}>
      <ButtonGroup>
        <Button kind={again ? 'principal' : 'secondaire'} name="action" value={action}>
          {again ? `Remettre le versement ${rang} en paiement` : `Annuler le service fait du versement ${rang}`}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
