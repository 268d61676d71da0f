import { formatSiret, parseSiret, sirenOf } from '../../../../values/siret.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { SiretOptions, ValeurSiret } from './definition.ts';

export const siretParser: ChampParser<SiretOptions, ValeurSiret> = {
  parse(saisie) {
    if (saisie.get() === '') return VIDE;
    const read = parseSiret(saisie.get());
    return read.ok ? lu({ siret: read.value as string, siren: sirenOf(read.value) as string }) : refus(read.error);
  },
  typed: ({ siret }) => ({ '': afficherSiret(siret) }),
};

/** « 130 025 265 00013 »; as it is when it is no number. */
export function afficherSiret(siret: string): string {
  const read = parseSiret(siret);
  return read.ok ? formatSiret(read.value) : siret;
}
