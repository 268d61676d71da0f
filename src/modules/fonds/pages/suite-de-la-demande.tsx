import { Button, ButtonGroup, ButtonLink, Details, Form, PlainList } from '../../../platform/html/index.ts';
import type { Agent, Organisation } from '../../comptes/index.ts';
import { mayReadDossiers } from '../../demarches/index.ts';
import { isOuverte } from '../domain/echeances.ts';
import { mayInstruct, mayProlong, mayPropose } from '../policies.ts';
import type { CandidatureLue } from '../use-cases/read-candidature.ts';

/** The page of its dossier, in the space of its démarche. */
export function dossierOf({ slug }: Pick<Organisation, 'slug'>, dossierId: string): string {
  return `/instruction/${slug}/dossiers/${dossierId}`;
}

export type SuiteProps = {
  readonly base: string;
  readonly organisation: Organisation;
  readonly agent: Agent;
  readonly jeton: string;
  readonly lue: CandidatureLue;
};

/** What to do next: the one thing, then the others, as the role allows. */
export function SuiteDeLaDemande({ base, organisation, agent, jeton, lue }: SuiteProps) {
  const { instruction, avis } = lue;
  const { dossierId, recevabilite, statut, subvention, subventionId } = instruction;
  const instructs = mayInstruct(agent) && (statut === 'deposee' || statut === 'en_instruction');
  const asked = avis.some(({ expertId, donne }) => expertId === agent.personneId && !donne);
  const dossier = dossierOf(organisation, dossierId);
  const propose = mayPropose(agent) && statut === 'en_instruction' && !subvention;
  const links = [
    // Whoever only manages credits does not open the dossier itself, in the space of its démarche.
    mayReadDossiers(agent.roles) && { href: dossier, label: 'Ouvrir le dossier et ses pièces' },
    subvention && {
      href: `/fonds/${organisation.slug}/subventions/${subventionId}`,
      label: `Voir la subvention ${subvention}`,
    },
    instructs && { href: `${base}/affectation`, label: 'Confier la demande' },
    // A subvention that answers it is abandoned first.
    instructs && recevabilite !== null && !subvention && { href: `${base}/refus`, label: 'Refuser la demande' },
    instructs && { href: `${base}/demande-avis`, label: 'Demander un avis' },
    mayProlong(agent) && isOuverte(instruction) && { href: `${base}/prolongation`, label: 'Prolonger le délai' },
  ].filter((link) => typeof link === 'object' && link !== null);
  const todo = [
    asked && { href: `${base}/avis`, label: 'Donner mon avis' },
    instructs && recevabilite === null && { href: `${base}/recevabilite`, label: 'Dire si elle est recevable' },
    // Sent by a form: it changes the request.
    instructs && statut === 'deposee' && { action: `${base}/instruction`, label: 'Prendre en instruction' },
    propose && {
      href: `/fonds/${organisation.slug}/subventions/nouvelle?dossier=${dossierId}`,
      label: 'Proposer une subvention',
    },
  ].filter((one) => one !== false);
  return (
    <>
      {todo.map((one, index) => (
        <AFaire key={one.label} {...one} jeton={jeton} kind={index === 0 ? 'principal' : 'secondaire'} />
      ))}
      {links.length > 0 && (
        <Details summary="Autres actions">
          <PlainList>
            {links.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </PlainList>
        </Details>
      )}
    </>
  );
}

type AFaireProps = {
  /** Of the page where it is done; or of the form that does it. */
  readonly href?: string;
  readonly action?: string;
  readonly label: string;
  readonly jeton: string;
  readonly kind: 'principal' | 'secondaire';
};

function AFaire({ href, action, label, jeton, kind }: AFaireProps) {
  if (action === undefined) {
    return (
      <ButtonGroup>
        <ButtonLink href={href ?? ''} kind={kind}>
          {label}
        </ButtonLink>
      </ButtonGroup>
    );
  }
  return (
    <Form action={action} jeton={jeton}>
      <ButtonGroup>
        <Button kind={kind}>{label}</Button>
      </ButtonGroup>
    </Form>
  );
}
