import type { Tx } from '../../platform/db/database.ts';
import {
  type Annonce,
  type DonneesPersonnelles,
  type FichierExporte,
  findOrganisationById,
  soiMeme,
} from '../comptes/index.ts';
import { cheminsOf, dossierDArchive } from './domain/chemins.ts';
import type { Moteur } from './moteur.ts';
import { ACCUSE, DossierLisible } from './pages/dossier-lisible.tsx';
import { type LigneUsager, listDossiersOf } from './storage/dossiers-de.ts';
import { effacerDossiers } from './use-cases/effacer-dossiers.ts';
import { type DossierExporte, donneesOf, exportDossiers } from './use-cases/export-dossier.ts';
import { receiptOf } from './use-cases/receipt.ts';

/** What this module holds of a person: their dossiers, with all that hangs on them. */
export function donneesDesDossiers(moteur: Moteur): DonneesPersonnelles {
  return {
    partie: 'dossiers',
    titre: 'Vos dossiers',
    async *exporter(personneId) {
      for await (const exporte of exportDossiers(moteur, personneId)) {
        const chemins = await presentFiles(moteur, exporte);
        yield {
          donnees: donneesOf(exporte, (id) => chemins.get(id)),
          page: <DossierLisible exporte={exporte} chemins={chemins} />,
          fichiers: fichiersOf(moteur, exporte, chemins),
        };
      }
    },
    annoncer: (tx, personneId) => annoncer(tx, moteur, personneId),
    effacer: (tx, { personneId }) => effacerDossiers(tx, moteur, personneId),
  };
}

/** The place of each file that the store still has, and of the receipt. */
async function presentFiles(
  { blobs }: Moteur,
  { dossier, pieces, depots }: DossierExporte,
): Promise<ReadonlyMap<string, string>> {
  const present: { readonly id: string; readonly nom: string }[] = [];
  if (depots.length > 0) present.push({ id: ACCUSE, nom: 'accuse-de-depot.json' });
  for (const piece of pieces) if ((await blobs.size(piece.sha256)) !== undefined) present.push(piece);
  return cheminsOf(dossierDArchive(dossier), present);
}

function fichiersOf(
  moteur: Moteur,
  { dossier, pieces }: DossierExporte,
  chemins: ReadonlyMap<string, string>,
): readonly FichierExporte[] {
  const accuse = chemins.get(ACCUSE);
  return [
    ...(accuse ? [{ chemin: accuse, ouvrir: () => receipt(moteur, dossier) }] : []),
    ...pieces.flatMap(({ id, sha256 }) => {
      const chemin = chemins.get(id);
      return chemin ? [{ chemin, ouvrir: () => content(moteur, sha256) }] : [];
    }),
  ];
}

async function* receipt(moteur: Moteur, { id, usagerId }: DossierExporte['dossier']): AsyncGenerator<Uint8Array> {
  yield await receiptOf(moteur, soiMeme(usagerId, ''), id);
}

async function* content({ blobs }: Moteur, sha256: string): AsyncGenerator<Uint8Array> {
  yield* await blobs.open(sha256);
}

const EVERY_ONE = 100_000;

async function annoncer(tx: Tx, moteur: Moteur, personneId: string): Promise<Annonce> {
  const dossiers = await listDossiersOf(tx, { usagerId: personneId, porteurId: null }, undefined, EVERY_ONE);
  const drafts = dossiers.filter(({ statut }) => statut === 'brouillon').length;
  const deposited = dossiers.length - drafts;
  const open = dossiers.filter(({ statut }) => statut === 'en_construction' || statut === 'en_instruction');
  const poursuivi: string[] = [];
  for (const dossier of open) poursuivi.push(await nommer(tx, moteur, dossier));
  return {
    efface:
      drafts > 0
        ? [drafts === 1 ? 'votre brouillon et ses fichiers' : `vos ${drafts} brouillons et leurs fichiers`]
        : [],
    conserve: deposited > 0 ? [{ quoi: QUOI(deposited), pourquoi: POURQUOI }] : [],
    poursuivi,
  };
}

const QUOI = (n: number) =>
  n === 1
    ? 'votre dossier déposé, avec ses messages, ses fichiers et sa décision'
    : `vos ${n} dossiers déposés, avec leurs messages, leurs fichiers et leurs décisions`;

const POURQUOI =
  'l’administration qui instruit une demande doit pouvoir en répondre, et ce sont des archives publiques qu’elle ne peut pas détruire d’elle-même (RGPD, art.\u00a017, §\u00a03\u00a0; code du patrimoine, art. L.\u00a0212-2 et L.\u00a0214-3). Pour les faire corriger ou effacer, écrivez à son délégué à la protection des données';

async function nommer(tx: Tx, moteur: Moteur, { numero, versionId, organisationId }: LigneUsager): Promise<string> {
  const { titre } = await moteur.definitionOf(tx, versionId);
  const organisation = await findOrganisationById(tx, organisationId);
  return `le dossier ${numero} (${titre}, ${organisation?.nom ?? ''})`;
}
