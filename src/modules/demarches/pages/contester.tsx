import {
  Alert,
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  Multiline,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { fromPlainDate, type Jour, jourFromInstant } from '../../../values/jour.ts';
import { demandeurAccess, type Organisation, porteeOfDemandeur, Site } from '../../comptes/index.ts';
import type { Bloc } from '../domain/blocs.ts';
import { isContestable, LONGEST_RECOURS, limiteDuRecours, type Recours } from '../domain/recours.ts';
import { mayAsk } from '../policies.ts';
import { type Decision, findLastDecision } from '../storage/decisions.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listRecours } from '../storage/recours.ts';
import { fileRecours } from '../use-cases/file-recours.ts';
import { loadAsDemandeur } from '../use-cases/load-dossier.ts';
import { voiesDeRecours } from '../use-cases/voies-de-recours.ts';
import { type DemarchesDeps, demandeurOfDossier } from './deps.ts';
import { EtatDuRecours } from './etat-du-recours.tsx';
import { organisationOfDossier } from './organisation-of-dossier.ts';
import { TexteEcrit } from './texte-ecrit.tsx';

/** How to contest a decision that refuses, and the form of a recours gracieux. */
export function contesterPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/dossiers/:dossier/contester',
      access: demandeurAccess,
      GET: (contexte) => show(deps, contexte),
      async POST(contexte) {
        const dossierId = idOf(contexte, 'dossier');
        const filed = await fileRecours(deps, await demandeurOfDossier(deps, contexte), {
          dossierId,
          motif: contexte.form.get('motif'),
          cle: contexte.form.get('cle') || crypto.randomUUID(),
        });
        if (!filed.ok) return show(deps, contexte, filed.error);
        return redirect(`/dossiers/${dossierId}`, { type: 'succes', message: 'Votre recours gracieux est déposé.' });
      },
    },
  ];
}

async function show(deps: DemarchesDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  const id = idOf(contexte, 'dossier');
  const lu = await deps.db.read(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier } = await loadAsDemandeur(tx, deps, demandeur, id);
    const [decision, recours] = await Promise.all([findLastDecision(tx, id), listRecours(tx, id)]);
    if (!decision || !isContestable(dossier.statut)) return undefined;
    const depose = recours.find(({ decisionId }) => decisionId === decision.id);
    return { dossier, decision, depose, voies: await voiesDeRecours(tx, deps, id) };
  });
  if (!lu) return redirect(`/dossiers/${id}`, { type: 'info', message: 'Aucune décision n’est à contester.' });
  const organisation = await organisationOfDossier(deps, lu.dossier);
  const aujourdhui = fromPlainDate(deps.clock.today());
  const props = { ...lu, contexte, organisation, aujourdhui, modifiable: mayAsk(demandeur), erreur };
  return page(<Contester {...props} />, erreur === undefined ? 200 : 422);
}

type ContesterProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly dossier: Dossier;
  readonly decision: Decision;
  /** The recours that contests it already. */
  readonly depose: Recours | undefined;
  readonly voies: readonly Bloc[];
  readonly aujourdhui: Jour;
  readonly modifiable: boolean;
  readonly erreur: string | undefined;
};

const TITRE = 'Contester cette décision';

function Contester(props: ContesterProps) {
  const { contexte, organisation, dossier, decision, depose, voies, aujourdhui, erreur } = props;
  const decidee = jourFromInstant(decision.decidedAt);
  const limite = limiteDuRecours(decidee);
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={TITRE}
      context={dossier.numero ?? ''}
      breadcrumb={[{ href: `/dossiers/${dossier.id}`, label: `Votre demande ${dossier.numero}` }]}
      invalid={erreur !== undefined}
    >
      {erreur !== undefined && <ErrorSummary errors={summaryErrors({ motif: erreur })} />}
      <h1>{TITRE}</h1>
      <p>
        Votre demande {dossier.numero} a été {dossier.statut === 'refuse' ? 'refusée' : 'classée sans suite'} le{' '}
        {formatJour(decidee)}.
      </p>
      <Multiline>{decision.motif}</Multiline>
      <h2>Les voies et les délais de recours</h2>
      <TexteEcrit blocs={voies} />
      <p>
        Le recours hiérarchique s’adresse à l’autorité dont dépend ce service, quand il y en a une. Les mêmes délais
        s’appliquent (code des relations entre le public et l’administration, art. L411-2).
      </p>
      {!depose && (
        <p>
          Si vous avez reçu la décision le {formatJour(decidee)}, vous avez jusqu’au {formatJour(limite)} inclus (code
          de justice administrative, art. R421-1).
        </p>
      )}
      <h2>{depose ? 'Votre recours gracieux' : 'Déposer un recours gracieux'}</h2>
      {aujourdhui > limite && !depose && (
        <Alert ton="attention">
          Ce jour est passé. Le service reçoit encore votre recours, mais il peut le rejeter comme tardif.
        </Alert>
      )}
      {depose ? (
        <EtatDuRecours recours={depose} decideeLe={decidee} aujourdhui={aujourdhui} />
      ) : (
        <Formulaire {...props} />
      )}
    </Site>
  );
}

function Formulaire({ contexte: { chrome, form }, organisation, dossier, modifiable, erreur }: ContesterProps) {
  if (!modifiable) return <p>Votre rôle permet de suivre cette demande, pas de déposer un recours.</p>;
  return (
    <Form action={`/dossiers/${dossier.id}/contester`} jeton={chrome.jeton}>
      <p>
        {organisation.nom} a deux mois pour répondre. Sans réponse, le recours est rejeté (code des relations entre le
        public et l’administration, art. L231-4).
      </p>
      <input type="hidden" name="cle" value={form.get('cle') || crypto.randomUUID()} />
      <TextArea
        name="motif"
        label="Pourquoi la décision doit-elle changer&nbsp;?"
        hint="Dites ce qui est inexact, ou ce qui n’a pas été pris en compte."
        value={form.get('motif')}
        error={erreur}
        rows={10}
        maxLength={LONGEST_RECOURS}
      />
      <ButtonGroup>
        <Button>Déposer le recours</Button>
        <a href={`/dossiers/${dossier.id}`}>Revenir à la demande</a>
      </ButtonGroup>
    </Form>
  );
}
