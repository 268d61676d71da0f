import {
  ButtonGroup,
  ButtonLink,
  DataTable,
  Details,
  fr,
  KeyFigure,
  KeyFigures,
  Pagination,
  PlainList,
  Reference,
  Tag,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatCleDePage, pageDeListe, parseCleDePage } from '../../../values/cle-de-page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayReadCredits, mayRank } from '../policies.ts';
import { type ClassementListe, listClassements } from '../storage/classements.ts';
import { type CommissionListee, listCommissions } from '../storage/commissions.ts';
import {
  countDemandes,
  countEvaluations,
  type DemandeSuivie,
  listDemandesSuivies,
} from '../storage/demandes-de-session.ts';
import type { VersionDeGrille, VersionDeGrilleAvis } from '../storage/grilles.ts';
import type { FondsDeps } from './deps.ts';
import { Empreinte } from './empreinte.tsx';
import { STATUTS_COMMISSION, STATUTS_DEMANDE } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';
import { type LieuDeSession, sessionOf } from './session-of.ts';

const PAGE_SIZE = 50;

/** One session: its grid, its requests and their reviewers, its rankings and its committees. */
export function sessionFondsPages(deps: FondsDeps): readonly Page[] {
  return [
    { path: '/fonds/:organisation/sessions/:session', access: agentAccess, GET: (contexte) => show(deps, contexte) },
  ];
}

async function show(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await sessionOf(deps, contexte);
  const { agent, organisation, session } = lieu;
  assertMayReadCredits(agent);
  const apres = parseCleDePage(contexte.query.get('apres'));
  const avant = apres ? undefined : parseCleDePage(contexte.query.get('avant'));
  const [found, demandes, evaluations, classements, commissions] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([
      listDemandesSuivies(tx, session.id, { apres, avant, taille: PAGE_SIZE, grilleId: lieu.grille?.id ?? null }),
      countDemandes(tx, organisation.id),
      countEvaluations(tx, organisation.id),
      listClassements(tx, session.id),
      listCommissions(tx, session.id),
    ]),
  );
  return page(
    <Vue
      contexte={contexte}
      lieu={lieu}
      demandes={demandes.get(session.id) ?? 0}
      evaluations={evaluations.get(session.id) ?? { soumises: 0, assignees: 0 }}
      {...pageDeListe(found, PAGE_SIZE, { apres, avant })}
      classements={classements}
      commissions={commissions}
    />,
  );
}

