import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { NotFound } from '../../../platform/errors.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  Details,
  KeyFigure,
  KeyFigures,
  Reference,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, porteeOf, Site } from '../../comptes/index.ts';
import { type Classee, type Entrees, pourquoiNonClassee } from '../domain/classement.ts';
import { readFraction, showFraction } from '../domain/fraction.ts';
import { NOTE_MAX } from '../domain/grille-evaluation.ts';
import { assertMayReadCredits, assertSeesNotes, mayRank } from '../policies.ts';
import { entreesOf, findClassement, type Instantane, resultatOf } from '../storage/classements.ts';
import { type DemandeDeSession, listDemandes } from '../storage/demandes-de-session.ts';
import { hasEvaluationsAFaire } from '../storage/evaluations.ts';
import { findGrille } from '../storage/grilles.ts';
import { isReproducible } from '../use-cases/rank-session.ts';
import type { FondsDeps } from './deps.ts';
import { Empreinte } from './empreinte.tsx';
import { departageEnMots, LIBELLES_NORMALISATION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';
import { sessionOf } from './session-of.ts';

const PATH = '/fonds/:organisation/sessions/:session/classements/:classement';

/** A ranking as it was established, computed again under the eyes of who reads it, and its snapshot to take away. */
export function classementPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      async GET(contexte) {
        const found = await classementOf(deps, contexte);
        return page(<Vue contexte={contexte} {...found} />);
      },
    },
    {
      path: `${PATH}/instantane.json`,
      access: agentAccess,
      async GET(contexte) {
        const { classement } = await classementOf(deps, contexte);
        return {
          type: 'fichier',
          body: instantaneJson(classement),
          contentType: 'application/json',
          disposition: contentDisposition('attachment', `classement-${classement.numero}.json`),
        };
      },
    },
  ];
}

/** The inputs and the result as they were hashed: put back in canonical form, they have the same digest. */
function instantaneJson({ algorithme, empreinte, entrees, resultat }: Instantane): string {
  return `{"algorithme":${algorithme},"empreinte":"${empreinte.toString('hex')}","entrees":${entrees},"resultat":${resultat}}`;
}

async function classementOf(deps: FondsDeps, contexte: Contexte) {
  const lieu = await sessionOf(deps, contexte);
  const { agent, session } = lieu;
  assertMayReadCredits(agent);
  const id = idOf(contexte, 'classement');
  const found = await deps.db.read(porteeOf(agent), async (tx) => {
    const [classement, demandes, busy] = await Promise.all([
      findClassement(tx, id),
      listDemandes(tx, session.id),
      hasEvaluationsAFaire(tx, session.id, agent.personneId),
    ]);
    if (classement?.sessionId !== session.id) throw new NotFound('Ce classement n’existe pas.');
    const grille = await findGrille(tx, classement.grilleId);
    if (!grille) throw new Error(`The grid of the ranking ${id} is gone`);
    return { classement, demandes, busy, grille: grille.grille };
  });
  assertSeesNotes(found.busy, found.grille);
  return { lieu, ...found };
}

type VueProps = Awaited<ReturnType<typeof classementOf>> & { readonly contexte: Contexte };

