import { formatJour } from '../../../../values/format-jour.ts';
import type { Jour } from '../../../../values/jour.ts';
import { parseRna } from '../../../../values/rna.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { completerRna } from './completer.ts';
import { type RnaOptions, rna, type ValeurRna } from './definition.ts';

/** As for a SIRET: what the register said stays with the number, an unknown one goes on, a dissolved one does not. */
export const rnaParser: ChampParser<RnaOptions, ValeurRna> = {
  parse(saisie, champ, _contexte, faits) {
    if (saisie.get() === '') return VIDE;
    const read = parseRna(saisie.get());
    if (!read.ok) return refus(read.error);
    const kept = rna.valeur.safeParse(faits.reponses[champ.id]);
    const valeur: ValeurRna = kept.success && kept.data.rna === read.value ? kept.data : { rna: read.value };
    return valeur.association?.active === false
      ? { ok: false, erreurs: { '': dissoute(valeur.association) }, valeur }
      : lu(valeur);
  },
  typed: ({ rna }) => ({ '': rna }),
  completer: completerRna,
};

function dissoute({ nom, dissouteLe }: NonNullable<ValeurRna['association']>): string {
  const quand = dissouteLe ? ` depuis le ${formatJour(dissouteLe as Jour)}` : '';
  return `Cette association (${nom}) est dissoute${quand}. Vérifiez le numéro.`;
}