type VueProps = {
  readonly contexte: Contexte;
  readonly lieu: LieuDeSession;
  readonly demandes: number;
  readonly evaluations: { readonly soumises: number; readonly assignees: number };
  readonly lignes: readonly DemandeSuivie[];
  readonly classements: readonly ClassementListe[];
  readonly commissions: readonly CommissionListee[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Vue({ contexte: { chrome }, lieu, demandes, evaluations, ...vue }: VueProps) {
  const { agent, organisation, session, dispositif, grille, grilleAvis, base, breadcrumb } = lieu;
  const organises = mayRank(agent) && grille !== undefined;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={session.nom}
      context={dispositif.nom}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={breadcrumb.slice(0, 1)}
      wide
    >
      <p class="muted">{dispositif.nom}</p>
      <h1>{session.nom}</h1>
      <KeyFigures>
        <KeyFigure value={String(demandes)} label="Demandes" />
        <KeyFigure
          value={String(evaluations.soumises)}
          label="Évaluations soumises"
          detail={` sur ${evaluations.assignees}`}
        />
        <KeyFigure value={grille ? String(grille.grille.quorum) : '–'} label="Évaluations exigées par demande" />
      </KeyFigures>
      {grille ? (
        <Grille version={grille} />
      ) : (
        <p>Cette session n’a pas de grille&nbsp;: ses demandes ne se comparent pas.</p>
      )}
      {grilleAvis && <GrilleDesAvis version={grilleAvis} />}
      {organises && (
        <ButtonGroup>
          <ButtonLink href={`${base}/repartition`}>Répartir les évaluations</ButtonLink>
          <ButtonLink href={`${base}/classement`} kind="secondaire">
            Classer les demandes
          </ButtonLink>
        </ButtonGroup>
      )}
      <h2>Demandes</h2>
      <Demandes lieu={lieu} lignes={vue.lignes} organises={organises} />
      <Pagination
        label="Pages des demandes"
        previousHref={vue.hasPrevious ? `${base}?avant=${cleOf(vue.lignes[0])}` : undefined}
        nextHref={vue.hasNext ? `${base}?apres=${cleOf(vue.lignes.at(-1))}` : undefined}
      />
      <h2>Classements</h2>
      {vue.classements.length === 0 && <p>Aucun classement n’est établi.</p>}
      <PlainList>
        {vue.classements.map(({ id, numero, createdAt }) => (
          <li key={id}>
            <a href={`${base}/classements/${id}`}>Classement {numero}</a>{' '}
            <span class="muted">établi le {formatInstant(createdAt)}</span>
          </li>
        ))}
      </PlainList>
      <h2>Commissions</h2>
      {vue.commissions.length === 0 && <p>Aucune commission n’est réunie.</p>}
      <PlainList>
        {vue.commissions.map(({ id, nom, tenueLe, statut }) => (
          <li key={id}>
            <a href={`/fonds/${organisation.slug}/commissions/${id}`}>{nom}</a>{' '}
            <span class="muted">le {formatJour(tenueLe)}</span> <Tag {...STATUTS_COMMISSION[statut]} />
          </li>
        ))}
      </PlainList>
    </Site>
  );
}

const cleOf = (ligne: DemandeSuivie | undefined) =>
  encodeURIComponent(formatCleDePage(ligne && { at: ligne.depositedAt, id: ligne.dossierId }));

function Demandes({
  lieu: { organisation, base },
  lignes,
  organises,
}: {
  readonly lieu: LieuDeSession;
  readonly lignes: readonly DemandeSuivie[];
  readonly organises: boolean;
}) {
  return (
    <DataTable
      caption="Demandes, de la première déposée à la dernière"
      captionHidden
      rows={lignes}
      rowKey={({ dossierId }) => dossierId}
      empty={<p>Aucune demande n’est déposée.</p>}
      columns={[
        {
          key: 'demande',
          header: 'Demande',
          cell: ({ dossierId, numero }) => (
            <a href={`/instruction/${organisation.slug}/dossiers/${dossierId}`}>
              <Reference>{numero}</Reference>
            </a>
          ),
        },
        {
          key: 'beneficiaire',
          header: 'Demandeur',
          cell: ({ beneficiaire, fictif }) => (fictif ? `${beneficiaire} (fictif)` : beneficiaire),
        },
        { key: 'montant', header: 'Demandé', numeric: true, cell: ({ demande }) => inEuros(demande) },
        { key: 'statut', header: 'État', cell: ({ statut }) => <Tag {...STATUTS_DEMANDE[statut]} /> },
        {
          key: 'evaluations',
          header: 'Évaluations',
          cell: (ligne) => {
            const text = suiviEnMots(ligne);
            return organises ? <a href={`${base}/demandes/${ligne.dossierId}`}>{text}</a> : text;
          },
        },
      ]}
    />
  );
}

function suiviEnMots({ soumises, assignees, recusees }: DemandeSuivie): string {
  const recuses = recusees > 0 ? `, ${count(recusees, 'récusation')}` : '';
  return assignees === 0 ? `Aucun évaluateur${recuses}` : `${soumises} sur ${assignees}${recuses}`;
}

function Grille({ version: { version, grille, empreinte } }: { readonly version: VersionDeGrille }) {
  const total = grille.criteres.reduce((sum, { poids }) => sum + poids, 0);
  return (
    <Details summary={`Grille d’évaluation, version ${version}`}>
      <DataTable
        caption="Critères de la grille"
        captionHidden
        rows={grille.criteres}
        rowKey={({ id }) => id}
        empty={<p>Aucun critère.</p>}
        columns={[
          { key: 'titre', header: 'Critère', cell: ({ titre }) => fr(titre) },
          { key: 'poids', header: 'Poids', numeric: true, cell: ({ poids }) => `${poids} sur ${total}` },
          { key: 'aide', header: 'Ce qui mérite quelle note', cell: ({ aide }) => fr(aide) },
        ]}
      />
      <p>
        {grille.aveugle
          ? 'Chaque évaluateur note sans voir les notes des autres.'
          : 'Les évaluateurs voient les notes déjà soumises.'}{' '}
        {grille.departages.length > 0 &&
          `À score égal, dans l’ordre : ${grille.departages.map((id) => grille.criteres.find((one) => one.id === id)?.titre ?? id).join(', ')}, puis l’ordre de dépôt.`}
      </p>
      <p class="muted">
        Empreinte SHA-256&nbsp;: <Empreinte value={empreinte} />
      </p>
    </Details>
  );
}

function GrilleDesAvis({ version: { version, grille, empreinte } }: { readonly version: VersionDeGrilleAvis }) {
  return (
    <Details summary={`Grille des avis, version ${version}`}>
      <PlainList>
        {grille.criteres.map(({ id, titre, aide }) => (
          <li key={id}>
            {fr(titre)}
            {aide && <span class="muted">. {fr(aide)}</span>}
          </li>
        ))}
      </PlainList>
      <p class="muted">
        Empreinte SHA-256&nbsp;: <Empreinte value={empreinte} />
      </p>
    </Details>
  );
}
