import { join } from 'node:path';
import { demonstrationPages } from './demonstration/pages.tsx';
import { decrireFaitSousMandat } from './faits-sous-mandat.ts';
import {
  donneesDesMandats,
  donneesDuCompte,
  type Informations,
  makeAnnuaire,
  makeProviders,
  moduleDesComptes,
} from './modules/comptes/index.ts';
import {
  actesSurDossiers,
  apresFranceConnect,
  apresLien,
  decideIn,
  donneesDesDossiers,
  dossierDuDemandeur,
  makeMoteur,
  moduleDesDemarches,
  openCatalogue,
  type ReponseTardive,
  rattacherDossiers,
  registreDesChamps,
  rubriqueDesDemarches,
} from './modules/demarches/index.ts';
import {
  type AdressesDesReferentiels,
  makeReferentiels,
  makeVerificateur,
  moduleDesDonnees,
  rubriqueDesHabilitations,
  sourcesDeDonnees,
  USAGE_DU_SCEAU,
} from './modules/donnees/index.ts';
import {
  extensionDuFonds,
  type GrilleFournie,
  isFichierDActe,
  isPieceDeVersement,
  isProcesVerbal,
  type ModuleDuFondsDeps,
  makeEligibilites,
  moduleDuFonds,
  suiviDuDemandeur,
} from './modules/fonds/index.ts';
import { moduleDuJournal } from './modules/journal/index.ts';
import { isFichierImporte, moduleDesDonneesOuvertes } from './modules/opendata/index.ts';
import { assemble } from './platform/module.ts';
import { ROOT } from './platform/root.ts';
import { makeSeal } from './platform/seal.ts';
import type { OpenServices } from './services.ts';

export type AppOptions = {
  readonly providers: Parameters<typeof makeProviders>[0];
  readonly apiParticulierUrl: string;
  readonly referentiels: AdressesDesReferentiels;
  readonly limitesApiParticulier?: Parameters<typeof sourcesDeDonnees>[0]['limites'];
  /** The installation's: from it come the keys that seal what is kept secret in the database. */
  readonly secret: string;
  /** The one before, while what it sealed is sealed again. */
  readonly secretPrecedent?: string | undefined;
  /** 7 by default, none with 0. */
  readonly adresseRetablissableJours?: number;
  /** Signs the notifications of DataPass; without it, none is received. */
  readonly datapassSecret?: string | undefined;
  /** Which communes are rural; without it, the point d’étape says that it is not known. */
  readonly grilleDensite?: GrilleFournie | undefined;
  /** What the installation says of itself, on the pages that the law wants. */
  readonly informations?: Informations;
  /** What an answer to a recours does to the delay of the court, once silence rejected it. */
  readonly reponseTardive?: ReponseTardive;
};

/** The platform, module by module. What each one brings is read here, and nowhere else. */
export function composeApp(services: OpenServices, options: AppOptions) {
  const annuaire = makeAnnuaire(services);
  const providers = makeProviders(options.providers, services.clock);
  const apiParticulier = {
    ...services,
    baseUrl: options.apiParticulierUrl,
    limites: options.limitesApiParticulier ?? { parMinute: 1000, parSeconde: 20 },
  };
  const sources = sourcesDeDonnees(apiParticulier);
  const sceau = (usage: string) => makeSeal(options.secret, usage, options.secretPrecedent);
  const eligibilites = makeEligibilites();
  const moteur = makeMoteur({
    ...services,
    registre: registreDesChamps,
    sources: new Map(sources.map((source) => [source.id, source])),
    referentiels: makeReferentiels({ ...services, adresses: options.referentiels }),
    ...(options.reponseTardive ? { reponseTardive: options.reponseTardive } : {}),
    extensions: [extensionDuFonds({ ...services, eligibilites }), suiviDuDemandeur(services)],
  });
  const demarches = { ...moteur, annuaire, providers, sceau: sceau('demarches') };
  const catalogue = openCatalogue(join(ROOT, 'catalogue'), { registre: registreDesChamps, sources });
  const fonds: ModuleDuFondsDeps = {
    ...services,
    annuaire,
    catalogue,
    eligibilites,
    referentiels: moteur.referentiels,
    grilleDensite: options.grilleDensite,
    dossiers: actesSurDossiers(moteur),
    decider: (tx, agent, demande) => decideIn(tx, moteur, agent, demande),
    suivre: (contexte) => dossierDuDemandeur(demarches, contexte),
  };
  const comptes = {
    ...services,
    annuaire,
    providers,
    sceau: sceau('comptes'),
    adresseRetablissableJours: options.adresseRetablissableJours ?? 7,
    apresFranceConnect: apresFranceConnect(demarches),
    apresLien: apresLien(demarches),
    informations: options.informations ?? {},
    rattachements: [rattacherDossiers(moteur)],
    donneesPersonnelles: [
      donneesDuCompte({ ...services, providers }),
      donneesDesMandats(services),
      donneesDesDossiers(moteur),
    ],
    decrireFait: decrireFaitSousMandat,
  };
  const donnees = {
    ...services,
    annuaire,
    moteur,
    sceau: sceau(USAGE_DU_SCEAU),
    verificateur: makeVerificateur(apiParticulier),
  };

  const modules = [
    moduleDuJournal(services),
    moduleDesComptes(comptes, [rubriqueDesDemarches, rubriqueDesHabilitations]),
    moduleDesDonnees(donnees, options.datapassSecret),
    moduleDesDemarches(demarches, catalogue, [isPieceDeVersement, isFichierDActe, isProcesVerbal, isFichierImporte]),
    moduleDuFonds(fonds),
    moduleDesDonneesOuvertes({ ...services, annuaire }),
    // Only in demonstration.
    { pages: services.mail.mailbox ? demonstrationPages(services.mail.mailbox) : [] },
  ];
  return { ...assemble(modules), annuaire, moteur, donnees, eligibilites };
}
