import type { CollectiviteCog } from '../../modules/comptes/index.ts';
import { centimes, euros, type Montant, subtractMontants } from '../../values/montant.ts';
import { parseSiret, type Siret } from '../../values/siret.ts';
import { ARRETE_AU, AU_8_OCTOBRE_2021, CONVENTIONS, FORFAIT, NOMMES, OUVERTURE } from './chiffres.ts';
import { repartir, type Tirage, tirageDe } from './tirage.ts';

/** Who asked, or received: a real collectivité. */
export type Porteur = {
  readonly siren: string;
  readonly siret: Siret;
  readonly collectivite: CollectiviteCog;
};

export type Formulaire = 'fonds-franceconnect' | 'fonds-projet-local' | 'fonds-projet-national';

export type Issue =
  | { readonly type: 'attribuer'; readonly at: Temporal.Instant }
  | { readonly type: 'refuser' | 'sans_suite'; readonly at: Temporal.Instant };

/** One dossier of the time, from its deposit to where it stood. */
export type DossierJoue = {
  /** Stands for it at every start. */
  readonly cle: string;
  readonly formulaire: Formulaire;
  readonly porteur: Porteur;
  readonly objet: string;
  readonly cout: Montant;
  readonly demande: Montant;
  readonly deposeAt: Temporal.Instant;
  /** Null while nobody has taken it. */
  readonly instruitAt: Temporal.Instant | null;
  readonly issue: Issue | null;
};

/** An award of axis 1, which had no form. */
export type AttributionJouee = {
  readonly cle: string;
  readonly porteur: Porteur;
  readonly objet: string;
  readonly cout: Montant;
  readonly montant: Montant;
  readonly fictif: boolean;
  readonly at: Temporal.Instant;
};

export type Reconstitution = {
  readonly porteurs: readonly Porteur[];
  readonly dossiers: readonly DossierJoue[];
  readonly attributions: readonly AttributionJouee[];
};

/**
 * The whole situation, drawn once: real collectivités, published totals to the euro.
 * @throws Error when the geographic code lost one of the named laureates
 */
export function planReconstitution(collectivites: readonly CollectiviteCog[]): Reconstitution {
  const tirage = tirageDe(20_211_008);
  const bySiren = new Map(collectivites.flatMap((one) => (one.siren ? [[one.siren, one] as const] : [])));
  const nomme = (siren: string) => {
    const found = bySiren.get(siren);
    if (!found) throw new Error(`The geographic code lost ${siren}`);
    return porteurOf(siren, found);
  };
  const [grandPoitiers, creuse, thierache] = [
    nomme(NOMMES.grandPoitiers.siren),
    nomme(NOMMES.creuse.siren),
    nomme(NOMMES.thierache.siren),
  ];
  const named = new Set<string>(Object.values(NOMMES).map(({ siren }) => siren));
  const others = collectivites.flatMap((one) =>
    one.siren && !named.has(one.siren) ? [porteurOf(one.siren, one)] : [],
  );
  const small = tirage.melanger(others.filter(isLocale)).slice(0, AU_8_OCTOBRE_2021.projetsLocaux.deposes + 300);
  const large = others.filter(isGrande);
  const locaux = [thierache, ...small.splice(0, AU_8_OCTOBRE_2021.projetsLocaux.deposes - 1)];
  const communs = [grandPoitiers, ...small.splice(0, AU_8_OCTOBRE_2021.axe1.beneficiaires - 1)];
  const raccordes = small.splice(0, AU_8_OCTOBRE_2021.franceConnect.collectivites);
  const laureats = [creuse, ...tourDe(large, AU_8_OCTOBRE_2021.appelNational.laureats - 1)];
  const dossiers = [
    ...projetsLocaux(tirage, locaux),
    ...appelNational(tirage, laureats),
    ...guichet(tirage, raccordes),
  ];
  const attributions = axe1(tirage, communs);
  const porteurs = new Map([...dossiers, ...attributions].map(({ porteur }) => [porteur.siren, porteur]));
  return { porteurs: [...porteurs.values()], dossiers, attributions };
}

/** Those that the local projects are for: the rules of the session say the same, and are asked at the deposit. */
function isLocale({ collectivite: { type, fiscalitePropre, population } }: Porteur): boolean {
  if (population === null || population >= 100_000) return false;
  return type === 'commune' || (type === 'epci' && fiscalitePropre);
}

/** Those that the national call was for until October 2021, and whose SIREN the code gives. */
function isGrande({ collectivite: { type, fiscalitePropre, population } }: Porteur): boolean {
  return (population ?? 0) >= 500_000 && (type !== 'epci' || fiscalitePropre);
}

/** The same ones again when they are too few: a collectivité may carry several projects. */
function tourDe(porteurs: readonly Porteur[], count: number): Porteur[] {
  return Array.from({ length: count }, (_, index) => porteurs[index % porteurs.length]).flatMap((one) => one ?? []);
}

