import { Button, ButtonGroup, ErrorSummary, Form, Stepper } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { type Organisation, porteeOfDemandeur, Site, usagerAccess } from '../../comptes/index.ts';
import type { Manque } from '../domain/parcours.ts';
import { verifier, visibleSections } from '../domain/parcours.ts';
import { assertEditable, type DossierOuvert, loadAsDemandeur } from '../use-cases/load-dossier.ts';
import { submitDossier } from '../use-cases/submit-dossier.ts';
import { type DemarchesDeps, demandeurOfDossier, idOf } from './deps.ts';
import { organisationOfDossier } from './organisation-of-dossier.ts';
import { Recapitulatif } from './recapitulatif.tsx';

/** Check the answers, then deposit. */
export function verificationPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/dossiers/:dossier/verification',
      access: usagerAccess,
      async GET(contexte) {
        const demandeur = await demandeurOfDossier(deps, contexte);
        const ouvert = await deps.db.read(porteeOfDemandeur(demandeur), async (tx) => {
          const found = await loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier'));
          assertEditable(found.dossier);
          return found;
        });
        return show(deps, contexte, ouvert, []);
      },
      async POST(contexte) {
        const dossierId = idOf(contexte, 'dossier');
        const depose = await submitDossier(deps, await demandeurOfDossier(deps, contexte), dossierId);
        if (depose.type === 'incomplet') return show(deps, contexte, depose.ouvert, depose.manques);
        return redirect(`/dossiers/${dossierId}/depot`);
      },
    },
  ];
}

async function show(
  deps: DemarchesDeps,
  contexte: Contexte,
  ouvert: DossierOuvert,
  manques: readonly Manque[],
): Promise<Reponse> {
  const organisation = await organisationOfDossier(deps, ouvert.dossier);
  const view = <Verification contexte={contexte} organisation={organisation} ouvert={ouvert} manques={manques} />;
  return page(view, manques.length > 0 ? 422 : 200);
}

type VerificationProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly ouvert: DossierOuvert;
  readonly manques: readonly Manque[];
};

function Verification({ contexte: { chrome }, organisation, ouvert, manques }: VerificationProps) {
  const { dossier, definition, contexte } = ouvert;
  const { reponses, origines } = verifier(definition, dossier.reponses, dossier.origines, contexte);
  const sections = visibleSections(definition, { reponses, origines });
  const etape = (id: string) => `/dossiers/${dossier.id}/etapes/${id}`;
  const correction = dossier.statut !== 'brouillon';
  const last = sections.at(-1);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Vérifiez vos réponses"
      context={definition.titre}
      invalid={manques.length > 0}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: '/mes-dossiers', label: 'Mes dossiers' },
      ]}
    >
      {manques.length > 0 && (
        <ErrorSummary
          title="Votre demande n’est pas complète"
          errors={manques.flatMap(({ section, champ, erreurs }) =>
            Object.values(erreurs).map((message) => ({ message, href: `${etape(section.id)}#${champ.id}` })),
          )}
        />
      )}
      <p class="muted">{definition.titre}</p>
      <Stepper current={sections.length + 1} total={sections.length + 1} />
      <h1>Vérifiez vos réponses</h1>
      <Recapitulatif
        definition={definition}
        reponses={reponses}
        origines={origines}
        contexte={contexte}
        etapeHref={(section) => etape(section.id)}
      />
      <Form action={`/dossiers/${dossier.id}/verification`} jeton={chrome.jeton}>
        <p>
          En déposant, vous confirmez que vos réponses sont exactes. Une fausse déclaration est punie par la loi (code
          pénal, article&nbsp;441-7).
        </p>
        <ButtonGroup>
          <Button>{correction ? 'Envoyer ma correction' : 'Déposer ma demande'}</Button>
          {last && <a href={etape(last.id)}>Étape précédente</a>}
        </ButtonGroup>
      </Form>
    </Site>
  );
}
