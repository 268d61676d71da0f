import { setTimeout as wait } from 'node:timers/promises';
import { linksOf, type Typed, type Visite, type Visitor } from './visitor.ts';

export const CANTINE = '/poitiers/demarches/cantine';
const QUOTIENT = 'api_particulier.quotient_familial';

/** What Camille Moreau has to type, step by step, when FranceConnect and the CAF gave the rest. */
export const ANSWERS: Readonly<Record<string, Typed>> = {
  vous: { courriel: 'camille.moreau@exemple.test', telephone: '06 12 34 56 78' },
  adresse: {},
  quotient: {},
  enfants: {
    'enfants.s1.inscrire': 'oui',
    'enfants.s1.ecole': 'École Jules-Ferry',
    'enfants.s1.niveau': 'CM1',
    'enfants.s1.pai': 'non',
    'enfants.s1.jours': ['lundi', 'jeudi'],
    'enfants.s1.menu': 'standard',
    'enfants.s2.inscrire': 'non',
  },
  prix: {},
  personnes: {},
  engagements: { reglement: 'oui', exactitude: 'oui' },
};

/** Chooses somebody in a simulator of identity, then agrees to send what it shows. */
async function signInAt(visitor: Visitor, provider: Visite, personne: string): Promise<Visite> {
  const consent = await visitor.submit(provider, { personne }, 'personne');
  return consent.html.includes('value="continuer"') && consent.url.origin === provider.url.origin
    ? visitor.submit(consent, { action: 'continuer' }, 'action')
    : consent;
}

/**
 * From the presentation of the démarche to the first step of the draft, with everything that can be asked.
 *
 * @param patient to come back once every source has answered, or is no longer awaited: on a busy machine the simulated
 *   ones may be late
 */
export async function beginCantine(
  visitor: Visitor,
  personne = 'camille-moreau',
  { patient = true }: { readonly patient?: boolean } = {},
): Promise<Visite> {
  const before = await visitor.visit(`${CANTINE}/commencer`);
  const provider = await visitor.submit(before, { [`accord.${QUOTIENT}`]: 'oui' }, 'avec');
  const vous = await signInAt(visitor, provider, personne);
  const isAwaited = async () =>
    (await visitor.visit(`${dossierOf(vous)}/etapes/adresse`)).html.includes('data-attente');
  while (patient && (await isAwaited())) await wait(100);
  return vous;
}

/** Fills every step that remains, and stops on the summary. */
export async function fillCantine(
  visitor: Visitor,
  step: Visite,
  answers: Readonly<Record<string, Typed>> = ANSWERS,
): Promise<Visite> {
  let visite = step;
  for (let name = stepOf(visite); name !== 'verification'; name = stepOf(visite)) {
    const next = await visitor.submit(visite, { ...answers[name], action: 'continuer' }, 'action');
    if (next.status !== 200)
      throw new Error(`The step « ${name} » answers ${next.status}:\n${errorsOf(next).join('\n')}`);
    visite = next;
  }
  return visite;
}

/** Begins, fills and deposits. @returns the confirmation */
export async function depositCantine(visitor: Visitor, personne = 'camille-moreau'): Promise<Visite> {
  const summary = await fillCantine(visitor, await beginCantine(visitor, personne));
  return visitor.submit(summary, {}, '/verification');
}

export async function signInAsAgent(visitor: Visitor, agent: string): Promise<Visite> {
  const page = await visitor.visit('/connexion/agents');
  return signInAt(visitor, await visitor.submit(page, {}, 'retour'), agent);
}

/** `vous`, or `verification`. */
function stepOf({ url }: Visite): string {
  return url.pathname.split('/').at(-1) ?? '';
}

/** `/dossiers/<id>` of any page of a dossier of its usager. */
export function dossierOf({ url }: Pick<Visite, 'url'>): string {
  const [path] = /^\/dossiers\/[0-9a-f-]{36}/.exec(url.pathname) ?? [];
  if (!path) throw new Error(`${url.pathname} is not a page of a dossier`);
  return path;
}

/** The sentences of the error summary. */
export function errorsOf(visite: Visite): string[] {
  return linksOf(visite)
    .filter(({ href }) => href.hash !== '' && href.hash !== '#contenu')
    .map(({ text }) => text);
}