function projetsLocaux(tirage: Tirage, porteurs: readonly Porteur[]): DossierJoue[] {
  const { demande, montant } = AU_8_OCTOBRE_2021.projetsLocaux;
  const { aides, enInstruction, refuses, sansSuite } = CONVENTIONS;
  const helped = [
    NOMMES.thierache.montant,
    ...repartirMontant(tirage, subtractMontants(montant, NOMMES.thierache.montant), aides - 1),
  ];
  const asked = repartirMontant(tirage, subtractMontants(demande, montant), porteurs.length - aides);
  return porteurs.map((porteur, index) => {
    const deposeAt = pendant(tirage, OUVERTURE, index < aides ? '2021-07-31T18:00:00+02:00' : ARRETE_AU);
    const rang = index - aides;
    const fate = [
      [0, 'attribuer'],
      [enInstruction, null],
      [enInstruction + refuses, 'refuser'],
      [enInstruction + refuses + sansSuite, 'sans_suite'],
    ] as const;
    const issue = fate.find(([until]) => rang < until);
    const demandee = helped[index] ?? asked[rang] ?? FORFAIT;
    const instruitAt = issue ? pendant(tirage, deposeAt, ARRETE_AU) : null;
    return {
      cle: `local-${index}`,
      formulaire: 'fonds-projet-local',
      porteur,
      objet: index === 0 ? NOMMES.thierache.objet : objetDe(tirage),
      cout: coutPour(demandee, 3, 4),
      demande: demandee,
      deposeAt,
      instruitAt,
      issue: instruitAt && issue?.[1] ? { type: issue[1], at: pendant(tirage, instruitAt, ARRETE_AU) } : null,
    };
  });
}

function appelNational(tirage: Tirage, porteurs: readonly Porteur[]): DossierJoue[] {
  const { montant } = AU_8_OCTOBRE_2021.appelNational;
  const shares = repartirMontant(tirage, subtractMontants(montant, NOMMES.creuse.montant), porteurs.length - 1);
  return porteurs.map((porteur, index) => {
    const demande = shares[index - 1] ?? NOMMES.creuse.montant;
    const deposeAt = pendant(tirage, OUVERTURE, '2021-06-30T18:00:00+02:00');
    return laureat(tirage, deposeAt, {
      cle: `national-${index}`,
      formulaire: 'fonds-projet-national',
      porteur,
      objet: index === 0 ? NOMMES.creuse.objet : `${objetDe(tirage)} (${index})`,
      cout: coutPour(demande, 1, 2),
      demande,
    });
  });
}

function guichet(tirage: Tirage, porteurs: readonly Porteur[]): DossierJoue[] {
  return porteurs.map((porteur, index) =>
    laureat(tirage, pendant(tirage, OUVERTURE, '2021-09-15T18:00:00+02:00'), {
      cle: `guichet-${index}`,
      formulaire: 'fonds-franceconnect',
      porteur,
      objet: 'Relier les démarches à FranceConnect',
      cout: coutPour(FORFAIT, 4, 5),
      demande: FORFAIT,
    }),
  );
}

type Laureat = Omit<DossierJoue, 'deposeAt' | 'instruitAt' | 'issue'>;

function laureat(tirage: Tirage, deposeAt: Temporal.Instant, dossier: Laureat): DossierJoue {
  const instruitAt = pendant(tirage, deposeAt, ARRETE_AU);
  return { ...dossier, deposeAt, instruitAt, issue: { type: 'attribuer', at: pendant(tirage, instruitAt, ARRETE_AU) } };
}

function axe1(tirage: Tirage, porteurs: readonly Porteur[]): AttributionJouee[] {
  const { montant } = AU_8_OCTOBRE_2021.axe1;
  const shares = repartirMontant(tirage, subtractMontants(montant, NOMMES.grandPoitiers.montant), porteurs.length - 1);
  return porteurs.map((porteur, index) => {
    const part = shares[index - 1] ?? NOMMES.grandPoitiers.montant;
    return {
      cle: `axe1-${index}`,
      porteur,
      objet: index === 0 ? NOMMES.grandPoitiers.objet : objetDe(tirage),
      cout: coutPour(part, 4, 5),
      montant: part,
      fictif: index > 0,
      at: pendant(tirage, OUVERTURE, ARRETE_AU),
    };
  });
}

/** Whole euros, whose sum is exact. */
function repartirMontant(tirage: Tirage, total: Montant, parts: number): Montant[] {
  return repartir(tirage, total / 100, parts, 0.6).map(euros);
}

/** The least cost, to the euro, of which this amount is at most that part. */
function coutPour(montant: Montant, numerateur: number, denominateur: number): Montant {
  return centimes(Math.ceil((montant * denominateur) / numerateur / 100) * 100);
}

const OBJETS = [
  'Portail des familles',
  'Guichet unique en ligne',
  'Prise de rendez-vous en ligne',
  'Dématérialisation des demandes d’urbanisme',
  'Gestion de la relation avec les usagers',
  'Ouverture des données publiques',
  'Signalements des habitants',
  'Réservation des salles et des équipements',
  'Formation des agents au numérique',
  'Accompagnement des usagers aux démarches',
] as const;

function objetDe(tirage: Tirage): string {
  return OBJETS[tirage.entier(0, OBJETS.length - 1)] ?? OBJETS[0];
}

/** Between two instants, to the minute. */
function pendant(tirage: Tirage, from: Temporal.Instant | string, until: string): Temporal.Instant {
  const start = Temporal.Instant.from(from.toString());
  const minutes = Math.floor((Temporal.Instant.from(until).epochMilliseconds - start.epochMilliseconds) / 60_000);
  return start.add({ minutes: tirage.entier(0, Math.max(0, minutes)) });
}

/** The register has the SIRET of few of them here: a well-formed one, of the right SIREN. */
function porteurOf(siren: string, collectivite: CollectiviteCog): Porteur {
  for (let nic = 10; nic < 20; nic += 1) {
    const siret = parseSiret(`${siren}000${nic}`);
    if (siret.ok) return { siren, siret: siret.value, collectivite };
  }
  throw new Error(`No SIRET ends the SIREN ${siren}`);
}