function Vue({ contexte: { chrome }, lieu, classement, demandes, grille }: VueProps) {
  const { agent, organisation, session, base, breadcrumb } = lieu;
  const { classees, nonClassees } = resultatOf(classement);
  const entrees = entreesOf(classement);
  const demandeOf = (id: string) => demandes.find(({ dossierId }) => dossierId === id);
  const title = `Classement ${classement.numero}`;
  const address = `${base}/classements/${classement.id}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      context={session.nom}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={breadcrumb}
      wide
    >
      <h1>{title}</h1>
      <p>
        Établi le {formatInstant(classement.createdAt)}. {LIBELLES_NORMALISATION[entrees.normalisation].text}.
      </p>
      <Preuve classement={classement} />
      <KeyFigures>
        <KeyFigure value={String(classees.length)} label="Demandes classées" />
        <KeyFigure value={String(nonClassees.length)} label="Demandes non classées" />
        <KeyFigure value={String(grille.quorum)} label="Évaluations exigées" />
      </KeyFigures>
      <ButtonGroup>
        {mayRank(agent) && <ButtonLink href={`${address}/commission`}>Réunir une commission</ButtonLink>}
        <ButtonLink href={`${address}/instantane.json`} kind="secondaire">
          Télécharger l’instantané (JSON)
        </ButtonLink>
      </ButtonGroup>
      <h2>Demandes classées</h2>
      <DataTable
        caption="Demandes classées, de la première à la dernière"
        captionHidden
        rows={classees}
        rowKey={({ dossier }) => dossier}
        empty={<p>Aucune demande n’a assez d’évaluations pour être classée.</p>}
        columns={[
          { key: 'rang', header: 'Rang', cell: ({ rang }) => rang },
          { key: 'demande', header: 'Demande', cell: (one) => lienDe(organisation.slug, one, demandeOf(one.dossier)) },
          { key: 'demandeur', header: 'Demandeur', cell: ({ dossier }) => demandeOf(dossier)?.beneficiaire ?? '' },
          {
            key: 'montant',
            header: 'Demandé',
            numeric: true,
            cell: ({ dossier }) => montantDe(demandeOf(dossier)),
          },
          { key: 'score', header: `Score sur ${NOTE_MAX}`, numeric: true, cell: scoreEnMots },
          { key: 'evaluations', header: 'Évaluations', numeric: true, cell: ({ evaluations }) => evaluations },
          { key: 'departage', header: 'Séparée par', cell: ({ separee }) => departageEnMots(separee, grille.criteres) },
        ]}
      />
      {nonClassees.length > 0 && (
        <>
          <h2>Demandes non classées</h2>
          <DataTable
            caption="Demandes non classées"
            captionHidden
            rows={nonClassees}
            rowKey={({ dossier }) => dossier}
            empty={<p>Aucune.</p>}
            columns={[
              {
                key: 'demande',
                header: 'Demande',
                cell: (one) => lienDe(organisation.slug, one, demandeOf(one.dossier)),
              },
              { key: 'demandeur', header: 'Demandeur', cell: ({ dossier }) => demandeOf(dossier)?.beneficiaire ?? '' },
              { key: 'raison', header: 'Pourquoi', cell: (one) => pourquoiNonClassee(one, grille.quorum) },
            ]}
          />
        </>
      )}
      <Methode entrees={entrees} />
    </Site>
  );
}

function lienDe(slug: string, { dossier }: { readonly dossier: string }, demande: DemandeDeSession | undefined) {
  return (
    <a href={`/instruction/${slug}/dossiers/${dossier}`}>
      <Reference>{demande?.numero ?? dossier}</Reference>
    </a>
  );
}

const montantDe = (demande: DemandeDeSession | undefined) => (demande ? inEuros(demande.demande) : '');

const scoreEnMots = ({ score }: Classee) => showFraction(readFraction(score));

function Preuve({ classement }: { readonly classement: Instantane }) {
  return isReproducible(classement) ? (
    <Alert ton="succes" title="Refait à l’instant depuis ses données, ce classement est le même, octet pour octet.">
      <p>
        Empreinte SHA-256 de ses données, aussi dans le journal&nbsp;: <Empreinte value={classement.empreinte} />
      </p>
    </Alert>
  ) : (
    <Alert ton="erreur" title="Refait à l’instant depuis ses données, ce classement n’est pas le même.">
      <p>Ne décidez pas d’après lui&nbsp;: établissez-en un autre, et prévenez qui administre la plateforme.</p>
    </Alert>
  );
}

function Methode({ entrees: { algorithme, normalisation, grille } }: { readonly entrees: Entrees }) {
  return (
    <Details summary="Comment ce classement est calculé">
      <p>
        Une évaluation vaut la somme de ses notes, chacune multipliée par le poids de son critère, divisée par la somme
        des poids. Le score d’une demande est la moyenne de ses évaluations. Les calculs se font en fractions exactes,
        sans aucun arrondi&nbsp;; seul l’affichage est arrondi à deux décimales.
      </p>
      {normalisation === 'par_evaluateur' && (
        <p>
          Avant la moyenne, chaque évaluation perd la moyenne de toutes celles de son évaluateur et reçoit la moyenne
          générale. Les évaluations de qui n’a noté qu’une demande restent telles quelles. Un score corrigé peut donc
          sortir un peu de l’échelle.
        </p>
      )}
      <p>
        Une demande qui a moins de {grille.quorum} évaluations retenues n’est pas classée. Une évaluation compte si elle
        est soumise, sous cette version de la grille, par quelqu’un qui n’est pas récusé.
      </p>
      <p class="muted">Méthode n°&nbsp;{algorithme}.</p>
    </Details>
  );
}
