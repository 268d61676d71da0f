import { type EtatCivil, type Particulier, particuliers } from '../people.ts';

/** The person whom the identity parameters describe, nobody, or the sign that they are malformed. */
export function findByIdentity(query: URLSearchParams): Particulier | 'nobody' | 'malformed' {
  const prenoms = query.getAll('prenoms[]').filter(Boolean);
  const nom = query.get('nomNaissance') ?? '';
  const sexe = query.get('sexeEtatCivil') ?? '';
  const pays = query.get('codeCogInseePaysNaissance') ?? '';
  if (!nom || prenoms.length === 0 || prenoms.length > 3 || !/^[MF]$/.test(sexe) || !/^99\d{3}$/.test(pays)) {
    return 'malformed';
  }
  if (!hasWellFormedDate(query) || (pays === '99100' && !hasBirthplace(query))) {
    return 'malformed';
  }
  const found = particuliers.filter(
    ({ etatCivil }) =>
      same(etatCivil.nom, nom) &&
      prenoms.every((prenom, rank) => same(etatCivil.prenoms[rank] ?? '', prenom)) &&
      etatCivil.sexe === sexe &&
      etatCivil.paysNaissance === pays &&
      matchesDate(etatCivil, query) &&
      matchesBirthplace(etatCivil, query),
  );
  const [only, ...others] = found;
  return only && others.length === 0 ? only : 'nobody';
}

const DATE_PARTS = ['anneeDateNaissance', 'moisDateNaissance', 'jourDateNaissance'] as const;

function hasWellFormedDate(query: URLSearchParams): boolean {
  return DATE_PARTS.every((name) => /^\d{0,4}$/.test(query.get(name) ?? ''));
}

/** Born in France: the commune's code, or its name with the département and the year. */
function hasBirthplace(query: URLSearchParams): boolean {
  return (
    /^[0-9][0-9AB][0-9]{3}$/.test(query.get('codeCogInseeCommuneNaissance') ?? '') ||
    ['nomCommuneNaissance', 'codeCogInseeDepartementNaissance', 'anneeDateNaissance'].every((name) => query.get(name))
  );
}

/** Parts left out match anything: an approximate birth date is searched by its year. */
function matchesDate({ dateNaissance }: EtatCivil, query: URLSearchParams): boolean {
  const known = dateNaissance.split('-').map(Number);
  return DATE_PARTS.every((name, rank) => {
    const given = query.get(name);
    return !given || Number(given) === known[rank];
  });
}

function matchesBirthplace({ communeNaissance }: EtatCivil, query: URLSearchParams): boolean {
  const code = query.get('codeCogInseeCommuneNaissance');
  const nom = query.get('nomCommuneNaissance');
  if (code) {
    return communeNaissance?.code === code;
  }
  return !nom || (communeNaissance !== null && same(communeNaissance.nom, nom));
}

/** Case, accents, hyphens and apostrophes do not count. */
function same(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
