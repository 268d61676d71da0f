import { shownIn, type Visite, type Visitor } from '../../../../test/support/visitor.ts';
import type { Principal } from '../../../platform/http/page.ts';
import { identify } from '../index.ts';
import { envoyerCourrierMandat } from '../tasks/envoyer-courrier-mandat.ts';
import { openSession } from '../use-cases/open-session.ts';
import type { Service } from './service.tsx';

export type Compte = { readonly id: string; readonly visitor: Visitor };

type Traits = { readonly type?: 'usager' | 'agent'; readonly email?: string; readonly certifiee?: boolean };

/** An offer of a mandate, complete. */
export const CHOIX = { email: 'ines@exemple.test', portee: 'toutes', duree: 'mois', accord: 'oui' };

/** People who help each other, in a service that `beforeAll` starts: their accounts, their browsers, their mandates. */
export function makeAide(service: () => Service) {
  let ahead = 0;

  function advance(seconds: number): void {
    ahead += seconds;
    service().advance(seconds);
  }

  /** An account, and a browser signed in to it. */
  async function compte(prenom: string, { type = 'usager', email, certifiee = true }: Traits = {}): Promise<Compte> {
    const { rows: made } = await service().base.owner.query(
      `insert into personnes (id, type, prenoms, nom_usage, email, identite_certifiee)
     values (gen_random_uuid(), $1, array[$2], 'MARTIN', $3, $4) returning id`,
      [type, prenom, email ?? `${prenom.toLowerCase()}@exemple.test`, certifiee],
    );
    const { id } = made[0];
    return { id, visitor: await signIn(id, type) };
  }

  async function signIn(personneId: string, type: 'usager' | 'agent' = 'usager'): Promise<Visitor> {
    const visitor = service().visitor();
    await visitor.visit('/connexion/agents'); // The browser gets its name.
    const session = { personneId, type, fournisseur: 'franceconnect' as const, appareil: 'Firefox sur Linux' };
    const token = await service().base.db.transaction({ systeme: true }, (tx) =>
      openSession(tx, service().deps, session),
    );
    visitor.cookies.set('session', token);
    return visitor;
  }

  const principalOf = ({ cookies }: Visitor): Promise<Principal> => identify(service().deps, cookies.get('session'));

  /** The person in whose name a browser acts, and who is really there. */
  async function whoIs(visitor: Visitor): Promise<readonly (string | undefined)[]> {
    const principal = await principalOf(visitor);
    return principal.type === 'anonyme' ? [] : [principal.personneId, principal.auteur?.personneId];
  }

  async function propose({ visitor }: Compte, typed: Readonly<Record<string, string>> = {}): Promise<Visite> {
    return visitor.submit(await visitor.visit('/compte/mandats'), { ...CHOIX, ...typed }, 'email');
  }

  /** What an offer left behind: its page, its code, its link. */
  async function offer(mandant: Compte, typed: Readonly<Record<string, string>> = {}) {
    const page = await propose(mandant, typed);
    const code = /data-copy="(\d{6})"/.exec(page.html)?.[1] ?? '';
    const lien = /\/mandats\/\S+/.exec(service().mails.at(-1)?.text ?? '')?.[0] ?? '';
    return { page, code, lien, id: page.url.pathname.split('/').at(-1) ?? '' };
  }

  async function answer({ visitor }: Compte, lien: string, typed: Readonly<Record<string, string>>): Promise<Visite> {
    return visitor.submit(await visitor.visit(lien), { action: 'accepter', ...typed }, 'code');
  }

  /** An accepted mandate. @returns its id */
  async function accepted(mandant: Compte, mandataire: Compte, typed: Readonly<Record<string, string>> = {}) {
    const { id, lien, code } = await offer(mandant, typed);
    await answer(mandataire, lien, { code });
    if ((await statutOf(id)) !== 'accepte') throw new Error('the mandate was not accepted');
    return id;
  }

  async function act({ visitor }: Compte, id: string): Promise<Visite> {
    return visitor.submit(await visitor.visit('/compte/personnes-aidees'), {}, `/${id}/agir`);
  }

  async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await service().base.owner.query(sql, values)).rows as T[];
  }

  async function statutOf(id: string): Promise<string | undefined> {
    return (await rows<{ statut: string }>('select statut from mandats where id = $1', [id]))[0]?.statut;
  }

  async function journalOf(id: string): Promise<{ type: string; acteur: string | null; contenu: object }[]> {
    return rows(
      `select type, canonical::jsonb #>> '{acteur,id}' as acteur, canonical::jsonb -> 'contenu' as contenu
     from journal_entries where sujet_id = $1 order by seq`,
      [id],
    );
  }

  /** The mails that wait, sent. */
  async function sendMails(): Promise<string[]> {
    const task = envoyerCourrierMandat(service().deps);
    const jobs = await rows<{ payload: unknown }>('select payload from graphile_worker._private_jobs order by id');
    await service().base.owner.query(`delete from graphile_worker._private_jobs`);
    service().mails.length = 0;
    const helpers = { logger: service().deps.logger, signal: new AbortController().signal };
    for (const { payload } of jobs) await task.run(task.parse(payload), helpers);
    return service().mails.map(({ to, text }) => `${to}: ${text.split('\n\n')[1]}`);
  }

  async function jetonOf(visitor: Visitor): Promise<string> {
    return shownIn(await visitor.visit('/connexion/agents'), '_jeton').at(-1) ?? '';
  }

  /** An empty world, at the hour that it is. */
  async function reset(): Promise<void> {
    advance(-ahead);
    service().mails.length = 0;
    service().events();
    for (const table of ['sessions', 'mandats', 'rapprochements', 'adresses_remplacees', 'identites', 'personnes']) {
      await service().base.owner.query(`delete from ${table}`);
    }
    await service().base.owner.query('delete from graphile_worker._private_jobs');
  }

  return {
    advance,
    compte,
    signIn,
    principalOf,
    whoIs,
    propose,
    offer,
    answer,
    accepted,
    act,
    rows,
    statutOf,
    journalOf,
    sendMails,
    jetonOf,
    reset,
  };
}
