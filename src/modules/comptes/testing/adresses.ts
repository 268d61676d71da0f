import type { Visite, Visitor } from '../../../../test/support/visitor.ts';
import { envoyerCourrierAdresse } from '../tasks/envoyer-courrier-adresse.ts';
import type { makeAide } from './aide.ts';
import type { Service } from './service.tsx';

export const PAGE = '/compte/adresse-de-contact';

type Courriel = { readonly to: string; readonly text: string };

/** People who change the contact address of their account, in a service that `beforeAll` starts. */
export function makeAdresses(service: () => Service, { advance, principalOf, rows }: ReturnType<typeof makeAide>) {
  const lastLink = () => /http\S+\/lien\/\S+/.exec(service().mails.at(-1)?.text ?? '')?.[0] ?? '';
  const open = async (who: Visitor, link: string): Promise<Visite> =>
    who.submit(await who.visit(link), {}, new URL(link).pathname);

  async function signInByLink(who: Visitor, email: string): Promise<void> {
    await who.submit(await who.visit('/connexion?retour=/compte'), { email }, 'email');
    await open(who, lastLink());
  }

  /** @returns the link that was mailed to the new address */
  async function ask(who: Visitor, email: string): Promise<string> {
    const { status, url } = await who.submit(await who.visit(PAGE), { email }, 'email');
    if (status !== 200 || url.pathname !== '/compte') throw new Error(`not asked: ${status} ${url.pathname}`);
    return lastLink();
  }

  const personneOf = async (who: Visitor) => {
    const principal = await principalOf(who);
    return principal.type === 'anonyme' ? undefined : principal.personneId;
  };
  const emailOf = async (who: Visitor) =>
    (await rows<{ email: string }>('select email from personnes where id = $1', [await personneOf(who)]))[0]?.email;
  const subsOf = async (who: Visitor) =>
    (await rows<{ sub: string }>(`select sub from identites where personne_id = $1`, [await personneOf(who)])).map(
      ({ sub }) => sub,
    );
  const jobs = () =>
    rows<{ id: string; payload: object }>(
      `select id, payload from graphile_worker._private_jobs where payload::jsonb ? 'remplacee' order by id`,
    );

  /** Sends what waits. @returns the last one */
  async function mailOfTheChange(): Promise<Courriel> {
    const task = envoyerCourrierAdresse(service().deps);
    const helpers = { logger: service().deps.logger, signal: new AbortController().signal };
    for (const { id, payload } of await jobs()) {
      await task.run(task.parse(payload), helpers);
      await rows('delete from graphile_worker._private_jobs where id = $1', [id]);
    }
    return service().mails.at(-1) ?? { to: '', text: '' };
  }

  const undoIn = ({ text }: Pick<Courriel, 'text'>) =>
    /http\S+\/adresse-de-contact\/remettre\/\S+/.exec(text)?.[0] ?? '';

  /** Changes the address of who is signed in there. @returns the link that undoes it, mailed to the address before */
  async function change(who: Visitor, email: string): Promise<string> {
    advance(1); // Two changes do not come at one instant.
    await open(who, await ask(who, email));
    return undoIn(await mailOfTheChange());
  }

  /** What the journal says of the addresses that were put back to an account. */
  const retablies = async (personneId: string | undefined): Promise<object[]> =>
    (
      await rows<{ canonical: string }>(
        `select canonical from journal_entries where type = 'compte.adresse_retablie' and sujet_id = $1`,
        [personneId],
      )
    ).map(({ canonical }) => JSON.parse(canonical) as object);

  return {
    ...{ lastLink, open, signInByLink, ask, change, personneOf, emailOf, subsOf, jobs, mailOfTheChange, undoIn },
    retablies,
  };
}
