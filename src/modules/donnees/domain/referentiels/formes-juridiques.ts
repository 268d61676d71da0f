/**
 * The legal forms that démarches of local authorities meet, where a register gives their code alone. Nomenclature of
 * Insee (« catégories juridiques », level III); the others are better left unsaid than guessed.
 */
const FORMES: Readonly<Record<string, string>> = {
  '1000': 'Entrepreneur individuel',
  '5498': 'Société à responsabilité limitée à associé unique',
  '5499': 'Société à responsabilité limitée',
  '5710': 'Société par actions simplifiée',
  '5720': 'Société par actions simplifiée à associé unique',
  '6540': 'Société civile immobilière',
  '7210': 'Commune',
  '7220': 'Département',
  '7343': 'Communauté urbaine',
  '7344': 'Métropole',
  '7346': 'Communauté de communes',
  '7348': 'Communauté d’agglomération',
  '9210': 'Association non déclarée',
  '9220': 'Association déclarée',
  '9230': 'Association déclarée, reconnue d’utilité publique',
  '9260': 'Association de droit local (Bas-Rhin, Haut-Rhin et Moselle)',
  '9300': 'Fondation',
};

export function formeJuridique(code: string | null | undefined): string | undefined {
  return code && Object.hasOwn(FORMES, code) ? FORMES[code] : undefined;
}
