import { formatJour } from '../../../../values/format-jour.ts';
import { NBSP } from '../../../../values/french.ts';
import type { Jour } from '../../../../values/jour.ts';
import { formatSiret, parseSiret, sirenOf } from '../../../../values/siret.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { completerSiret } from './completer.ts';
import { type SiretOptions, siret, type ValeurSiret } from './definition.ts';

/**
 * What the register said of a number stays with it while it is the same; a form cannot give it. A number that the
 * register does not know is accepted (a creation of last week), a closed one is not, unless the démarche wants them.
 */
export const siretParser: ChampParser<SiretOptions, ValeurSiret> = {
  parse(saisie, champ, _contexte, faits) {
    if (saisie.get() === '') return VIDE;
    const read = parseSiret(saisie.get());
    if (!read.ok) return refus(read.error);
    const kept = siret.valeur.safeParse(faits.reponses[champ.id]);
    const valeur: ValeurSiret =
      kept.success && kept.data.siret === read.value ? kept.data : { siret: read.value, siren: sirenOf(read.value) };
    const closed = valeur.organisme?.etat === 'ferme' && !champ.options.fermeAccepte;
    return closed ? { ok: false, erreurs: { '': ferme(valeur) }, valeur } : lu(valeur);
  },
  typed: ({ siret }) => ({ '': afficherSiret(siret) }),
  completer: completerSiret,
};

/** « 130 025 265 00013 »; as it is when it is no number. */
export function afficherSiret(siret: string): string {
  const read = parseSiret(siret);
  return read.ok ? formatSiret(read.value) : siret;
}

function ferme({ organisme }: ValeurSiret): string {
  const { nom, fermeLe } = organisme ?? {};
  const quand = fermeLe ? ` depuis le ${formatJour(fermeLe as Jour)}` : '';
  const qui = nom ? ` (${nom})` : '';
  return `Cet établissement${qui} est fermé${quand}. Indiquez le numéro SIRET d’un établissement ouvert${NBSP}: il change quand on déménage.`;
}
