import { formatDepartement, parseCodeDepartement } from '../../../values/code-departement.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { formatSiren, parseSiren, type Siren } from '../../../values/siren.ts';
import { parseSiret, sirenOf } from '../../../values/siret.ts';
import type { Cog, CommuneCog } from './cog.ts';
import { describer } from './describe-organisation.ts';
import type { Faits } from './fait-organisation.ts';
import { nameOfCommune } from './official-name.ts';
import type { NewOrganisation } from './organisation.ts';
import { explainUnknownCommune, postcodeRemark, suggestFor } from './organisation-hints.ts';

export type FoundOrganisation = {
  readonly organisation: NewOrganisation;
  /** What the person may have meant instead: some codes are also the postcode of another commune. */
  readonly remarque: string | null;
};

export type FindOrganisation = (code: string, siren?: string) => Result<FoundOrganisation>;

/**
 * Finds the organisation that a code names: code Insee of a commune, number of a département, SIREN or SIRET of a
 * commune, a grouping, a département, a region or a service of the State. The second parameter is the SIREN of a
 * commune that the geographic code knows without it (New Caledonia, French Polynesia…).
 */
export function organisationFinder(cog: Cog, faits: Faits): FindOrganisation {
  const describe = describer(cog, faits);
  const communesBySiren = firstBy(cog.communes, ({ siren }) => siren);
  const groupementsBySiren = firstBy(cog.groupements, ({ siren }) => siren);

  return (typed, givenSiren) => {
    const code = typed.replace(/[\s.]/g, '').toUpperCase();
    if (code === '') return refuse(`Indiquez un code Insee ou un SIREN, par exemple ${quote('86194')} pour Poitiers.`);
    if (/^\d{9}$/.test(code)) return bySiren(parseSiren(code));
    if (/^\d{14}$/.test(code)) {
      const siret = parseSiret(code);
      return siret.ok ? bySiren(ok(sirenOf(siret.value))) : siret;
    }
    if (/^\d[\dAB]\d{3}$/.test(code)) return byCommune(code, givenSiren);
    if (/^(\d{1,3}|2[AB])$/.test(code)) return byDepartement(code);
    return refuse(suggestFor(cog, typed));
  };

  function bySiren(siren: Result<Siren>): Result<FoundOrganisation> {
    if (!siren.ok) return siren;
    const fait = faits.organisations.find((one) => one.siren === siren.value);
    if (fait) return found(describe.fait(fait));
    const commune = communesBySiren.get(siren.value);
    if (commune) return found(describe.commune(commune, siren.value));
    const groupement = groupementsBySiren.get(siren.value);
    if (groupement) return found(describe.groupement(groupement, siren.value));
    return refuse(
      `Le SIREN ${formatSiren(siren.value)} n’est celui d’aucune commune ni d’aucun groupement à fiscalité propre du code officiel géographique, ni d’aucune organisation de catalogue/organisations.yaml. Vérifiez-le, ou donnez un code Insee.`,
    );
  }

  function byCommune(code: string, givenSiren: string | undefined): Result<FoundOrganisation> {
    const commune = cog.communes.find((one) => one.code === code);
    if (!commune || commune.population === null) return refuse(explainUnknownCommune(cog, code));
    const siren = sirenOfCommune(commune, givenSiren);
    return siren.ok ? found(describe.commune(commune, siren.value), postcodeRemark(cog, commune)) : siren;
  }

  function byDepartement(typed: string): Result<FoundOrganisation> {
    const code = parseCodeDepartement(typed);
    if (!code.ok) return code;
    const fait = faits.organisations.find((one) => one.type === 'departement' && one.code === code.value);
    if (fait) return found(describe.fait(fait));
    return refuse(
      `Le code officiel géographique ne donne pas le SIREN du département ${formatDepartement(code.value)}${NBSP}: ajoutez-le à catalogue/organisations.yaml, avec sa source, puis recommencez.`,
    );
  }
}

function sirenOfCommune(commune: CommuneCog, given: string | undefined): Result<Siren> {
  const typed = given === undefined ? undefined : parseSiren(given);
  if (commune.siren === null) {
    if (typed) return typed;
    return refuse(
      `Le code officiel géographique ne donne pas le SIREN de ${nameOfCommune(commune)}${NBSP}: ajoutez-le à la commande, sous la forme --siren 123456789.`,
    );
  }
  const known = parseSiren(commune.siren);
  if (!known.ok || !typed || (typed.ok && typed.value === known.value)) return known;
  return refuse(
    `Le SIREN de ${nameOfCommune(commune)} est ${formatSiren(known.value)} d’après le code officiel géographique, et non celui que vous donnez.`,
  );
}

function found(organisation: NewOrganisation, remarque: string | null = null): Result<FoundOrganisation> {
  return ok({ organisation, remarque });
}

/** A fund looks thousands of them up, among tens of thousands. */
function firstBy<T>(items: readonly T[], keyOf: (item: T) => string | null): ReadonlyMap<string | null, T> {
  return new Map(items.map((item) => [keyOf(item), item] as const).toReversed());
}
