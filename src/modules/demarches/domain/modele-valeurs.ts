import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { centimes, formatMontant } from '../../../values/montant.ts';
import type { Calcul, ContexteChamp } from './champ.ts';
import { champsOfDefinition, type Definition } from './definition.ts';
import { nomDuDemandeur } from './demandeur.ts';
import type { Balise, ValeursModele } from './modele.ts';
import { lireValeur, typeOf } from './registre.ts';
import type { Reponses, Valeur } from './valeur.ts';

export type SourceDesValeurs = {
  readonly definition: Definition;
  readonly reponses: Reponses;
  readonly calculs: ReadonlyMap<string, Calcul>;
  readonly contexte: ContexteChamp;
  readonly organisation: { readonly nom: string; readonly adresse?: string };
  readonly dossier: { readonly numero: string; readonly deposeLe?: Jour; readonly lien?: string };
  /** The organisation in whose name it is asked; the answers name a person. */
  readonly porteur?: string;
  readonly decision?: { readonly motif: string; readonly date: Jour };
};

/** Everything that the tags of a text may name for one dossier. What is not known is absent. */
export function valeursDuModele(source: SourceDesValeurs): ValeursModele {
  const { definition, reponses, calculs, organisation, dossier, decision } = source;
  const balises: { readonly [balise in Balise]: string | undefined } = {
    'dossier.numero': dossier.numero,
    'dossier.date_depot': dossier.deposeLe && formatJour(dossier.deposeLe),
    'dossier.lien': dossier.lien,
    demandeur: source.porteur ?? nomDuDemandeur(definition, reponses),
    'organisation.nom': organisation.nom,
    'organisation.adresse': organisation.adresse,
    'demarche.titre': definition.titre,
    'decision.date': decision && formatJour(decision.date),
    'decision.motif': decision?.motif,
  };
  const known = Object.entries(balises).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const computed = [...calculs].filter(([, calcul]) => calcul.valeur !== undefined);
  return new Map([
    ...known,
    ...computed.map(([regle, { texte }]) => [`calculs.${regle}`, texte] as const),
    ...champsOfDefinition(definition).flatMap((champ) => {
      const valeur = reponses[champ.id];
      if (valeur === undefined) return [];
      const lue = lireValeur(champ, valeur, source.contexte);
      const { enPhrase, montants } = typeOf(champ, source.contexte);
      const phrase = typeof lue === 'string' ? lue : enPhrase?.(valeur as never);
      const whole = phrase === undefined ? [] : [[`reponses.${champ.id}`, phrase] as const];
      return [...whole, ...partiesOf(`reponses.${champ.id}`, valeur, montants)];
    }),
  ]);
}

/** The parts of an answer that are a text, a number or an amount: `reponses.adresse.commune`. */
function partiesOf(
  prefixe: string,
  valeur: Valeur,
  montants: readonly string[] = [],
): readonly (readonly [string, string])[] {
  if (typeof valeur !== 'object' || Array.isArray(valeur)) return [];
  return Object.entries(valeur).flatMap(([partie, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const isAmount = typeof value === 'number' && montants.includes(partie);
    return [[`${prefixe}.${partie}`, isAmount ? formatMontant(centimes(value), 'if-any') : String(value)] as const];
  });
}
