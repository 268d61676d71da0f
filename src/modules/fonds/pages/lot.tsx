import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { writeCsv } from '../../../platform/csv/write-csv.ts';
import { NotFound } from '../../../platform/errors.ts';
import { ButtonGroup, ButtonLink, DataTable, Reference, Tag } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import { inEuros, toDecimal } from '../../../values/montant.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { COLONNES, rangeesDuLot } from '../domain/liste-comptable.ts';
import { LIBELLES_VERSEMENT } from '../domain/versement.ts';
import { assertMayReadCredits } from '../policies.ts';
import { findLot, type LignePaiement, type Lot, listLignes } from '../storage/lots.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';
import { TONS_VERSEMENT } from './ton-of-statut.ts';

/** A sheet for the accountant: to read, and as files. The same files however often they are asked for. */
export function lotPages(deps: FondsDeps): readonly Page[] {
  const path = '/fonds/:organisation/paiements/lots/:lot';
  return [
    {
      path,
      access: agentAccess,
      async GET(contexte) {
        const { organisation, ...found } = await lotOf(deps, contexte);
        return page(<VueLot chrome={contexte.chrome} organisation={organisation} {...found} />);
      },
    },
    {
      path: `${path}/liste.csv`,
      access: agentAccess,
      async GET(contexte) {
        const { lot, lignes } = await lotOf(deps, contexte);
        return {
          type: 'fichier',
          body: writeCsv(COLONNES, rangeesDuLot(lot.numero, lignes)),
          contentType: 'text/csv; charset=utf-8',
          disposition: contentDisposition('attachment', `${lot.numero}.csv`),
        };
      },
    },
    {
      path: `${path}/liste.json`,
      access: agentAccess,
      async GET(contexte) {
        const { lot, lignes } = await lotOf(deps, contexte);
        return {
          type: 'fichier',
          body: JSON.stringify(structured(lot, lignes), null, 2),
          contentType: 'application/json',
          disposition: contentDisposition('attachment', `${lot.numero}.json`),
        };
      },
    },
  ];
}

/** The CSV for programs: amounts as decimals in text, because a number of JSON is not one of euros and cents. */
function structured({ numero, nombre, montant, createdAt }: Lot, lignes: readonly LignePaiement[]) {
  return {
    lot: numero,
    prepare: createdAt.toString(),
    nombre,
    montant: toDecimal(montant),
    versements: lignes.map((ligne) => ({
      reference: ligne.reference,
      subvention: ligne.numero,
      rang: ligne.rang,
      beneficiaire: { siret: ligne.siret, nom: ligne.nom },
      libelle: ligne.libelle,
      montant: toDecimal(ligne.montant),
    })),
  };
}

async function lotOf(deps: FondsDeps, contexte: Contexte) {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const id = idOf(contexte, 'lot');
  const [lot, lignes] = await deps.db.read(porteeOf(agent), (tx) => Promise.all([findLot(tx, id), listLignes(tx, id)]));
  if (!lot) throw new NotFound('Ce lot n’existe pas.');
  return { agent, organisation, lot, lignes };
}

type VueLotProps = {
  readonly chrome: Contexte['chrome'];
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly lot: Lot;
  readonly lignes: readonly LignePaiement[];
};

function VueLot({ chrome, agent, organisation, lot, lignes }: VueLotProps) {
  const fonds = `/fonds/${organisation.slug}`;
  const base = `${fonds}/paiements/lots/${lot.id}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={`Lot ${lot.numero}`}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: `${fonds}/paiements`, label: 'Paiements' }]}
      wide
    >
      <h1>
        Lot <Reference>{lot.numero}</Reference>
      </h1>
      <p>
        {count(lot.nombre, 'versement')}, {inEuros(lot.montant)}, préparé le {formatInstant(lot.createdAt)}.
      </p>
      <ButtonGroup>
        <ButtonLink href={`${base}/liste.csv`}>Télécharger le fichier du comptable (CSV)</ButtonLink>
        <ButtonLink href={`${base}/liste.json`} kind="secondaire">
          Télécharger pour un logiciel (JSON)
        </ButtonLink>
      </ButtonGroup>
      <DataTable
        caption="Versements du lot"
        rows={lignes}
        rowKey={({ id }) => id}
        empty={<p>Aucun versement.</p>}
        columns={[
          { key: 'reference', header: 'Référence', cell: ({ reference }) => reference },
          {
            key: 'subvention',
            header: 'Subvention',
            cell: ({ subventionId, numero }) => (
              <a href={`${fonds}/subventions/${subventionId}`}>
                <Reference>{numero}</Reference>
              </a>
            ),
          },
          { key: 'beneficiaire', header: 'Bénéficiaire', cell: ({ nom, siret }) => `${nom}, ${formatSiret(siret)}` },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
          { key: 'issue', header: 'Retour', cell: issueOf },
        ]}
      />
    </Site>
  );
}

function issueOf({ issue, issueLe, motif }: LignePaiement) {
  const statut = issue ?? 'mis_en_paiement';
  const { tag } = LIBELLES_VERSEMENT[statut];
  const text = issueLe ? `${tag} le ${formatJour(issueLe, 'short')}` : tag;
  return <Tag text={motif ? `${text}${NBSP}: ${motif}` : text} ton={TONS_VERSEMENT[statut]} />;
}
