import { z } from 'zod';
import { NBSP, quote } from '../../../../values/french.ts';
import type { Champ } from '../champ.ts';
import { AUJOURDHUI } from '../regles/entrees.ts';
import { regleDuChamp } from '../regles.ts';
import type { Source } from '../source.ts';
import type { ChampLu, Lecteur } from './champs.ts';
import { champsDesLignes } from './conditions.ts';
import type { Chemin } from './rapport.ts';
import { vouliezVous } from './voisin.ts';

/** A source that the platform knows: what it is called and what it can give. */
export type SourceConnue = Pick<Source, 'id' | 'donnees' | 'pour'>;

/** Everything in the file that names something else of the file, by its id. */
export type Renvois = {
  readonly champs: readonly ChampLu[];
  readonly sources: readonly { readonly id: string }[];
  readonly situation: Readonly<Record<string, string>>;
  readonly demandeur: readonly string[];
  readonly demandeurs: unknown;
  readonly regles: readonly string[];
};

export function verifierRenvois(renvois: Renvois, connues: readonly SourceConnue[], lecteur: Lecteur): void {
  verifierIdentifiants(renvois.champs, lecteur);
  verifierSources(renvois, connues, lecteur);
  verifierSituation(renvois, lecteur);
  const champs = new Map(renvois.champs.map(({ champ }) => [champ.id, champ]));
  renvois.demandeur.forEach((path, index) => {
    const refusal = refuserChemin(path, champs, lecteur, false);
    if (refusal) lecteur.rapport.signaler(lecteur.source.lieuDe(['demandeur', index]), ...refusal);
  });
  for (const { champ, chemin } of renvois.champs) {
    const regle = regleDuChamp(champ);
    if (regle === undefined || renvois.regles.includes(regle)) continue;
    lecteur.rapport.signaler(
      lecteur.source.lieuDe([...chemin, 'regle']),
      `La règle ${quote(regle)} n’existe pas.`,
      vouliezVous(regle, renvois.regles, 'Écrivez-la dans regles.publicodes.yaml.'),
    );
  }
}

/** An id names one answer, for ever: in exports, in conditions, in letters. */
function verifierIdentifiants(champs: readonly ChampLu[], { source, rapport }: Lecteur): void {
  const seen = new Set<string>();
  for (const { champ, chemin } of champs) {
    if (seen.has(champ.id))
      rapport.signaler(
        source.lieuDe([...chemin, 'id']),
        `Deux champs s’appellent ${quote(champ.id)}.`,
        'Donnez un autre identifiant à l’un des deux.',
      );
    seen.add(champ.id);
  }
}

function verifierSources(
  { champs, sources, demandeurs }: Renvois,
  connues: readonly SourceConnue[],
  { source, registre, rapport }: Lecteur,
): void {
  const servies = new Set<string>();
  for (const { champ, chemin } of champs) {
    const { prefill } = champ;
    if (!prefill) continue;
    servies.add(prefill.source);
    const lieu = source.lieuDe([...chemin, 'prefill', 'source']);
    const connue = connues.find(({ id }) => id === prefill.source);
    if (!sources.some(({ id }) => id === prefill.source)) {
      rapport.signaler(
        lieu,
        `La source ${quote(prefill.source)} n’est pas déclarée.`,
        `Ajoutez-la sous ${quote('sources')}, avec sa finalité.`,
      );
    }
    const donnee = prefill.chemin.split('.')[0] ?? '';
    if (connue && donnee !== '' && !connue.donnees.includes(donnee)) {
      rapport.signaler(
        source.lieuDe([...chemin, 'prefill', 'chemin']),
        `La source ${quote(connue.id)} ne donne pas ${quote(donnee)}.`,
        vouliezVous(donnee, connue.donnees, 'Choisissez ce qu’elle donne.'),
      );
    }
    const type = registre.get(champ.type);
    if (type?.nature === 'rien' || type?.sansSaisie) {
      rapport.signaler(
        source.lieuDe([...chemin, 'prefill']),
        `Un champ ${quote(type.nom)} ne se préremplit pas.`,
        `Retirez ${quote('prefill')}.`,
      );
    }
  }
  sources.forEach(({ id }, index) => {
    const lieu = source.lieuDe(['sources', index, 'id']);
    if (!connues.some((connue) => connue.id === id)) {
      rapport.signaler(
        lieu,
        `La source ${quote(id)} est inconnue.`,
        vouliezVous(
          id,
          connues.map((connue) => connue.id),
          'Retirez-la.',
        ),
      );
      return;
    }
    const connue = connues.find((candidate) => candidate.id === id);
    if (connue && !isServed(connue, demandeurs)) {
      const [sert, mot] =
        connue.pour === 'organisations' ? ['organisations', 'personnes'] : ['personnes', 'organisations'];
      rapport.signaler(
        lieu,
        `La source ${quote(id)} ne connaît que les ${sert}, et la démarche est réservée aux ${mot}.`,
        `Retirez-la, ou écrivez ${quote(`demandeurs: ${sert}`)} ou ${quote('demandeurs: tous')}.`,
      );
    }
    if (!servies.has(id)) {
      rapport.signaler(
        lieu,
        `La source ${quote(id)} est demandée mais ne remplit aucun champ.`,
        'Retirez-la\u00a0: on ne demande que les données dont on se sert (RGPD, art.\u00a05.1.c).',
      );
    }
  });
}

