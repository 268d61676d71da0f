import { join } from 'node:path';
import { demonstrationPages } from './demonstration/pages.tsx';
import { decrireFaitSousMandat } from './faits-sous-mandat.ts';
import {
  accueilPages,
  administrationPages,
  adresseDeContactPages,
  adresseRetabliePages,
  apparencePages,
  comptePages,
  connexionPages,
  connexionsDuComptePages,
  deconnexionPages,
  donneesDesMandats,
  donneesDuCompte,
  effacementPages,
  envoyerCourrierAdresse,
  envoyerCourrierMandat,
  envoyerCourrierMembre,
  expirerMandats,
  exportPages,
  informationPages,
  makeAnnuaire,
  makeProviders,
  mandatPages,
  mandatsPages,
  membrePages,
  membresPages,
  mentionsPages,
  organisationsDuComptePages,
  personnesAideesPages,
  purgerComptes,
  repondreMandatPages,
  retourConnexionPages,
  reunirPages,
  rubriquesDesComptes,
  verifierSessions,
} from './modules/comptes/index.ts';
import {
  actesSurDossiers,
  administrationDemarchesPages,
  adressesPages,
  apresFranceConnect,
  commencerPages,
  contesterPages,
  decideIn,
  decisionPages,
  donneesDesDossiers,
  donneesRecuesPages,
  dossierDuDemandeur,
  effetPages,
  envoyerCourrier,
  etapePages,
  fichierPages,
  instructionDossierPages,
  instructionPages,
  lecturesPages,
  makeMoteur,
  mesDossiersPages,
  mesurerEffet,
  openCatalogue,
  portailPages,
  produireLettre,
  rattacherDossiers,
  registreDesChamps,
  repondreRecoursPages,
  rubriqueDesDemarches,
  suiviPages,
  verificationPages,
  viderFichiers,
} from './modules/demarches/index.ts';
import {
  type AdressesDesReferentiels,
  administrationDesDonnees,
  avertirExpirations,
  envoyerCourrierHabilitation,
  makeReferentiels,
  makeVerificateur,
  notificationsDataPass,
  purgerDonnees,
  purgerLimites,
  rubriqueDesHabilitations,
  sourcesDeDonnees,
  USAGE_DU_SCEAU,
} from './modules/donnees/index.ts';
import {
  actesDuDemandeurPages,
  adopterFondsPages,
  appliquerDecisions,
  appliquerSilences,
  avecMenuDuFonds,
  comparaisonPages,
  eligibilitePages,
  envoyerCourrierInstruction,
  envoyerCourrierPublication,
  evaluationDuFondsPages,
  extensionDuFonds,
  type FondsDeps,
  type GrilleFournie,
  gestionPages,
  instructionDuFondsPages,
  isFichierDActe,
  isPieceDeVersement,
  isProcesVerbal,
  lazyRecensement,
  listeEtapePages,
  makeEligibilites,
  pointDEtapePages,
  produireDocument,
  publicMachines,
  publicPages,
  rappelerEcheances,
  rappelerPublications,
  suiviDuDemandeur,
  tenirEtapeAJour,
  traiterLots,
} from './modules/fonds/index.ts';
import { journalPages } from './modules/journal/index.ts';
import { importerFichier, isFichierImporte, opendataPages } from './modules/opendata/index.ts';
import type { Page } from './platform/http/page.ts';
import type { Recurrence, Task } from './platform/jobs/task.ts';
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
    extensions: [extensionDuFonds({ ...services, eligibilites }), suiviDuDemandeur(services)],
  });
  const demarches = { ...moteur, annuaire, providers, sceau: sceau('demarches') };
  const fonds: FondsDeps = {
    ...services,
    annuaire,
    decider: (tx, agent, demande) => decideIn(tx, moteur, agent, demande),
  };
  const instruction = { ...fonds, eligibilites, dossiers: actesSurDossiers(moteur) };
  const catalogue = openCatalogue(join(ROOT, 'catalogue'), { registre: registreDesChamps, sources });
  const comptes = {
    ...services,
    annuaire,
    providers,
    sceau: sceau('comptes'),
    adresseRetablissableJours: options.adresseRetablissableJours ?? 7,
    apresFranceConnect: apresFranceConnect(demarches),
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

  // What an administrator finds, module by module.
  const rubriques = [...rubriquesDesComptes, rubriqueDesDemarches, rubriqueDesHabilitations];
  const { collectivites } = eligibilites;
  const etape = {
    ...services,
    annuaire,
    collectivites,
    recensement: lazyRecensement(collectivites, options.grilleDensite),
  };

  const pages: readonly Page[] = [
    // comptes
    ...accueilPages(comptes),
    ...connexionPages(comptes),
    ...retourConnexionPages(comptes),
    ...comptePages(comptes),
    ...adresseDeContactPages(comptes),
    ...adresseRetabliePages(comptes),
    ...connexionsDuComptePages(comptes),
    ...exportPages(comptes),
    ...effacementPages(comptes),
    ...deconnexionPages(comptes),
    ...reunirPages(comptes),
    ...mandatsPages(comptes),
    ...mandatPages(comptes),
    ...personnesAideesPages(comptes),
    ...repondreMandatPages(comptes),
    ...informationPages(comptes),
    ...organisationsDuComptePages(comptes),
    // comptes: the administrator of an organisation
    ...administrationPages(comptes, rubriques),
    ...membresPages(comptes),
    ...membrePages(comptes),
    ...apparencePages(comptes),
    ...mentionsPages(comptes),
    // journal
    ...journalPages(services),
    // demarches: the usager
    ...portailPages(demarches),
    ...commencerPages(demarches),
    ...etapePages(demarches),
    ...verificationPages(demarches),
    ...suiviPages(demarches),
    ...contesterPages(demarches),
    ...mesDossiersPages(demarches),
    ...donneesRecuesPages(demarches),
    ...lecturesPages(demarches),
    ...fichierPages(demarches),
    ...adressesPages(demarches),
    ...effetPages(demarches),
    // demarches: the agent
    ...instructionPages(demarches),
    ...instructionDossierPages(demarches),
    ...decisionPages(demarches),
    ...repondreRecoursPages(demarches),
    // fonds
    ...avecMenuDuFonds(services, [
      ...gestionPages(fonds),
      ...adopterFondsPages({ ...fonds, catalogue }),
      ...instructionDuFondsPages(instruction),
      ...evaluationDuFondsPages(fonds),
      ...eligibilitePages({ ...services, annuaire, eligibilites }),
      ...comparaisonPages({ ...fonds, eligibilites }),
      ...actesDuDemandeurPages({ ...services, suivre: (contexte) => dossierDuDemandeur(demarches, contexte) }),
      ...publicPages({ ...services, annuaire }),
      ...pointDEtapePages(etape),
      ...listeEtapePages(etape),
    ]),
    // demarches: the administrator of an organisation
    ...administrationDemarchesPages(demarches, catalogue),
    // donnees: the administrator
    ...administrationDesDonnees(donnees),
    // opendata
    ...opendataPages({ ...services, annuaire }),
    // only in demonstration
    ...(services.mail.mailbox ? demonstrationPages(services.mail.mailbox) : []),
  ];
  const purge = purgerComptes(services);
  const limites = purgerLimites(services);
  const mandats = expirerMandats(services);
  const verification = verifierSessions(comptes);
  const effacements = purgerDonnees(services);
  const expirations = avertirExpirations(services);
  const effet = mesurerEffet(services);
  const publications = rappelerPublications(services);
  const pointDEtape = tenirEtapeAJour(services);
  const silences = appliquerSilences(instruction);
  const echeances = rappelerEcheances(services);
  const tasks = [
    envoyerCourrier(moteur),
    produireLettre(moteur),
    viderFichiers(services, [isPieceDeVersement, isFichierDActe, isProcesVerbal, isFichierImporte]),
    envoyerCourrierMembre(services),
    purge,
    limites,
    mandats,
    envoyerCourrierMandat(services),
    envoyerCourrierAdresse(comptes),
    verification,
    effacements,
    expirations,
    effet,
    pointDEtape,
    envoyerCourrierHabilitation(donnees),
    importerFichier(services),
    publications,
    envoyerCourrierPublication(services),
    silences,
    echeances,
    traiterLots(instruction),
    appliquerDecisions(fonds),
    envoyerCourrierInstruction(services),
    produireDocument(services),
  ] as unknown as readonly Task<unknown>[];
  const recurrences: readonly Recurrence[] = [
    { task: purge as Task<unknown>, at: '20 * * * *' },
    { task: limites as Task<unknown>, at: '40 * * * *' },
    { task: mandats as Task<unknown>, at: '*/10 * * * *' },
    { task: effet as Task<unknown>, at: '5 * * * *' },
    { task: pointDEtape as Task<unknown>, at: '* * * * *' },
    { task: verification as Task<unknown>, at: '*/10 * * * *' },
    { task: effacements as Task<unknown>, at: '30 2 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    { task: silences as Task<unknown>, at: '15 0 * * *', catchUp: Temporal.Duration.from({ days: 7 }) },
    { task: echeances as Task<unknown>, at: '0 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    { task: expirations as Task<unknown>, at: '10 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
    { task: publications as Task<unknown>, at: '15 5 * * *', catchUp: Temporal.Duration.from({ days: 2 }) },
  ];
  const machines = [
    ...notificationsDataPass(services, options.datapassSecret),
    ...publicMachines({ ...services, annuaire }),
  ];
  return { pages, machines, tasks, recurrences, annuaire, moteur, donnees, eligibilites };
}
