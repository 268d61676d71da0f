import { z } from 'zod';
import { NBSP, quote } from '../../../values/french.ts';
import { centimes, euros, formatMontant, type Montant } from '../../../values/montant.ts';
import { centimesOf } from './regles/centimes.ts';

/**
 * A tariff grid by quotient familial. A tranche goes from `de`, included, to `moinsDe`, excluded: `[de, moinsDe[`. The
 * last has no end. Bounds and prices are amounts.
 */
export type Grille = { readonly tranches: readonly Tranche[]; readonly controles: ControlesGrille };

export type Tranche = {
  readonly de: Montant;
  readonly moinsDe?: Montant;
  /** Last value included, as towns publish it (« 0 à 622 »): always refused, with what to write instead. */
  readonly compris?: Montant;
  readonly prix: Montant;
};

export type ControlesGrille = {
  /** What one user costs the service, subsidies deducted: no price may exceed it (code de l’éducation, art. R531-53). */
  readonly coutParUsager?: Montant;
  /** Added to a price without booking: counts in the same ceiling (CE, 9 March 1998, Ville de Marignane). */
  readonly majoration?: Montant;
  /** True when the town claims the State aid « cantine à 1 € ». */
  readonly aideEtat: boolean;
};

/** An amount written in euros in a file, read in cents. */
export const montantEnEuros: z.ZodType<Montant> = z
  .number('un montant en euros')
  .refine(
    (value) => value >= 0 && value <= 100_000 && centimesOf(value) / 100 === value,
    'un montant de 0 à 100 000 euros, deux chiffres après la virgule au plus',
  )
  .transform(centimesOf);

/** The grid as it is written in a file, in euros. */
export const grilleSchema: z.ZodType<Grille> = z
  .strictObject({
    tranches: z
      .array(
        z.strictObject({
          de: montantEnEuros,
          moins_de: montantEnEuros.optional(),
          a: montantEnEuros.optional(),
          prix: montantEnEuros,
        }),
      )
      .min(1, 'au moins une tranche')
      .max(100, '100 tranches au plus'),
    cout_par_usager: montantEnEuros.optional(),
    majoration: montantEnEuros.optional(),
    aide_etat: z.boolean('« true » ou « false »').default(false),
  })
  .transform(({ tranches, cout_par_usager, majoration, aide_etat }) => ({
    tranches: tranches.map(({ de, moins_de, a, prix }) => ({
      de,
      prix,
      ...(moins_de === undefined ? {} : { moinsDe: moins_de }),
      ...(a === undefined ? {} : { compris: a }),
    })),
    controles: {
      aideEtat: aide_etat,
      ...(cout_par_usager === undefined ? {} : { coutParUsager: cout_par_usager }),
      ...(majoration === undefined ? {} : { majoration }),
    },
  }));

/** @returns what is wrong in the grid, each with its remedy, as sentences; none when it can be voted. */
export function verifierGrille({ tranches, controles }: Grille): readonly string[] {
  const bornesComprises = tranches.filter(({ compris }) => compris !== undefined);
  if (bornesComprises.length > 0) return [direBornesComprises(tranches)];
  return [
    ...direDebutEtFin(tranches),
    ...direVoisines(tranches),
    ...direCout(tranches, controles),
    ...direAide(tranches, controles),
  ];
}

/** « moins de 400 € », « de 400 € à moins de 640 € », « 1 900 € et plus »; a missing bound is no bound. */
export function intervalleEnTexte(de: string | undefined, moinsDe: string | undefined): string {
  if (moinsDe === undefined) return de === undefined ? 'toutes les valeurs' : `${de} et plus`;
  return de === undefined ? `moins de ${moinsDe}` : `de ${de} à moins de ${moinsDe}`;
}

/** « moins de 400 € : 0,90 € ; de 400 € à moins de 640 € : 1,80 €… » */
export function grilleEnTexte({ tranches }: Grille): string {
  return tranches
    .map((tranche) => `${trancheEnTexte(tranche)}${NBSP}: ${formatMontant(tranche.prix)}`)
    .join(`${NBSP}; `);
}

function trancheEnTexte({ de, moinsDe }: Tranche): string {
  return intervalleEnTexte(de === 0 ? undefined : enEuros(de), moinsDe === undefined ? undefined : enEuros(moinsDe));
}

/** Bounds included on both sides leave holes as soon as a quotient is not a whole number. */
function direBornesComprises(tranches: readonly Tranche[]): string {
  const ecrite = tranches.map(({ de, compris }) =>
    compris === undefined ? `${nombre(de)} et plus` : `${nombre(de)} à ${nombre(compris)}`,
  );
  const trou = tranches.find(({ compris }) => compris !== undefined)?.compris ?? 0;
  const convertie = tranches.map(
    ({ de, compris }) => `[${nombre(de)}\u00a0; ${compris === undefined ? '∞' : nombre(centimes(compris + 100))}[`,
  );
  return `La grille ${quote(ecrite.join(' / '))} ne couvre pas ${nombre(centimes(trou + 50))}${NBSP}: écrivez ${quote('moins_de')} à la place de ${quote('a')} pour obtenir ${convertie.join(' ')}, et faites valider ces bornes.`;
}

