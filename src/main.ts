import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { composeApp } from './app.ts';
import { noterAdresse } from './cli/adresse-servie.ts';
import { chainOf } from './cli/explain-failure.ts';
import { configuredProviders, redirectsOf } from './configured-providers.ts';
import { migrationFolders } from './migrations.ts';
import { type Informations, listOrganisations } from './modules/comptes/index.ts';
import { ADRESSES_OFFICIELLES, type AdressesDesReferentiels } from './modules/donnees/index.ts';
import { type GrilleFournie, readGrilleDensite } from './modules/fonds/index.ts';
import { type Config, InvalidConfiguration, readConfig } from './platform/config/config.ts';
import { applicationRoleProblems } from './platform/db/application-role.ts';
import type { Database } from './platform/db/database.ts';
import { startEmbeddedPostgres } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { BACKLOG } from './platform/http/server.ts';
import { createJobs } from './platform/jobs/jobs.ts';
import { migrateJobs } from './platform/jobs/migrate.ts';
import { createQuiet } from './platform/quiet.ts';
import { openServices } from './services.ts';
import { explainStart } from './start-failure.ts';
import { jour } from './values/jour.ts';
import { createWebServer } from './web-server.tsx';

/** Reads the configuration, composes, starts; stops cleanly on Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = configured();
  if (!config) return;
  const say = config.production ? () => undefined : (line: string) => process.stdout.write(`  ${line}\n`);
  say('Parvis démarre.');
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    say('Arrêt en cours…');
    for (const close of closers.reverse()) await close().catch(reportStop);
    process.exit(code);
  };
  process.once('SIGINT', () => void stop(0));
  process.once('SIGTERM', () => void stop(0));

  try {
    const { ownerUrl, appUrl } = await openDatabaseServer(config, say, closers);
    const ran = await migrate(ownerUrl, migrationFolders, migrateJobs);
    if (ran.length > 0) say(`Schéma de la base à jour (${ran.length} migrations).`);
    const services = await openServices(config, appUrl);
    closers.push(() => services.db.close());
    await refuseRole(services.db);
    closers.push(async () => services.mail.close());
    services.journal.start();
    closers.push(() => services.journal.close());
    const outside = await openOutside(config, services.db, say, closers);
    const grilleDensite = await grilleOf(config);
    const app = composeApp(services, {
      ...outside,
      secret: config.secret,
      secretPrecedent: config.SECRET_PRECEDENT,
      adresseRetablissableJours: config.ADRESSE_RETABLISSABLE_JOURS,
      grilleDensite,
      informations: informationsOf(config),
      reponseTardive: config.RECOURS_REPONSE_TARDIVE,
      limitesApiParticulier: {
        parMinute: config.API_PARTICULIER_PAR_MINUTE,
        parSeconde: config.API_PARTICULIER_PAR_SECONDE,
      },
    });
    // They still ask the sources, write and journal: before any of these closes.
    closers.push(() => app.moteur.enCours.settled());
    if (!config.production) {
      const { prepareDemonstration } = await import('./demonstration/prepare.ts');
      await prepareDemonstration(app, outside, say);
    }
    const quiet = createQuiet();
    const jobs = createJobs({
      connectionString: ownerUrl,
      tasks: app.tasks,
      recurrences: app.recurrences,
      concurrency: 2,
      logger: services.logger,
      quiet,
    });
    services.metrics.gauge('jobs_failed', 'Jobs that used up their attempts and wait for a human.', jobs.failedJobs);
    services.metrics.gauge('jobs_waiting', 'Jobs that wait to run, retries included.', jobs.waitingJobs);
    const server = await createWebServer({
      config,
      services,
      app,
      formTargets: originsOf(outside.providers),
      checks: [
        { name: 'base', ready: () => services.db.isAlive() },
        { name: 'taches', ready: async () => jobs.isAlive() },
        { name: 'fichiers', ready: async () => (await services.blobs.ready()).store },
      ],
      isStopping: () => stopping,
      quiet,
    });
    await jobs.start();
    closers.push(() => jobs.stop());
    await server.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG });
    closers.push(() => server.close());
    if (!config.production) {
      const effacer = noterAdresse(config);
      closers.push(async () => effacer());
      const { welcome } = await import('./demonstration/welcome.ts');
      say(welcome(config.publicUrl, performance.now() - startedAt));
      closers.push(await preparerEnFond(app, config, say));
    }
  } catch (error) {
    reportStart(error, config.HOST);
    await stop(1);
  }
}

type Say = (line: string) => void;

/** What takes long, while the demonstration already serves. @returns what stops it; the next start goes on */
async function preparerEnFond(
  app: ReturnType<typeof composeApp>,
  config: Config,
  say: Say,
): Promise<() => Promise<void>> {
  const { enFond } = await import('./demonstration/en-fond.ts');
  const stop = new AbortController();
  const working = enFond(app.moteur, {
    eligibilites: config.RECONSTITUTION ? app.eligibilites : undefined,
    donnees: dossierDeDonnees(),
    say,
    signal: stop.signal,
  });
  return async () => {
    stop.abort();
    await working;
  };
}

