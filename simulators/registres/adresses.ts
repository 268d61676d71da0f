/** A way with its numbers, and where its middle is. The ways are public; the numbers, the keys and the points are not exact. */
interface Voie {
  readonly nom: string;
  readonly code: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly codeCommune: string;
  /** [longitude, latitude] */
  readonly centre: readonly [number, number];
  readonly numeros: readonly string[];
  readonly lieuDit?: true;
}

const poitiers = { codePostal: '86000', commune: 'Poitiers', codeCommune: '86194' };
const jusque = (last: number): string[] => Array.from({ length: last }, (_, index) => String(index + 1));

const voies: readonly Voie[] = [
  {
    nom: 'Rue des Feuillants',
    code: '2440',
    ...poitiers,
    centre: [0.3462, 46.5783],
    numeros: [...jusque(60), '14bis'],
  },
  { nom: 'Rue de Slovénie', code: '5123', ...poitiers, centre: [0.3721, 46.5871], numeros: jusque(40) },
  { nom: 'Boulevard du Grand Cerf', code: '3010', ...poitiers, centre: [0.3335, 46.5824], numeros: jusque(217) },
  { nom: 'Place du Maréchal Leclerc', code: '4090', ...poitiers, centre: [0.3404, 46.5802], numeros: jusque(15) },
  { nom: 'Rue de la Marne', code: '4180', ...poitiers, centre: [0.3381, 46.5809], numeros: jusque(30) },
  {
    nom: 'Rue du Champ de Foire',
    code: '0230',
    codePostal: '86180',
    commune: 'Buxerolles',
    codeCommune: '86041',
    centre: [0.3531, 46.5993],
    numeros: jusque(50),
  },
  {
    nom: 'Route de Poitiers',
    code: '0410',
    codePostal: '86280',
    commune: 'Saint-Benoît',
    codeCommune: '86214',
    centre: [0.3419, 46.5512],
    numeros: jusque(150),
  },
  {
    nom: 'Allée des Noyers',
    code: '0110',
    codePostal: '86360',
    commune: 'Chasseneuil-du-Poitou',
    codeCommune: '86062',
    centre: [0.3722, 46.6531],
    numeros: jusque(24),
  },
  {
    nom: 'Le Bourg',
    code: '0020',
    codePostal: '86170',
    commune: 'Saint-Martin-la-Pallu',
    codeCommune: '86281',
    centre: [0.2594, 46.7197],
    numeros: [],
    lieuDit: true,
  },
  {
    nom: 'Chemin des Crêtes',
    code: '0190',
    codePostal: '86240',
    commune: 'Ligugé',
    codeCommune: '86133',
    centre: [0.3269, 46.5179],
    numeros: jusque(20),
  },
  {
    nom: 'Place du Marché',
    code: '0330',
    codePostal: '86600',
    commune: 'Lusignan',
    codeCommune: '86139',
    centre: [0.1226, 46.4354],
    numeros: jusque(12),
  },
  {
    nom: 'Avenue du Limousin',
    code: '0250',
    codePostal: '23000',
    commune: 'Guéret',
    codeCommune: '23096',
    centre: [1.8871, 46.1684],
    numeros: jusque(60),
  },
  {
    nom: 'Le Monteil',
    code: '0090',
    codePostal: '23380',
    commune: 'Ajain',
    codeCommune: '23002',
    centre: [1.9968, 46.2049],
    numeros: [],
    lieuDit: true,
  },
  {
    nom: 'Rue de l’Église',
    code: '0420',
    codePostal: '02500',
    commune: 'Hirson',
    codeCommune: '02381',
    centre: [4.0827, 49.9213],
    numeros: jusque(30),
  },
  {
    nom: 'Rue du Général Leclerc',
    code: '0710',
    codePostal: '02120',
    commune: 'Guise',
    codeCommune: '02361',
    centre: [3.6281, 49.9009],
    numeros: jusque(80),
  },
];

/** An address, a way or a place, ready to be searched. */
export interface Point {
  readonly id: string;
  readonly type: 'housenumber' | 'street' | 'locality';
  readonly numero?: string;
  readonly voie: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly codeCommune: string;
  readonly coordinates: readonly [number, number];
}

export const points: readonly Point[] = voies.flatMap((voie) => {
  const { nom, code, codePostal, commune, codeCommune, centre, numeros, lieuDit } = voie;
  const place = { voie: nom, codePostal, commune, codeCommune };
  const id = `${codeCommune}_${code}`;
  const [lon, lat] = centre;
  return [
    { id, type: lieuDit ? ('locality' as const) : ('street' as const), ...place, coordinates: centre },
    ...numeros.map((numero, index) => ({
      id: `${id}_${numero.replace(/^\d+/, (digits) => digits.padStart(5, '0')).replace(/(\d)([a-z])/, '$1_$2')}`,
      type: 'housenumber' as const,
      numero,
      ...place,
      coordinates: [round(lon + index * 0.00012), round(lat + index * 0.00007)] as const,
    })),
  ];
});

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
