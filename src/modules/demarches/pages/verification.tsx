import { Alert, Button, ButtonGroup, ErrorSummary, Form, Stepper } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Chrome, type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { type Demandeur, demandeurAccess, type Organisation, porteeOfDemandeur, Site } from '../../comptes/index.ts';
import { toursOf } from '../domain/enregistrements.ts';
import type { Manque } from '../domain/parcours.ts';
import { verifier, visibleSections } from '../domain/parcours.ts';
import { mayAsk } from '../policies.ts';
import { assertEditable, type DossierOuvert, loadAsDemandeur } from '../use-cases/load-dossier.ts';
import { submitDossier } from '../use-cases/submit-dossier.ts';
import { type DemarchesDeps, demandeurOfDossier, nomDeMesDossiers } from './deps.ts';
import { holds } from './faits-de-la-page.ts';
import { organisationOfDossier } from './organisation-of-dossier.ts';
import { Recapitulatif } from './recapitulatif.tsx';
import { PhrasesDAttente, type SourceAttendue, sourcesAttendues } from './sources-attendues.tsx';

/** Check the answers, then deposit. */
export function verificationPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/dossiers/:dossier/verification',
      access: demandeurAccess,
      async GET(contexte) {
        const demandeur = await demandeurOfDossier(deps, contexte);
        const ouvert = await deps.db.read(porteeOfDemandeur(demandeur), async (tx) => {
          const found = await loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier'));
          assertEditable(found.dossier);
          return found;
        });
        return show(deps, contexte, demandeur, ouvert, []);
      },
      async POST(contexte) {
        const dossierId = idOf(contexte, 'dossier');
        const demandeur = await demandeurOfDossier(deps, contexte);
        const depose = await submitDossier(deps, demandeur, { dossierId, ...toursShown(contexte) });
        if (depose.type === 'change') return show(deps, contexte, demandeur, depose.ouvert, [], { change: true });
        if (depose.type === 'incomplet') return show(deps, contexte, demandeur, depose.ouvert, depose.manques);
        if (depose.type === 'refuse') {
          return show(deps, contexte, demandeur, depose.ouvert, [], { refus: depose.raison });
        }
        return redirect(`/dossiers/${dossierId}/depot`);
      },
    },
  ];
}

async function show(
  deps: DemarchesDeps,
  contexte: Contexte,
  demandeur: Demandeur,
  ouvert: DossierOuvert,
  manques: readonly Manque[],
  { change = false, refus }: { readonly change?: boolean; readonly refus?: string } = {},
): Promise<Reponse> {
  const organisation = await organisationOfDossier(deps, ouvert.dossier);
  const attendues = sourcesAttendues(deps, ouvert.dossier);
  const parts = { contexte, demandeur, organisation, ouvert, manques, change, refus, attendues };
  return page(<Verification {...parts} />, change || refus || manques.length > 0 ? 422 : 200);
}

type VerificationProps = {
  readonly contexte: Contexte;
  readonly demandeur: Demandeur;
  readonly organisation: Organisation;
  readonly ouvert: DossierOuvert;
  readonly manques: readonly Manque[];
  /** True when somebody saved since the summary was shown. */
  readonly change: boolean;
  /** Why it cannot be deposited, whatever is answered. */
  readonly refus: string | undefined;
  readonly attendues: readonly SourceAttendue[];
};

function Verification(props: VerificationProps) {
  const { demandeur, organisation, ouvert, manques, change, refus, attendues } = props;
  const { chrome } = props.contexte;
  const { dossier, definition, contexte } = ouvert;
  const { reponses, origines } = verifier(definition, dossier.reponses, dossier.origines, contexte);
  const sections = visibleSections(definition, { reponses, origines });
  const etape = (id: string) => `/dossiers/${dossier.id}/etapes/${id}`;
  const last = sections.at(-1);
  const modifiable = mayAsk(demandeur);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Vérifiez vos réponses"
      context={definition.titre}
      invalid={change || refus !== undefined || manques.length > 0}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: '/mes-dossiers', label: nomDeMesDossiers(chrome) },
      ]}
      dossier={sections.some((section) => holds(section, 'plan_de_financement'))}
    >
      {change && (
        <ErrorSummary
          title="Cette demande a changé entre-temps"
          errors={[{ message: 'Relisez les réponses ci-dessous, puis déposez de nouveau.', href: '#deposer' }]}
        />
      )}
      {refus && (
        <ErrorSummary
          title="Votre demande n’a pas été déposée"
          errors={[
            { message: refus },
            { message: 'Votre brouillon est gardé\u00a0: rien de ce que vous avez écrit n’est perdu.' },
          ]}
        />
      )}
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
      {attendues.length > 0 && (
        <Alert ton="info">
          <PhrasesDAttente attendues={attendues} />
          <p>
            <a href={`/dossiers/${dossier.id}/verification`}>Voir si la réponse est arrivée</a>
          </p>
        </Alert>
      )}
      <Recapitulatif
        definition={definition}
        reponses={reponses}
        origines={origines}
        contexte={contexte}
        {...(modifiable ? { etapeHref: (section) => etape(section.id) } : {})}
      />
      {modifiable ? (
        <Deposer chrome={chrome} ouvert={ouvert} demandeur={demandeur} precedente={last && etape(last.id)} />
      ) : (
        <p>Votre rôle permet de lire cette demande. Un collègue qui en a le droit peut la modifier et la déposer.</p>
      )}
    </Site>
  );
}

/** What the summary said that had been saved; nothing from a form that does not say. */
function toursShown({ form }: Contexte): { readonly tours?: number } {
  const tours = Number.parseInt(form.get('tours'), 10);
  return Number.isNaN(tours) ? {} : { tours };
}

type DeposerProps = Pick<VerificationProps, 'ouvert' | 'demandeur'> & {
  readonly chrome: Chrome;
  /** Address of the last step. */
  readonly precedente: string | undefined;
};

function Deposer({ chrome, ouvert: { dossier }, demandeur: { pour }, precedente }: DeposerProps) {
  return (
    <Form action={`/dossiers/${dossier.id}/verification`} jeton={chrome.jeton} id="deposer">
      <input type="hidden" name="tours" value={toursOf(dossier.enregistrements)} />
      {pour.type === 'organisation' && <p>Vous déposez cette demande au nom de {pour.organisation.nom}.</p>}
      <p>
        En déposant, vous confirmez que vos réponses sont exactes. Une fausse déclaration est punie par la loi (code
        pénal, article&nbsp;441-7).
      </p>
      <ButtonGroup>
        <Button>{dossier.statut === 'brouillon' ? 'Déposer ma demande' : 'Envoyer ma correction'}</Button>
        {precedente && <a href={precedente}>Étape précédente</a>}
      </ButtonGroup>
    </Form>
  );
}