function isServed({ pour }: SourceConnue, demandeurs: unknown): boolean {
  const written = demandeurs ?? 'personnes';
  // A word that is none of the three is told by the shape of the file.
  return written !== (pour === 'organisations' ? 'personnes' : 'organisations');
}

function verifierSituation({ champs, situation, regles }: Renvois, lecteur: Lecteur): void {
  const { source, rapport } = lecteur;
  const known = new Map(champs.map(({ champ }) => [champ.id, champ]));
  for (const [regle, path] of Object.entries(situation)) {
    const chemin: Chemin = ['situation', regle];
    if (!regles.includes(regle)) {
      rapport.signaler(
        source.lieuDeCle(chemin),
        `La règle ${quote(regle)} n’existe pas.`,
        vouliezVous(regle, regles, 'Écrivez-la dans regles.publicodes.yaml.'),
      );
    }
    const refusal = path === AUJOURDHUI ? undefined : refuserChemin(path, known, lecteur, true);
    if (refusal) rapport.signaler(source.lieuDe(chemin), ...refusal);
  }
}

/** @returns what is wrong with the path of an answer, and what to write */
function refuserChemin(
  path: string,
  champs: ReadonlyMap<string, Champ>,
  { registre }: Lecteur,
  calcul: boolean,
): [string, string] | undefined {
  const [id = '', ...parties] = path.split('.');
  const champ = champs.get(id);
  const type = champ && registre.get(champ.type);
  if (!champ || !type)
    return [
      `Le champ ${quote(id)} n’existe pas.`,
      vouliezVous(id, [...champs.keys()], 'Nommez un champ de la démarche.'),
    ];
  if (type.nature === 'rien' || type.sansSaisie)
    return [`Un champ ${quote(type.nom)} n’a pas de réponse.`, 'Nommez un autre champ.'];
  if (type.nature === 'lignes') {
    const ids = champsDesLignes(champ).map((cell) => cell.id);
    if (!calcul) return [`${quote(id)} est une liste de lignes, pas un nom.`, 'Nommez un champ d’une seule réponse.'];
    if (parties.length === 0 || ids.includes(parties[0] ?? '')) return undefined;
    return [
      `${quote(parties.join('.'))} n’existe pas dans les lignes de ${quote(id)}.`,
      vouliezVous(parties.join('.'), ids, 'Nommez un champ des lignes.'),
    ];
  }
  const known = type.valeur instanceof z.ZodObject ? Object.keys(type.valeur.shape) : [];
  if (parties.length === 0) {
    return type.nature === 'objet'
      ? [
          `${quote(id)} a plusieurs parties${NBSP}: il faut en nommer une.`,
          `Écrivez par exemple ${quote(`${id}.${known[0] ?? ''}`)}.`,
        ]
      : undefined;
  }
  if (known.includes(parties.join('.'))) return undefined;
  return [
    `${quote(path)} n’existe pas dans un champ ${quote(type.nom)}.`,
    vouliezVous(parties.join('.'), known, `Écrivez ${quote(id)}.`),
  ];
}
