import { join } from 'node:path';
import { createBlobs } from '../../../platform/blobs/blobs.ts';
import { createDiskStore } from '../../../platform/blobs/disk-store.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Services } from '../../../platform/services.ts';
import type { Annuaire } from '../../comptes/index.ts';
import { openJournal } from '../../journal/index.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { Definition } from '../domain/definition.ts';
import { type Moteur, makeMoteur } from '../moteur.ts';
import { adoptDemarche } from '../use-cases/adopt-demarche.ts';
import { MUETS } from './moteur.ts';

type Outils = Omit<Services, 'blobs'> & { readonly mail: Mail; readonly annuaire: Annuaire };

export type MoteurDeService = Moteur & { readonly annuaire: Annuaire };

/** The engine on a real database, a real journal and a real store of files, with no other administration to ask. */
export async function makeTestMoteur(
  { db, clock, random, logger, publicUrl, mail, annuaire }: Outils,
  folder: string,
): Promise<MoteurDeService> {
  const outils = { db, clock, random, logger, publicUrl, mail };
  const blobs = await createBlobs({
    ...outils,
    store: createDiskStore(join(folder, 'fichiers')),
    quarantine: join(folder, 'quarantaine'),
  });
  const journal = await openJournal({
    ...outils,
    origin: 'https://parvis.exemple',
    keyFile: join(folder, 'journal.pem'),
  });
  const moteur = makeMoteur({
    ...outils,
    blobs,
    journal,
    registre: registreDesChamps,
    sources: new Map(),
    communes: () => [],
    referentiels: MUETS,
  });
  return { ...moteur, annuaire };
}

/** The smallest démarche with an answer to type and a file to join: one step, « vous ». */
export const DEMARCHE: Definition = {
  id: 'essai',
  titre: 'Demande d’essai',
  resume: 'Pour les tests.',
  presentation: [],
  duree: '1 minute',
  aPreparer: [],
  sources: [],
  sections: [
    {
      id: 'vous',
      titre: 'Vous',
      champs: [
        { id: 'nom', type: 'texte', libelle: 'Votre nom', obligatoire: true, options: { longueurMax: 100 } },
        {
          id: 'photo',
          type: 'piece',
          libelle: 'Une photo',
          obligatoire: false,
          options: { accept: ['pdf'], tailleMaxMo: 1, max: 3 },
        },
      ],
    },
  ],
  regles: {},
  situation: {},
  demandeurs: 'tous',
  demandeur: ['nom'],
  decisions: {
    accepte: { motifs: [], lettre: { objet: 'Oui', corps: 'Oui.' } },
    refuse: { motifs: [], lettre: { objet: 'Non', corps: 'Non.' } },
    sans_suite: { motifs: [], lettre: { objet: 'Rien', corps: 'Rien.' } },
  },
  courriels: {
    depot: { objet: 'Déposé', corps: 'Déposé.' },
    correction: { objet: 'À corriger', corps: 'À corriger.' },
    message: { objet: 'Message', corps: 'Message.' },
    decision: { objet: 'Décidé', corps: 'Décidé.' },
  },
  conservationMois: 12,
};

export type OrganisationDeTest = {
  readonly id: string;
  readonly siren: string;
  readonly nom: string;
  readonly slug: string;
};

/** Offers `DEMARCHE` in an organisation that is there already. */
export async function publishTestDemarche(moteur: Moteur, { id }: OrganisationDeTest): Promise<void> {
  await moteur.db.transaction({ systeme: true }, (tx) =>
    adoptDemarche(tx, moteur, { organisationId: id, slug: DEMARCHE.id, definition: DEMARCHE }),
  );
}
