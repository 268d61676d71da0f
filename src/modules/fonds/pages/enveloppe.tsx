import { NotFound } from '../../../platform/errors.ts';
import { ButtonGroup, ButtonLink, DataTable, Pagination, SummaryList, Tag } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatCleDePage, parseCleDePage } from '../../../values/cle-de-page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import {
  type Agent,
  agentAccess,
  lieuDeTravailOf,
  nomsOfAgents,
  type Organisation,
  porteeOf,
  Site,
} from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import type { TypeOperation } from '../domain/operation.ts';
import type { Soldes } from '../domain/soldes.ts';
import { assertMayReadCredits, mayManage } from '../policies.ts';
import { type EcritureListee, listEcritures } from '../storage/ecritures.ts';
import {
  type Enveloppe,
  type EnveloppeListee,
  findEnveloppe,
  listEnveloppes,
  soldesOf,
} from '../storage/enveloppes.ts';
import { type Axe, listProgrammes } from '../storage/programmes.ts';
import type { FondsDeps } from './deps.ts';
import { urgence } from './mots-candidature.ts';
import { navigationOf } from './navigation.ts';

const PAGE_SIZE = 50;

/** One enveloppe: what its accounts hold, and every movement that made it so. */
export function enveloppePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/enveloppes/:enveloppe',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
    },
  ];
}

async function show(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const id = idOf(contexte, 'enveloppe');
  const apres = parseCleDePage(contexte.query.get('apres'));
  const found = await deps.db.read(porteeOf(agent), async (tx) => {
    const [enveloppe, soldes, ecritures, programmes, enveloppes] = await Promise.all([
      findEnveloppe(tx, id),
      soldesOf(tx, id),
      listEcritures(tx, id, { taille: PAGE_SIZE, apres }),
      listProgrammes(tx, organisation.id),
      listEnveloppes(tx, organisation.id),
    ]);
    if (!enveloppe) throw new NotFound('Cette enveloppe n’existe pas.');
    const auteurs = [...new Set(ecritures.flatMap(({ acteurId }) => acteurId ?? []))];
    const axe = programmes.flatMap(({ axes }) => axes).find((one) => one.id === enveloppe.axeId);
    const parent = enveloppes.find((one) => one.id === enveloppe.parentId);
    const enfants = enveloppes.filter(({ parentId }) => parentId === id);
    return { enveloppe, parent, enfants, axe, soldes, ecritures, noms: await nomsOfAgents(tx, auteurs) };
  });
  const aujourdhui = fromPlainDate(deps.clock.today());
  const props = { contexte, agent, organisation, aujourdhui, manages: mayManage(agent), ...found };
  return page(<VueEnveloppe {...props} />);
}

/** What each movement did, as the manager reads it. */
const LIBELLES: Readonly<Record<TypeOperation, string>> = {
  autoriser: 'Crédits ouverts',
  retirer: 'Crédits retirés',
  reserver: 'Réservés',
  liberer: 'Réservation levée',
  engager: 'Engagés',
  desengager: 'Dégagés',
  liquider: 'Service fait',
  annuler_liquidation: 'Service fait annulé',
  payer: 'Payés',
  rejeter_paiement: 'Paiement rejeté',
  reverser: 'Reversés',
  remettre: 'Remis à disposition',
};

type VueProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly aujourdhui: Jour;
  readonly enveloppe: Enveloppe;
  /** Whose credits it receives. */
  readonly parent: EnveloppeListee | undefined;
  /** Those that receive its own. */
  readonly enfants: readonly EnveloppeListee[];
  readonly axe: Axe | undefined;
  readonly soldes: Soldes;
  readonly ecritures: readonly EcritureListee[];
  readonly noms: ReadonlyMap<string, string>;
  readonly manages: boolean;
};

