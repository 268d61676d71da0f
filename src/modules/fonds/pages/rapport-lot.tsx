import { NotFound } from '../../../platform/errors.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  KeyFigure,
  KeyFigures,
  Pagination,
  Reference,
  SubNavigation,
  Tag,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { ACTIONS_EN_LOT } from '../domain/lot-candidatures.ts';
import { assertMayReadCandidatures } from '../policies.ts';
import {
  type BilanLot,
  bilanDuLot,
  findLotCandidatures,
  type LigneLot,
  type LotCandidatures,
  listLignesLot,
} from '../storage/lots-candidatures.ts';
import { equipeOf } from '../use-cases/equipe.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

const PAGE_SIZE = 50;

type Issue = NonNullable<LigneLot['issue']>;

const ISSUES = {
  faite: { text: 'Faite', ton: 'succes' },
  refusee: { text: 'Non faite', ton: 'attention' },
  attente: { text: 'En attente', ton: 'neutre' },
} as const;

/** What became of one action on many requests, while it runs and after. */
export function rapportLotPages(deps: InstructionDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/candidatures/lots/:lot',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCandidatures(agent);
        const id = idOf(contexte, 'lot');
        const { query } = contexte;
        const issue =
          query.get('issue') === 'refusee' ? 'refusee' : query.get('issue') === 'faite' ? 'faite' : undefined;
        const apres = /^\d{1,3}$/.test(query.get('apres') ?? '') ? Number(query.get('apres')) : 0;
        const found = await deps.db.read(porteeOf(agent), async (tx) => {
          const lot = await findLotCandidatures(tx, id);
          if (lot?.organisationId !== organisation.id) throw new NotFound('Ce lot n’existe pas.');
          const [bilan, lignes, equipe] = [
            await bilanDuLot(tx, id),
            await listLignesLot(tx, id, { issue, apres, taille: PAGE_SIZE }),
            await equipeOf(tx, organisation.id, [lot.auteurId]),
          ];
          return { lot, bilan, lignes, auteur: equipe.nomOf(lot.auteurId) };
        });
        return page(
          <Rapport
            {...found}
            contexte={contexte}
            agent={agent}
            organisation={organisation}
            issue={issue}
            lignes={found.lignes.slice(0, PAGE_SIZE)}
            hasNext={found.lignes.length > PAGE_SIZE}
          />,
        );
      },
    },
  ];
}

type RapportProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly lot: LotCandidatures;
  readonly bilan: BilanLot;
  readonly auteur: string;
  readonly lignes: readonly LigneLot[];
  readonly issue: Issue | undefined;
  readonly hasNext: boolean;
};

function Rapport({ contexte, agent, organisation, lot, bilan, auteur, lignes, issue, hasNext }: RapportProps) {
  const demandes = `/fonds/${organisation.slug}/candidatures`;
  const base = `${demandes}/lots/${lot.id}`;
  const { faites, refusees, attente } = bilan;
  const last = lignes.at(-1);
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={`Rapport. ${ACTIONS_EN_LOT[lot.action].nom}`}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: demandes, label: 'Demandes' }]}
      wide
    >
      <h1>Rapport. {ACTIONS_EN_LOT[lot.action].nom}</h1>
      <p class="muted">
        Lancé par {auteur} le {formatInstant(lot.createdAt)}.
      </p>
      {lot.endedAt ? (
        <Alert ton="succes">Terminé le {formatInstant(lot.endedAt)}.</Alert>
      ) : (
        <>
          <Alert ton="info">En cours. Vous pouvez quitter cette page, le travail continue.</Alert>
          <ButtonGroup>
            <ButtonLink href={base}>Actualiser</ButtonLink>
          </ButtonGroup>
        </>
      )}
      <KeyFigures>
        <KeyFigure value={String(faites)} label="Faites" />
        <KeyFigure value={String(refusees)} label="Non faites" />
        {attente > 0 && <KeyFigure value={String(attente)} label="En attente" />}
      </KeyFigures>
      <SubNavigation
        label="Résultats"
        links={[
          { href: base, label: 'Toutes', count: lot.nombre, current: !issue },
          { href: `${base}?issue=refusee`, label: 'Non faites', count: refusees, current: issue === 'refusee' },
          { href: `${base}?issue=faite`, label: 'Faites', count: faites, current: issue === 'faite' },
        ]}
      />
      <DataTable
        caption="Demandes de ce lot"
        captionHidden
        rows={lignes}
        rowKey={({ rang }) => String(rang)}
        empty={<p>Aucune demande.</p>}
        columns={[
          {
            key: 'numero',
            header: 'Dossier',
            cell: ({ dossierId, numero }) => (
              <a href={`${demandes}/${dossierId}`}>
                <Reference>{numero}</Reference>
              </a>
            ),
          },
          { key: 'nom', header: 'Collectivité', cell: ({ beneficiaire }) => beneficiaire },
          { key: 'issue', header: 'Résultat', cell: (ligne) => <Tag {...ISSUES[ligne.issue ?? 'attente']} /> },
          { key: 'raison', header: 'Pourquoi', cell: ({ raison }) => raison ?? '' },
        ]}
      />
      <Pagination
        label="Pages du rapport"
        nextHref={hasNext && last ? `${base}?${issue ? `issue=${issue}&` : ''}apres=${last.rang}` : undefined}
      />
    </Site>
  );
}
