import { writeCsv } from '../../../platform/csv/write-csv.ts';
import type { Noyau } from '../../../platform/services.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { toDecimal } from '../../../values/montant.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { ecrireFiltre, type FiltreCandidatures } from '../domain/filtre-candidatures.ts';
import { LIBELLES_CANDIDATURE } from '../domain/instruction.ts';
import { assertMayReadCandidatures } from '../policies.ts';
import { type CleCandidature, type LigneCandidature, listCandidatures } from '../storage/liste-candidatures.ts';
import { equipeOf } from './equipe.ts';
import { acteurOf } from './on-candidature.ts';

const LOT = 500;

const COLONNES = [
  'dossier',
  'siret',
  'collectivite',
  'departement',
  'objet',
  'demande_euros',
  'deposee_le',
  'statut',
  'recevabilite',
  'recevabilite_par',
  'echeance',
  'instructeur',
  'fictive',
];

/** The whole list of a filter as a CSV, a fact of the journal; a batch at a time: no more than one is in memory. */
export async function* exportCandidatures(
  noyau: Noyau,
  agent: Agent,
  filtre: FiltreCandidatures,
): AsyncGenerator<string> {
  assertMayReadCandidatures(agent);
  const { db } = noyau;
  const organisation = agent.organisation.id;
  const { nomOf } = await db.transaction(porteeOf(agent), async (tx) => {
    // Which filters, and not what was looked for: it may be a name.
    const filtres = [...ecrireFiltre(filtre).keys()];
    await append(tx, noyau, {
      acteur: acteurOf(agent),
      organisation,
      sujet: { type: 'organisation', id: organisation },
      type: 'candidatures.exportees',
      contenu: { filtres },
    });
    return equipeOf(tx, organisation);
  });
  const asked = { organisationId: organisation, filtre, moi: agent.personneId, taille: LOT };
  yield writeCsv(COLONNES, []);
  let apres: CleCandidature | undefined;
  for (;;) {
    const from = apres;
    const found = await db.read(porteeOf(agent), (tx) => listCandidatures(tx, { ...asked, apres: from }));
    const lignes = found.slice(0, LOT);
    // The header was written once: what follows it is the lines alone.
    yield withoutHeader(
      writeCsv(
        COLONNES,
        lignes.map((ligne) => rangee(ligne, nomOf)),
      ),
    );
    const last = lignes.at(-1);
    if (!last || found.length <= LOT) return;
    apres = cleOf(last, filtre);
  }
}

function cleOf(
  { echeance, depositedAt, dossierId: id }: LigneCandidature,
  { tri }: FiltreCandidatures,
): CleCandidature {
  return tri === 'echeance' && echeance ? { le: echeance, id } : { at: depositedAt, id };
}

const withoutHeader = (csv: string) => csv.slice(csv.indexOf('\r\n') + 2);

function rangee(ligne: LigneCandidature, nomOf: (id: string | null) => string): readonly string[] {
  return [
    ligne.numero,
    ligne.siret,
    ligne.beneficiaire,
    ligne.departement ?? '',
    ligne.objet,
    toDecimal(ligne.demande),
    jourFromInstant(ligne.depositedAt),
    LIBELLES_CANDIDATURE[ligne.statut].tag,
    ligne.recevabilite ?? '',
    ligne.recevabilitePar ?? '',
    ligne.echeance ?? '',
    ligne.instructeurId ? nomOf(ligne.instructeurId) : '',
    ligne.fictif ? 'oui' : 'non',
  ];
}
