import { percent } from '../../values/ratio.ts';
import {
  compilerRegles,
  evaluerRegle,
  poserFaits,
  type Resultat,
  seuilsDe,
  typographierRegles,
} from '../demarches/index.ts';
import type { Collectivite } from './domain/collectivite.ts';
import {
  type Aide,
  type Critere,
  criteresDe,
  type Depense,
  type Eligibilite,
  FAITS,
  REGLE,
  texteDe,
} from './domain/eligibilite.ts';

/** The rules of a session, as the fund asks them. No I/O: here because the engine of rules is that of `demarches`. */
export type ReglesOuvertes = {
  /** Whether it may ask, why, and for how much. */
  evaluer(collectivite: Collectivite): Eligibilite;
  /** The verdict alone, remembered: what a comparison over the whole country asks. */
  estEligible(collectivite: Collectivite): boolean | undefined;
  prendEnCharge(depense: Depense): boolean;
};

/**
 * Compiles the rules of one version: a few milliseconds, once. Their words get the spaces of French typography here, not
 * in what is kept: what was published is what its file said, and the same file is the same version.
 *
 * @throws Error on rules that the loader would refuse
 */
export function ouvrirRegles(publiees: Readonly<Record<string, unknown>>): ReglesOuvertes {
  const regles = typographierRegles(publiees);
  const compilees = compilerRegles(regles);
  const criteres = criteresDe(regles);
  if (!criteres) throw new Error('These rules have no criteria');
  const verdicts = new Map<string, boolean | undefined>();
  const morceau = morceauxDe(seuilsDe(compilees, REGLE.eligible, FAITS.population));

  const ask = (regle: string) =>
    Object.hasOwn(regles, regle) ? evaluerRegle(compilees, regle, NOTHING)?.resultat : undefined;

  const verdict = (regle: string) => booleanOf(ask(regle));

  return {
    evaluer(collectivite) {
      poserFaits(compilees, faitsOf(collectivite));
      return {
        eligible: verdict(REGLE.eligible),
        criteres: criteres.map(
          (regle): Critere => ({
            titre: texteDe(regles, regle, 'titre') ?? regle,
            rempli: verdict(regle),
            source: texteDe(regles, regle, 'note'),
          }),
        ),
        aide: aideOf(ask),
      };
    },
    estEligible(collectivite) {
      const key = `${collectivite.type} ${morceau(collectivite.population)}`;
      if (!verdicts.has(key)) {
        poserFaits(compilees, faitsOf(collectivite));
        verdicts.set(key, verdict(REGLE.eligible));
      }
      return verdicts.get(key);
    },
    prendEnCharge(depense) {
      poserFaits(compilees, { [FAITS.depense]: depense });
      return verdict(REGLE.depense) ?? false;
    },
  };
}

/** Names the piece that a number is in: on a threshold, or between two. Without thresholds, each number is its own. */
function morceauxDe(seuils: readonly number[] | undefined): (n: number | null) => string {
  return (n) => {
    if (n === null || seuils === undefined) return String(n);
    const above = seuils.findIndex((seuil) => n <= seuil);
    return above >= 0 && seuils[above] === n ? `=${above}` : `<${above}`;
  };
}

function faitsOf({ type, population }: Collectivite): Record<string, string | number> {
  return { [FAITS.type]: type, ...(population === null ? {} : { [FAITS.population]: population }) };
}

/** A rule that does not apply is no condition that is met. */
function booleanOf(resultat: Resultat | undefined): boolean | undefined {
  if (resultat?.type === 'booleen') return resultat.valeur;
  return resultat?.type === 'sans_objet' ? false : undefined;
}

function aideOf(ask: (regle: string) => Resultat | undefined): Aide {
  const forfait = ask(REGLE.forfait);
  if (forfait?.type === 'montant') return { type: 'forfait', montant: forfait.valeur };
  const taux = ask(REGLE.taux);
  if (taux?.type !== 'nombre') throw new Error('These rules give neither a lump sum nor a rate');
  const plafond = ask(REGLE.plafond);
  return {
    type: 'taux',
    taux: percent(String(taux.valeur)),
    plafond: plafond?.type === 'montant' ? plafond.valeur : undefined,
  };
}

const NOTHING: ReadonlyMap<string, string> = new Map();
