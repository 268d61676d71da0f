import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import type { CourrielEcrit } from './courriel-ecrit.ts';

/** What whoever asks did, that the agents may be told of. */
export type Quoi = 'depot' | 'correction' | 'message' | 'recours';

export type ChoixDeCourriels = 'tous' | 'recours' | 'aucun';

export const CHOIX: readonly ChoixDeCourriels[] = ['tous', 'recours', 'aucun'];

/** Of whoever chose nothing: those who answer are told, those who only read ask for it. */
export const choixParDefaut = (repond: boolean): ChoixDeCourriels => (repond ? 'tous' : 'aucun');

export const veut = (choix: ChoixDeCourriels, quoi: Quoi): boolean =>
  choix === 'tous' || (choix === 'recours' && quoi === 'recours');

/** A dossier as a mail names it: its number and its address, nothing that is somebody's. */
export type DossierNomme = { readonly numero: string; readonly adresse: string };

export type PourAgent = {
  readonly organisation: string;
  /** Address of the page where these mails are chosen. */
  readonly reglages: string;
};

/** At once: its time is the law's (CRPA, art. L231-4, 2°). */
export function courrielDuRecoursRecu(
  { numero, adresse }: DossierNomme,
  reponseAvant: Jour,
  agent: PourAgent,
): CourrielEcrit {
  return {
    subject: `Dossier ${numero}${NBSP}: un recours gracieux est à examiner`,
    text: lettre(
      agent,
      `Un recours gracieux est déposé sur le dossier ${numero}. Répondez avant le ${formatJour(reponseAvant)} inclus. ` +
        'Sans réponse, il est rejeté (code des relations entre le public et l’administration, art. L231-4).',
      `Lire le recours et y répondre${NBSP}:\n${adresse}`,
    ),
  };
}

export type NouveauteNommee = DossierNomme & { readonly quoi: Quoi };

/** A mail is read: beyond, the list says the rest. */
const MOST_TOLD = 30;

/** Once a day: each dossier once under each heading. @param liste address of the dossiers */
export function courrielDuJour(nouveautes: readonly NouveauteNommee[], liste: string, agent: PourAgent): CourrielEcrit {
  const parTitre = Object.entries(TITRES).map(([quoi, titre]) => ({
    titre,
    dossiers: [...new Map(nouveautes.filter((one) => one.quoi === quoi).map((one) => [one.numero, one])).values()],
  }));
  const total = parTitre.reduce((sum, { dossiers }) => sum + dossiers.length, 0);
  let room = MOST_TOLD;
  const parts = parTitre.flatMap(({ titre, dossiers }) => {
    const told = dossiers.slice(0, room);
    room -= told.length;
    return told.length === 0
      ? []
      : [`${titre}${NBSP}:`, told.map(({ numero, adresse }) => `- Dossier ${numero}${NBSP}: ${adresse}`).join('\n')];
  });
  const rest = total - (MOST_TOLD - room);
  const others = rest > 0 ? [`Et ${count(rest, 'autre')}. Voir tous les dossiers${NBSP}:\n${liste}`] : [];
  return { subject: `${count(total, 'nouveauté')} dans les dossiers`, text: lettre(agent, ...parts, ...others) };
}

const TITRES = { depot: 'Demandes déposées', correction: 'Corrections envoyées', message: 'Messages reçus' } as const;

function lettre({ organisation, reglages }: PourAgent, ...parts: readonly string[]): string {
  const pourquoi = `Vous recevez ce message parce que vous suivez les dossiers de ${organisation}. Choisir ces courriels, ou n’en plus recevoir${NBSP}:\n${reglages}`;
  return ['Bonjour,', ...parts, pourquoi].join('\n\n');
}