function direDebutEtFin(tranches: readonly Tranche[]): readonly string[] {
  const [premiere, derniere] = [tranches.at(0), tranches.at(-1)];
  const sentences: string[] = [];
  if (premiere && premiere.de !== 0)
    sentences.push(
      `La première tranche commence à ${enEuros(premiere.de)}${NBSP}: les quotients plus petits n’ont pas de prix. Écrivez ${quote('de: 0')}.`,
    );
  if (derniere?.moinsDe !== undefined)
    sentences.push(
      `La dernière tranche s’arrête avant ${enEuros(derniere.moinsDe)}${NBSP}: les quotients plus grands n’ont pas de prix. Retirez son ${quote('moins_de')} ou ajoutez une tranche.`,
    );
  return sentences;
}

function direVoisines(tranches: readonly Tranche[]): readonly string[] {
  return tranches.flatMap((tranche, index) => {
    const suivante = tranches[index + 1];
    const sentences: string[] = [];
    if (tranche.moinsDe !== undefined && tranche.moinsDe <= tranche.de)
      sentences.push(
        `La tranche ${index + 1} est vide${NBSP}: elle va de ${enEuros(tranche.de)} à moins de ${enEuros(tranche.moinsDe)}.`,
      );
    if (!suivante) return sentences;
    if (tranche.moinsDe === undefined)
      sentences.push(
        `La tranche ${index + 1} n’a pas de fin alors qu’une autre la suit${NBSP}: ajoutez ${quote(`moins_de: ${brut(suivante.de)}`)}.`,
      );
    else if (tranche.moinsDe < suivante.de)
      sentences.push(
        `La grille a un trou${NBSP}: un quotient de ${enEuros(tranche.moinsDe)} à moins de ${enEuros(suivante.de)} n’a pas de prix.`,
      );
    else if (tranche.moinsDe > suivante.de)
      sentences.push(
        `Deux tranches se chevauchent${NBSP}: un quotient de ${enEuros(suivante.de)} à moins de ${enEuros(tranche.moinsDe)} a deux prix.`,
      );
    if (suivante.prix < tranche.prix)
      sentences.push(
        `Le prix baisse quand le quotient monte${NBSP}: ${formatMontant(tranche.prix)}, puis ${formatMontant(suivante.prix)} à partir de ${enEuros(suivante.de)}.`,
      );
    return sentences;
  });
}

function direCout(
  tranches: readonly Tranche[],
  { coutParUsager, majoration = centimes(0) }: ControlesGrille,
): readonly string[] {
  if (coutParUsager === undefined) return [];
  const plusHaut = centimes(Math.max(...tranches.map(({ prix }) => prix)) + majoration);
  if (plusHaut <= coutParUsager) return [];
  const detail = majoration === 0 ? '' : ', majoration comprise,';
  return [
    `Le prix le plus élevé${detail} est de ${formatMontant(plusHaut)}${NBSP}: il ne peut pas dépasser le coût par usager, ${formatMontant(coutParUsager)} (code de l’éducation, art. R531-53).`,
  ];
}

function direAide(tranches: readonly Tranche[], { aideEtat }: ControlesGrille): readonly string[] {
  if (!aideEtat) return [];
  const sociales = tranches.filter(({ prix }) => prix <= UN_EURO);
  const sentences: string[] = [];
  if (tranches.length < 3)
    sentences.push(`L’aide de l’État demande au moins trois tranches${NBSP}: il y en a ${tranches.length}.`);
  if (sociales.length === 0)
    sentences.push(`L’aide de l’État demande une tranche à ${formatMontant(UN_EURO)} au plus.`);
  if (sociales.length === tranches.length)
    sentences.push(`L’aide de l’État demande une tranche à plus de ${formatMontant(UN_EURO)}.`);
  if (sociales.some(({ moinsDe }) => moinsDe === undefined || moinsDe > FIN_DU_TARIF_SOCIAL))
    sentences.push(
      `Pour l’aide de l’État, un prix de ${formatMontant(UN_EURO)} au plus ne concerne que les quotients de ${enEuros(euros(1000))} au plus. Coupez la tranche à ${quote('moins_de: 1001')}.`,
    );
  return sentences;
}

const UN_EURO = euros(1);
/** Quotients are whole euros: « less than 1 001 » is « 1 000 at most ». */
const FIN_DU_TARIF_SOCIAL = euros(1001);

function enEuros(valeur: Montant): string {
  return formatMontant(valeur, 'if-any');
}

/** « 622,5 »: a bound without its currency. */
function nombre(valeur: Montant): string {
  return (valeur / 100).toLocaleString('fr-FR');
}

/** As it is typed in a file. */
function brut(valeur: Montant): string {
  return String(valeur / 100);
}
