import { NBSP, quote } from '../../../values/french.ts';
import type { AncienneCommune, Cog, CommuneCog } from './cog.ts';
import { nameOfCommune, nameOfGroupement } from './official-name.ts';
import { wordsOf } from './slug.ts';

/** What to do with a code that no commune of today has: a former commune, a postcode, a slip. */
export function explainUnknownCommune(cog: Cog, code: string): string {
  const former = cog.anciennes.find((one) => one.code === code);
  const present =
    cog.communes.find(({ anciensCodes }) => anciensCodes.includes(code)) ??
    cog.communes.find((one) => one.code === former?.communeActuelle);
  if (present) {
    const what = former
      ? `${nameOfCommune(former)} (${code}) est ${NATURES[former.nature]}`
      : `${code} est le code d’une ancienne commune`;
    return `${what}. La collectivité est aujourd’hui ${nameOfCommune(present)}${NBSP}: ajoutez ${present.code}.`;
  }
  const delivered = byPopulation(cog.communes.filter(({ codesPostaux }) => codesPostaux.includes(code)));
  if (delivered.length > 0) {
    return `${code} est un code postal. Donnez le code Insee de la commune${NBSP}: ${list(delivered.map(choice))}.`;
  }
  return `Aucune commune du code officiel géographique n’a le code Insee ${code}. Donnez par exemple ${quote('86194')} pour Poitiers, ou un SIREN.`;
}

/** For a name typed in place of a code: the communes and groupings that it may be. */
export function suggestFor(cog: Cog, typed: string): string {
  const wanted = wordsOf(typed);
  const choices = [
    ...byPopulation(cog.communes.filter(({ nom }) => begins(nom, wanted))).map(choice),
    ...cog.groupements
      .filter(({ nom }) => begins(nom, wanted))
      .map((groupement) => `${nameOfGroupement(groupement)} (${groupement.siren})`),
  ];
  const start = `${quote(typed.trim().slice(0, 60))} n’est ni un code Insee, ni un SIREN.`;
  if (choices.length === 0) return `${start} Donnez par exemple ${quote('86194')} pour Poitiers.`;
  return `${start} Vouliez-vous dire${NBSP}: ${list(choices)}${NBSP}?`;
}

/** Some 3 000 codes Insee are also the postcode of other communes: people mix them up. */
export function postcodeRemark(cog: Cog, commune: CommuneCog): string | null {
  if (commune.codesPostaux.includes(commune.code)) return null;
  const [largest] = byPopulation(cog.communes.filter(({ codesPostaux }) => codesPostaux.includes(commune.code)));
  if (!largest) return null;
  return `${commune.code} est aussi le code postal d’une autre commune${NBSP}: ${nameOfCommune(largest)}, code Insee ${largest.code}.`;
}

const NATURES: Readonly<Record<AncienneCommune['nature'], string>> = {
  deleguee: 'une commune déléguée',
  associee: 'une commune associée',
  arrondissement: 'un arrondissement municipal',
};

const MOST_CHOICES = 5;

function list(choices: readonly string[]): string {
  const shown = choices.slice(0, MOST_CHOICES).join(', ');
  return choices.length > MOST_CHOICES ? `${shown}… (${choices.length} en tout)` : shown;
}

function choice(commune: CommuneCog): string {
  return `${nameOfCommune(commune)} (${commune.code})`;
}

function byPopulation(communes: readonly CommuneCog[]): CommuneCog[] {
  return communes.toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
}

/** Every word typed begins a word of the name: « grand poit » for « Grand Poitiers ». */
function begins(name: string, typed: readonly string[]): boolean {
  const words = wordsOf(name);
  return typed.length > 0 && typed.every((start) => words.some((word) => word.startsWith(start)));
}
