import { Button, ButtonLink, Form, RadioGroup } from '../../../platform/html/index.ts';
import { type Chrome, type Contexte, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import { type Demandeur, demandeursOf, type Organisation, type PourOrganisation } from '../../comptes/index.ts';
import type { SourceOrganisation } from '../domain/source.ts';
import { mayAsk } from '../policies.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
import type { DemarchesDeps } from './deps.ts';

/** A member who may ask in the name of their organisation. */
export type Porteur = Demandeur & { readonly pour: PourOrganisation };

/** In whose name this agent may ask something of this organisation: never its own. */
export async function porteursPossibles(
  deps: DemarchesDeps,
  contexte: Contexte,
  organisation: Organisation,
): Promise<readonly Porteur[]> {
  const demandeurs = await demandeursOf(deps, contexte.principal);
  return demandeurs.filter(isPorteur).filter((d) => mayAsk(d) && d.pour.organisation.id !== organisation.id);
}

function isPorteur(demandeur: Demandeur): demandeur is Porteur {
  return demandeur.pour.type === 'organisation';
}

/** Begins in the name of the organisation that was chosen. @returns the refusal to show when none was */
export async function beginAsOrganisation(
  deps: DemarchesDeps,
  contexte: Contexte,
  { organisation, slug }: { readonly organisation: Organisation; readonly slug: string },
): Promise<Result<Reponse>> {
  if (contexte.principal.type !== 'agent') return { ok: true, value: redirect(connexionDesAgents(contexte.url)) };
  const porteurs = await porteursPossibles(deps, contexte, organisation);
  const chosen = porteurs.find(({ pour }) => pour.organisation.slug === contexte.form.get('porteur'));
  if (!chosen) return { ok: false, error: 'Choisissez au nom de qui vous faites cette demande.' };
  const dossierId = await beginDossier(deps, chosen, { organisation, demarcheSlug: slug, sources: [] });
  return { ok: true, value: redirect(`/dossiers/${dossierId}`) };
}

export type AuNomDUneOrganisationProps = {
  readonly chrome: Chrome;
  readonly action: string;
  readonly porteurs: readonly Porteur[];
  readonly sources: readonly SourceOrganisation[];
  readonly choisi: string;
  readonly erreur: string | undefined;
};

/** An organisation asks through one of its agents: who is not signed in as one is led there. */
export function AuNomDUneOrganisation({ chrome, action, ...rest }: AuNomDUneOrganisationProps) {
  const { porteurs, sources, choisi, erreur } = rest;
  const [only, ...others] = porteurs.map(({ pour }) => pour.organisation);
  return (
    <>
      <h2>Au nom de votre collectivité</h2>
      {chrome.principal.type !== 'agent' ? (
        <>
          <p>Identifiez-vous comme agent. Vos collègues qui en ont le droit suivront la demande avec vous.</p>
          <ButtonLink href={connexionDesAgents(chrome.url)} kind="secondaire">
            Continuer comme agent
          </ButtonLink>
        </>
      ) : only ? (
        <Form action={action} jeton={chrome.jeton}>
          <input type="hidden" name="avec" value="organisation" />
          {others.length === 0 ? (
            <>
              <input type="hidden" name="porteur" value={only.slug} />
              <p>
                La demande est faite au nom de {only.nom}. Vos collègues qui en ont le droit la verront, la compléteront
                et liront les réponses.
              </p>
            </>
          ) : (
            <RadioGroup
              name="porteur"
              label="Au nom de qui faites-vous cette demande ?"
              hint="Vos collègues qui en ont le droit la verront, la compléteront et liront les réponses."
              value={choisi}
              error={erreur}
              options={[only, ...others].map(({ slug, nom }) => ({ value: slug, label: nom }))}
            />
          )}
          {sources.map(({ id, presentation }) => (
            <p key={id} class="muted">
              {presentation} seront repris, sans que vous ayez à les saisir.
            </p>
          ))}
          <Button>{others.length === 0 ? `Commencer au nom de ${only.nom}` : 'Commencer'}</Button>
        </Form>
      ) : (
        <p>
          Aucun de vos rôles ne permet de faire cette demande au nom d’une collectivité. Adressez-vous à
          l’administrateur de la vôtre.
        </p>
      )}
    </>
  );
}

function connexionDesAgents(retour: string): string {
  return `/connexion/agents?retour=${encodeURIComponent(retour)}`;
}