/** `npm start -- --data <folder>`: real open data to import into the demonstration. */
function dossierDeDonnees(): string | undefined {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  return values.data === undefined ? undefined : resolve(values.data);
}

async function openDatabaseServer(config: Config, say: Say, closers: (() => Promise<void>)[]) {
  if (config.DATABASE_URL && config.DATABASE_OWNER_URL) {
    return { ownerUrl: config.DATABASE_OWNER_URL, appUrl: config.DATABASE_URL };
  }
  const server = await startEmbeddedPostgres({ folder: join(config.dataDir, 'postgres'), onProgress: say });
  closers.push(() => server.stop());
  return server;
}

function originsOf(providers: { readonly franceconnect: Issuer; readonly proconnect: Issuer }): readonly string[] {
  const issuers = [providers.franceconnect, providers.proconnect].map(({ issuer }) => new URL(issuer).origin);
  return [...new Set(issuers)];
}

type Issuer = { readonly issuer: string };

/** A role that the row-level security does not bind would serve everybody's data, and nothing would show it. */
async function refuseRole(db: Database): Promise<void> {
  const problems = await applicationRoleProblems(db);
  if (problems.length > 0) throw new InvalidConfiguration(problems.map((problem) => `DATABASE_URL : ${problem}`));
}

/** Organisations whose agents the simulator proposes to play; beyond, by their SIRET. */
const PLAYED = 1000;

/** The identity providers and the data sources: the real ones, or the simulators in demonstration. */
async function openOutside(config: Config, db: Database, say: Say, closers: (() => Promise<void>)[]) {
  const real = configuredProviders(config);
  const { niveau } = real.franceconnect;
  if (real.franceconnect.issuer && real.proconnect.issuer && config.API_PARTICULIER_URL) {
    const datapassSecret = config.DATAPASS_WEBHOOK_SECRET;
    const referentiels = referentielsOf(config);
    return {
      providers: real,
      apiParticulierUrl: config.API_PARTICULIER_URL,
      referentiels,
      datapassSecret,
      jetons: new Map(),
    };
  }
  const { startDemonstrationSimulators } = await import('./demonstration/simulators.ts');
  const organisations = () => db.read({ public: true }, (tx) => listOrganisations(tx, { limit: PLAYED }));
  const simulated = await startDemonstrationSimulators(
    config,
    (provider) => redirectsOf(config, provider),
    organisations,
  );
  closers.push(simulated.close);
  say(`Simulateurs de FranceConnect, ProConnect, API Particulier et des registres publics : ${simulated.url}`);
  return {
    providers: {
      franceconnect: real.franceconnect.issuer ? real.franceconnect : { ...simulated.franceconnect, niveau },
      proconnect: real.proconnect.issuer ? real.proconnect : simulated.proconnect,
    },
    apiParticulierUrl: config.API_PARTICULIER_URL ?? simulated.apiParticulierUrl,
    referentiels: referentielsOf(config, simulated.referentiels),
    datapassSecret: simulated.datapassSecret,
    jetons: config.API_PARTICULIER_URL ? new Map<number, string>() : simulated.jetons,
  };
}

/** The public registers: those of the configuration, else the simulated ones, else the official ones. */
function referentielsOf(config: Config, simulated?: AdressesDesReferentiels): AdressesDesReferentiels {
  const { API_ENTREPRISE_URL: url, API_ENTREPRISE_JETON: jeton } = config;
  const apiEntreprise = url && jeton ? { url, jeton } : simulated?.apiEntreprise;
  const others = simulated ?? ADRESSES_OFFICIELLES;
  return {
    ...(apiEntreprise ? { apiEntreprise } : {}),
    rechercheEntreprisesUrl: config.RECHERCHE_ENTREPRISES_URL ?? others.rechercheEntreprisesUrl,
    banUrl: config.BAN_URL ?? others.banUrl,
    geoUrl: config.GEO_URL ?? others.geoUrl,
  };
}

/** What the installation says of itself, on the pages that the law wants. */
function informationsOf({
  CODE_SOURCE_URL: codeSource,
  ACCESSIBILITE_ETABLIE_LE: accessibilite,
}: Config): Informations {
  return {
    ...(codeSource ? { codeSource } : {}),
    ...(accessibilite ? { accessibiliteEtablieLe: jour(accessibilite) } : {}),
  };
}

/** @throws InvalidConfiguration when the file is not INSEE’s grid */
async function grilleOf({ GRILLE_DENSITE: file }: Config): Promise<GrilleFournie | undefined> {
  if (!file) return undefined;
  const read = await readGrilleDensite(file);
  if (!read.ok) throw new InvalidConfiguration([`GRILLE_DENSITE : ${read.error}`]);
  return read.value;
}

/** Nothing is open yet: a start that is refused only says why. */
function configured(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch (error) {
    reportStart(error);
    process.exitCode = 1;
    return undefined;
  }
}

function reportStart(error: unknown, host?: string): void {
  process.stderr.write(`\n${explainStart(error, host)}\n\n`);
}

function reportStop(error: unknown): void {
  process.stderr.write(`L’arrêt n’a pas été complet : ${chainOf(error)}\n`);
}

await main();