function VueEnveloppe(props: VueProps) {
  const { contexte, agent, organisation, enveloppe, axe, soldes, ecritures, noms, manages } = props;
  const { chrome } = contexte;
  const credits = `/fonds/${organisation.slug}`;
  const base = `${credits}/enveloppes/${enveloppe.id}`;
  const shown = ecritures.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const nom = nomDEnveloppe(enveloppe);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={nom}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: credits, label: 'Crédits' }]}
      wide
    >
      <h1>{nom}</h1>
      {axe && (
        <p class="muted">
          Axe {axe.numero}. {axe.nom}
        </p>
      )}
      <SummaryList label="Comptes de l’enveloppe" rows={comptesOf(soldes)} />
      <Delegations {...props} base={base} credits={credits} />
      {manages && (
        <ButtonGroup>
          <ButtonLink href={`${base}/credits`}>Ouvrir des crédits</ButtonLink>
          <ButtonLink href={`${base}/virement`} kind="secondaire">
            Virer des crédits
          </ButtonLink>
          {soldes.rendu > 0 && (
            <ButtonLink href={`${base}/remise`} kind="secondaire">
              Remettre en disponibles
            </ButtonLink>
          )}
          {soldes.disponible > 0 && <a href={`${base}/retrait`}>Retirer des crédits</a>}
        </ButtonGroup>
      )}
      <h2>Mouvements</h2>
      <DataTable
        caption="Mouvements, du plus récent au plus ancien"
        captionHidden
        rows={shown}
        rowKey={({ id }) => id}
        empty={<p>Aucun crédit n’a encore été ouvert.</p>}
        columns={[
          { key: 'type', header: 'Mouvement', cell: ({ type }) => LIBELLES[type] },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
          { key: 'motif', header: 'Motif', cell: ({ motif }) => motif },
          { key: 'autorite', header: 'Autorité', cell: ({ autorite }) => autorite },
          { key: 'date', header: 'Date', cell: ({ passedAt }) => formatInstant(passedAt) },
          { key: 'auteur', header: 'Par', cell: ({ acteurId }) => auteurDit(acteurId, noms) },
        ]}
      />
      <Pagination
        label="Pages des mouvements"
        previousHref={chrome.url.includes('apres=') ? base : undefined}
        nextHref={
          ecritures.length > PAGE_SIZE && last
            ? `${base}?apres=${formatCleDePage({ at: last.passedAt, id: last.id })}`
            : undefined
        }
      />
    </Site>
  );
}

/** Where its credits come from, until when, and where they go. */
function Delegations({ enveloppe, parent, enfants, aujourdhui, manages, base, credits }: DelegationsProps) {
  const { delegationFin, delegationActe } = enveloppe;
  const lien = (one: EnveloppeListee) => <a href={`${credits}/enveloppes/${one.id}`}>{nomDEnveloppe(one)}</a>;
  if (!parent && enfants.length === 0) return null;
  return (
    <>
      <h2>Délégation</h2>
      {parent && (
        <SummaryList
          rows={[
            { label: 'Délégués par', value: lien(parent) },
            {
              label: 'Fin de la délégation',
              value: delegationFin && (
                <>
                  {formatJour(delegationFin)} inclus <Tag {...urgence(delegationFin, aujourdhui)} />
                  <span class="muted"> {delegationActe}</span>
                </>
              ),
              ...(manages ? { change: { href: `${base}/delegation` } } : {}),
            },
          ]}
        />
      )}
      {enfants.length > 0 && (
        <DataTable
          caption="Enveloppes auxquelles elle délègue"
          rows={enfants}
          rowKey={({ id }) => id}
          empty={null}
          columns={[
            { key: 'nom', header: 'Enveloppe', cell: lien },
            { key: 'ouverts', header: 'Ouverts', numeric: true, cell: ({ soldes: one }) => inEuros(one.autorise) },
            { key: 'libres', header: 'Disponibles', numeric: true, cell: ({ soldes: one }) => inEuros(one.disponible) },
          ]}
        />
      )}
    </>
  );
}

type DelegationsProps = Pick<VueProps, 'enveloppe' | 'parent' | 'enfants' | 'aujourdhui' | 'manages'> & {
  readonly base: string;
  /** Address of all the credits. */
  readonly credits: string;
};

/** Parvis acts by itself, when a delay ends; somebody whose name is not kept did not stop being somebody. */
function auteurDit(acteurId: string | null, noms: ReadonlyMap<string, string>): string {
  return acteurId === null ? 'Parvis' : noms.get(acteurId) || 'Un ancien agent';
}

function comptesOf(soldes: Soldes) {
  return [
    { label: 'Crédits ouverts', value: inEuros(soldes.autorise) },
    { label: 'Disponibles', value: inEuros(soldes.disponible) },
    { label: 'Réservés à des propositions', value: inEuros(soldes.reserve) },
    { label: 'Engagés par une décision', value: inEuros(soldes.engage) },
    { label: 'Dus, à payer', value: inEuros(soldes.liquide) },
    { label: 'Payés', value: inEuros(soldes.paye) },
    { label: 'Rendus', value: inEuros(soldes.rendu) },
  ];
}
