import { expect } from 'vitest';
import { beginCantine, depositCantine, dossierOf, signInAsAgent } from '../../support/cantine.ts';
import type { RunningParvis } from '../../support/running-parvis.ts';
import { createVisitor, linksOf, type Visite, type Visitor } from '../../support/visitor.ts';

export const CONCOURS = '/grand-poitiers/demarches/fonds-de-concours';

/** Those who visit every page, each in a browser of their own. */
export type Visiteurs = {
  readonly personne: Visitor;
  /** With a draft. */
  readonly brouillon: Visitor;
  /** With a dossier that was decided. */
  readonly usager: Visitor;
  /** Acts for `brouillon`. */
  readonly aidant: Visitor;
  readonly agent: Visitor;
  readonly gestionnaire: Visitor;
  readonly administrateur: Visitor;
};

/** Addresses of what they did. */
export type Lieux = {
  /** `/dossiers/<id>` of a draft, of one that the agent's organisation carries, and of a dossier decided. */
  readonly draft: string;
  readonly porte: string;
  readonly decided: string;
  /** The page of somebody of Poitiers, in the administration. */
  readonly membre: string;
  /** `/administration/poitiers/habilitations/<id>` of the cantine. */
  readonly habilitation: string;
  /** `/fonds/dinum/sessions/<id>` of the first session of the catalogue that has a grid. */
  readonly sessionFonds: string;
  /** A mandate given, one offered, and the link of the latter. */
  readonly mandats: { readonly donne: string; readonly propose: string; readonly lien: string };
  /** Where one would remove the only way to sign in of `usager`. */
  readonly connexion: string;
  /** Links that put an address back: one that may, one that did. */
  readonly adresses: { readonly possible: string; readonly faite: string };
};

/** Everybody signs in, and does what there is then to see. */
export async function openLieux(parvis: RunningParvis): Promise<{ visiteurs: Visiteurs; lieux: Lieux }> {
  const open = () => createVisitor(parvis.url);
  const visiteurs: Visiteurs = {
    personne: open(),
    brouillon: open(),
    usager: open(),
    aidant: open(),
    agent: open(),
    gestionnaire: open(),
    administrateur: open(),
  };
  const { brouillon, usager, agent, gestionnaire, administrateur } = visiteurs;
  const draft = dossierOf(await beginCantine(brouillon, 'sophie-garnier'));
  const decided = dossierOf(await depositCantine(usager));
  await signInAsAgent(agent, 'sandrine-auger');
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
  const porte = dossierOf(await agent.submit(await agent.visit(`${CONCOURS}/commencer`), {}, 'porteur'));
  await takeUpAndDecide(agent, `/instruction/poitiers${decided}`);
  const mandats = await giveMandats(parvis, visiteurs);
  const adresses = await changeAdresse(parvis);
  await signInAsAgent(administrateur, 'fatou-sow');
  const membre = firstLink(await administrateur.visit('/administration/poitiers/membres'), /\/membres\/[0-9a-f-]{36}$/);
  const habilitations = linksOf(await administrateur.visit('/administration/poitiers/habilitations'));
  const habilitation = habilitations.find(({ text }) => text.includes('cantine'))?.href.pathname ?? '';
  const sessionFonds = firstLink(await gestionnaire.visit('/fonds/dinum/sessions'), /\/sessions\/[0-9a-f-]{36}$/);
  const connexion = firstLink(await usager.visit('/compte/connexions'), /\/retirer$/);
  return {
    visiteurs,
    lieux: { connexion, draft, porte, decided, membre, habilitation, sessionFonds, mandats, adresses },
  };
}

function firstLink(visite: Visite, pattern: RegExp): string {
  const link = linksOf(visite).find(({ href }) => pattern.test(href.pathname));
  if (!link) throw new Error(`No such link on ${visite.url.pathname}`);
  return link.href.pathname;
}

async function takeUpAndDecide(visitor: Visitor, address: string): Promise<void> {
  const taken = await visitor.submit(await visitor.visit(address), { action: 'passer_en_instruction' }, '/statut');
  const page = await visitor.visit(new URL(`${taken.url.pathname}/decision`, taken.url));
  await visitor.submit(page, { verdict: 'accepte', motif: 'Une place est libre.' }, 'verdict');
}

/** One is accepted, by who then acts in another browser; one waits. */
async function giveMandats(parvis: RunningParvis, { brouillon, usager, aidant }: Visiteurs): Promise<Lieux['mandats']> {
  const typed = { portee: 'toutes', duree: 'mois', accord: 'oui' };
  const offer = async (email: string) => {
    const page = await brouillon.submit(await brouillon.visit('/compte/mandats'), { ...typed, email }, 'email');
    const { text } = await parvis.courrier(({ to }) => to === email);
    return { page, lien: /\/mandats\/\S+/.exec(text)?.[0] ?? '' };
  };
  const given = await offer('aidant@exemple.test');
  const code = /data-copy="(\d{6})"/.exec(given.page.html)?.[1] ?? '';
  const asked = await usager.visit(given.lien);
  const accepted = await usager.submit(asked, { code, action: 'accepter' }, 'code');
  const waiting = await offer('autre.aidant@exemple.test');
  await beginCantine(aidant, 'camille-moreau');
  const helped = await aidant.visit('/compte/personnes-aidees');
  await aidant.submit(helped, {}, '/agir');
  expect(accepted.url.pathname).toBe(helped.url.pathname);
  return { donne: given.page.url.pathname, propose: waiting.page.url.pathname, lien: waiting.lien };
}

/** Somebody who signs in by link changes their address twice, and undoes the second change. */
async function changeAdresse(parvis: RunningParvis): Promise<Lieux['adresses']> {
  const visitor = createVisitor(parvis.url);
  const opened = async (to: string, pattern: RegExp) => {
    const { text } = await parvis.courrier((courrier) => courrier.to === to && pattern.test(courrier.text));
    return pattern.exec(text)?.[0] ?? '';
  };
  const follow = async (path: string) => visitor.submit(await visitor.visit(path), {}, path);
  const [une, deux, trois] = ['une@exemple.test', 'deux@exemple.test', 'trois@exemple.test'];
  await visitor.submit(await visitor.visit('/connexion?retour=/compte'), { email: une }, 'email');
  await follow(await opened(une, /\/connexion\/lien\/\S+/));
  for (const email of [deux, trois]) {
    await visitor.submit(await visitor.visit('/compte/adresse-de-contact'), { email }, 'email');
    await follow(await opened(email, /\/compte\/adresse-de-contact\/lien\/\S+/));
  }
  const undo = /\/adresse-de-contact\/remettre\/\S+/;
  const faite = await opened(deux, undo);
  await follow(faite);
  return { possible: await opened(une, undo), faite };
}
