import type { Tx } from '../../platform/db/database.ts';
import { SummaryList } from '../../platform/html/index.ts';
import type { Noyau } from '../../platform/services.ts';
import { formatInstant } from '../../values/format-instant.ts';
import { entriesOfSujet, type PlacedEntry } from '../journal/index.ts';
import { DUREES_MANDAT } from './domain/mandat.ts';
import type { Annonce, DonneesPersonnelles, ElementExporte } from './donnees-personnelles.ts';
import { aidantDe, aideDe, ETATS_MANDAT, porteeDe, terme } from './pages/mandats-mots.ts';
import { type Mandat, mandatsOf } from './storage/mandats.ts';
import { effacerMandats } from './use-cases/effacer-mandats.ts';

/** The mandates that a person gave or accepted. What was done under them is told with the dossiers. */
export function donneesDesMandats(noyau: Noyau): DonneesPersonnelles {
  return {
    partie: 'mandats',
    titre: 'Vos mandats',
    async *exporter(personneId) {
      const mandats = await noyau.db.read({ personne: personneId }, (tx) => mandatsOf(tx, personneId));
      for (const mandat of mandats) {
        const histoire = await noyau.db.read({ personne: personneId }, (tx) =>
          entriesOfSujet(tx, { type: 'mandat', id: mandat.id }),
        );
        yield elementOf(mandat, histoire, personneId);
      }
    },
    annoncer,
    effacer: (tx, { personneId }) => effacerMandats(tx, noyau, personneId),
  };
}

async function annoncer(tx: Tx, personneId: string): Promise<Annonce> {
  const mandats = await mandatsOf(tx, personneId);
  const given = mandats.some(({ mandantId }) => mandantId === personneId);
  const held = mandats.some(({ mandataireId }) => mandataireId === personneId);
  return {
    efface: [
      ...(given
        ? ['les mandats que vous avez donnés\u00a0: ceux qui durent prennent fin, et vos aidants en sont prévenus']
        : []),
      ...(held
        ? [
            'les mandats que vous avez acceptés\u00a0: ceux qui durent prennent fin, et les personnes que vous aidez en sont prévenues',
          ]
        : []),
    ],
    conserve: held
      ? [
          {
            quoi: 'ce que vous avez écrit et envoyé au nom d’une autre personne, avec votre nom sous vos messages',
            pourquoi: 'ces demandes sont les siennes',
          },
        ]
      : [],
    poursuivi: [],
  };
}

function elementOf(mandat: Mandat, histoire: readonly PlacedEntry[], personneId: string): ElementExporte {
  const given = mandat.mandantId === personneId;
  return {
    donnees: {
      id: mandat.id,
      role: given ? 'mandant' : 'mandataire',
      mandant: mandat.mandantNom,
      mandataire: mandat.mandataireNom,
      lienEnvoyeA: mandat.mandataireEmail,
      // With all of them when null.
      organisation: mandat.limiteOrganisationNom,
      duree: mandat.duree,
      statut: mandat.statut,
      proposeLe: mandat.createdAt,
      accepteLe: mandat.acceptedAt,
      echeance: mandat.echeance,
      termineLe: mandat.endedAt,
      histoire: histoire.map(({ entry: { id, at, type } }) => ({ ecriture: id, le: at, type })),
    },
    page: (
      <>
        <h3>
          {given ? 'Mandat donné' : 'Mandat reçu'}, proposé le {formatInstant(mandat.createdAt)}
        </h3>
        <SummaryList
          rows={[
            given ? { label: 'Aidant', value: aidantDe(mandat) } : { label: 'Personne aidée', value: aideDe(mandat) },
            { label: 'État', value: ETATS_MANDAT[mandat.statut].text },
            { label: 'Pour', value: porteeDe(mandat) },
            { label: 'Durée choisie', value: DUREES_MANDAT[mandat.duree].libelle },
            ...(mandat.acceptedAt ? [{ label: 'Accepté', value: formatInstant(mandat.acceptedAt) }] : []),
            { label: 'Terme', value: terme(mandat) },
          ]}
        />
      </>
    ),
    fichiers: [],
  };
}
