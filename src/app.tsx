import { demonstrationPages } from './demonstration/pages.tsx';
import { decrireFaitSousMandat } from './faits-sous-mandat.ts';
import {
  accueilPages,
  comptePages,
  connexionPages,
  deconnexionPages,
  envoyerCourrierMandat,
  expirerMandats,
  informationPages,
  makeAnnuaire,
  makeProviders,
  mandatPages,
  mandatsPages,
  personnesAideesPages,
  purgerComptes,
  repondreMandatPages,
  retourConnexionPages,
  reunirPages,
} from './modules/comptes/index.ts';
import {
  apresFranceConnect,
  commencerPages,
  decisionPages,
  envoyerCourrier,
  etapePages,
  fichierPages,
  instructionDossierPages,
  instructionPages,
  makeMoteur,
  mesDossiersPages,
  portailPages,
  produireLettre,
  rattacherDossiers,
  registreDesChamps,
  suiviPages,
  verificationPages,
} from './modules/demarches/index.ts';
import { purgerLimites, sourcesDeDonnees } from './modules/donnees/index.ts';
import { gestionPages } from './modules/fonds/index.ts';
import { journalPages } from './modules/journal/index.ts';
import { importerFichier, opendataPages } from './modules/opendata/index.ts';
import type { Page } from './platform/http/page.ts';
import type { Recurrence, Task } from './platform/jobs/task.ts';
import { makeSeal } from './platform/seal.ts';
import type { OpenServices } from './services.ts';

export type AppOptions = {
  readonly providers: Parameters<typeof makeProviders>[0];
  readonly apiParticulierUrl: string;
  readonly limitesApiParticulier?: Parameters<typeof sourcesDeDonnees>[0]['limites'];
  /** The installation's: from it come the keys that seal what is kept secret in the database. */
  readonly secret: string;
};

/** The platform, module by module. What each one brings is read here, and nowhere else. */
export function composeApp(services: OpenServices, options: AppOptions) {
  const annuaire = makeAnnuaire(services);
  const providers = makeProviders(options.providers, services.clock);
  const sources = sourcesDeDonnees({
    ...services,
    baseUrl: options.apiParticulierUrl,
    limites: options.limitesApiParticulier ?? { parMinute: 1000, parSeconde: 20 },
  });
  const moteur = makeMoteur({
    ...services,
    registre: registreDesChamps,
    sources: new Map(sources.map((source) => [source.id, source])),
  });
  const demarches = { ...moteur, annuaire, providers };
  const comptes = {
    ...services,
    annuaire,
    providers,
    sceau: makeSeal(options.secret, 'comptes'),
    apresFranceConnect: apresFranceConnect(demarches),
    rattachements: [rattacherDossiers(moteur)],
    decrireFait: decrireFaitSousMandat,
  };

  const pages: readonly Page[] = [
    // comptes
    ...accueilPages(comptes),
    ...connexionPages(comptes),
    ...retourConnexionPages(comptes),
    ...comptePages(comptes),
    ...deconnexionPages(comptes),
    ...reunirPages(comptes),
    ...mandatsPages(comptes),
    ...mandatPages(comptes),
    ...personnesAideesPages(comptes),
    ...repondreMandatPages(comptes),
    ...informationPages(),
    // journal
    ...journalPages(services),
    // demarches: the usager
    ...portailPages(demarches),
    ...commencerPages(demarches),
    ...etapePages(demarches),
    ...verificationPages(demarches),
    ...suiviPages(demarches),
    ...mesDossiersPages(demarches),
    ...fichierPages(demarches),
    // demarches: the agent
    ...instructionPages(demarches),
    ...instructionDossierPages(demarches),
    ...decisionPages(demarches),
    // fonds
    ...gestionPages({ ...services, annuaire }),
    // opendata
    ...opendataPages({ ...services, annuaire }),
    // only in demonstration
    ...(services.mail.mailbox ? demonstrationPages(services.mail.mailbox) : []),
  ];
  const purge = purgerComptes(services);
  const limites = purgerLimites(services);
  const mandats = expirerMandats(services);
  const tasks = [
    envoyerCourrier(moteur),
    produireLettre(moteur),
    purge,
    limites,
    mandats,
    envoyerCourrierMandat(services),
    importerFichier(services),
  ] as unknown as readonly Task<unknown>[];
  const recurrences: readonly Recurrence[] = [
    { task: purge as Task<unknown>, at: '20 * * * *' },
    { task: limites as Task<unknown>, at: '40 * * * *' },
    { task: mandats as Task<unknown>, at: '*/10 * * * *' },
  ];
  return { pages, tasks, recurrences, annuaire, moteur };
}
