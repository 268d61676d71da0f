import { Button, ButtonGroup, ButtonLink, Details, Form, PlainList } from '../../../platform/html/index.ts';
import type { Agent, Organisation } from '../../comptes/index.ts';
import { isOuverte } from '../domain/echeances.ts';
import { mayInstruct, mayOpenDossier, mayProlong, mayPropose } from '../policies.ts';
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
  const ouverte = isOuverte(instruction) || statut === 'deposee' || statut === 'en_instruction';
  const instructs = mayInstruct(agent) && ouverte;
  const asked = avis.some(({ expertId, donne }) => expertId === agent.personneId && !donne);
  const dossier = dossierOf(organisation, dossierId);
  const propose = mayPropose(agent) && statut === 'en_instruction' && !subvention;
  const links = [
    mayOpenDossier(agent) && { href: dossier, label: 'Ouvrir le dossier et ses pièces' },
    subvention && {
      href: `/fonds/${organisation.slug}/subventions/${subventionId}`,
      label: `Voir la subvention ${subvention}`,
    },
    instructs && { href: `${base}/affectation`, label: 'Confier la demande' },
    instructs && recevabilite !== null && { href: `${base}/refus`, label: 'Refuser la demande' },
    instructs && { href: `${base}/demande-avis`, label: 'Demander un avis' },
    mayProlong(agent) && isOuverte(instruction) && { href: `${base}/prolongation`, label: 'Prolonger le délai' },
  ].filter((link) => typeof link === 'object' && link !== null);
  return (
    <>
      {asked && (
        <ButtonGroup>
          <ButtonLink href={`${base}/avis`}>Donner mon avis</ButtonLink>
        </ButtonGroup>
      )}
      {instructs && recevabilite === null && (
        <ButtonGroup>
          <ButtonLink href={`${base}/recevabilite`}>Dire si elle est recevable</ButtonLink>
        </ButtonGroup>
      )}
      {instructs && statut === 'deposee' && (
        <Form action={`${base}/instruction`} jeton={jeton}>
          <ButtonGroup>
            <Button kind={recevabilite === null ? 'secondaire' : 'principal'}>Prendre en instruction</Button>
          </ButtonGroup>
        </Form>
      )}
      {propose && (
        <ButtonGroup>
          <ButtonLink href={`/fonds/${organisation.slug}/subventions/nouvelle?dossier=${dossierId}`}>
            Proposer une subvention
          </ButtonLink>
        </ButtonGroup>
      )}
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
