import type { Database } from '../../../platform/db/database.ts';
import {
  type CleLimite,
  countEchec,
  type Disjoncteur,
  forgetEchecs,
  orderRepos,
  type Permission,
  takeCall,
} from '../storage/limites.ts';

/** Restraint towards one API: what all processes may ask of it together. */
export type Retenue = {
  /** @param jeton digest of the habilitation's token, which has a budget of its own; none for a person's own token */
  demander(fournisseur: string, jeton?: string): Promise<Permission>;
  /** Nobody asks this provider, or with `tous` anybody, for that long. */
  reposer(fournisseur: string | 'tous', secondes: number): Promise<void>;
  /** @param essai what `demander` said of this call: nothing is written when all goes well */
  reussir(fournisseur: string, echecsAvant: number): Promise<void>;
  echouer(fournisseur: string): Promise<number>;
};

export type Limites = {
  /** What the address of the installation may ask: all its organisations together. */
  readonly parMinute: number;
  /** What one habilitation may ask. */
  readonly parSeconde: number;
};

/** Five breakdowns in a row: half a minute of rest, then a trial, then twice as long, up to ten minutes. */
const DISJONCTEUR: Disjoncteur = { seuil: 5, reposSecondes: 30, reposMaxSecondes: 600 };
/** Longer than the longest call: a trial whose process dies gives its turn back. */
const ESSAI_SECONDES = 15;

export function makeRetenue(db: Database, api: string, limites: Limites): Retenue {
  return retenueDe(db, api, { limite: limites.parMinute, fenetreSecondes: 60 }, limites.parSeconde);
}

/** For an open API, which knows nobody's token: what it grants to one address, a second. */
export function makeRetenueOuverte(db: Database, api: string, parSeconde: number): Retenue {
  return retenueDe(db, api, { limite: parSeconde, fenetreSecondes: 1 }, parSeconde);
}

function retenueDe(db: Database, api: string, adresse: Omit<CleLimite, 'cle'>, parSecondeEtJeton: number): Retenue {
  const installation: CleLimite = { cle: `${api}:adresse`, ...adresse };
  const cleOf = (fournisseur: string): string => `${api}:fournisseur:${fournisseur}`;
  const run = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction({ systeme: true }, work);
  return {
    demander(fournisseur, jeton) {
      const cles: CleLimite[] = [installation, { cle: cleOf(fournisseur), limite: 0, fenetreSecondes: 1 }];
      if (jeton) cles.push({ cle: `${api}:jeton:${jeton}`, limite: parSecondeEtJeton, fenetreSecondes: 1 });
      return run((tx) => takeCall(tx, cles, ESSAI_SECONDES));
    },
    reposer: (fournisseur, secondes) =>
      run((tx) => orderRepos(tx, fournisseur === 'tous' ? installation.cle : cleOf(fournisseur), secondes)),
    async reussir(fournisseur, echecsAvant) {
      if (echecsAvant > 0) await run((tx) => forgetEchecs(tx, cleOf(fournisseur)));
    },
    echouer: (fournisseur) => run((tx) => countEchec(tx, cleOf(fournisseur), DISJONCTEUR)),
  };
}
