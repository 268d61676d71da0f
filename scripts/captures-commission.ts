import type { Page } from 'playwright-core';
import type { Shoot } from './captures-fonds.ts';

/** Opens a browser of its own, with nobody signed in. */
type OpenPage = () => Promise<Page>;

/** Three collectivités ask for more than there is; two people note; a committee looks at what it could fund. */
export async function captureCommission(url: string, openPage: OpenPage, shoot: Shoot): Promise<void> {
  const gestionnaire = await signIn(url, openPage, 'nadia-khelifi');
  await openEnveloppe(gestionnaire, url);
  for (const { agent, ...projet } of PROJETS) await deposit(await signIn(url, openPage, agent), url, projet);
  // Who never signed in is invited, and not a member yet.
  const evaluateurs = await Promise.all(
    NOTES.map(async ([agent, notes]) => ({ page: await signIn(url, openPage, agent), notes })),
  );

  await followFromSession(gestionnaire, url, 'Répartir les évaluations');
  for (const nom of ['Karim Benali', 'Élodie Marchand']) await gestionnaire.getByLabel(nom).check();
  await gestionnaire.getByRole('button', { name: 'Répartir' }).click();
  for (const { page, notes } of evaluateurs) await evaluateAll(page, url, notes);

  await followFromSession(gestionnaire, url, 'Classer les demandes');
  await gestionnaire.getByRole('button', { name: 'Établir le classement' }).click();
  await gestionnaire.getByRole('link', { name: 'Réunir une commission' }).click();
  await fillDate(gestionnaire, 'tenueLe', Temporal.Now.plainDateISO('Europe/Paris'));
  await gestionnaire.getByLabel('Nom de la commission').fill('Comité des projets locaux');
  await gestionnaire
    .getByLabel('Membres', { exact: true })
    .fill('Alix Roy, préfecture\nCamille Petit, maires de France');
  await gestionnaire.getByLabel('Membres présents exigés').fill('2');
  await gestionnaire.getByRole('button', { name: 'Réunir la commission' }).click();
  await gestionnaire.getByRole('link', { name: 'Simuler un financement' }).click();
  await gestionnaire.getByLabel(/^Projets locaux/).check();
  await gestionnaire.getByRole('button', { name: 'Simuler' }).click();
  await gestionnaire.getByRole('heading', { name: 'Résultat' }).waitFor();
  await shoot(gestionnaire, 'commission', 1280, 'Résultat');
}

type Projet = { readonly pour: string; readonly titre: string; readonly cout: number; readonly aide: number };

const PROJETS: readonly (Projet & { readonly agent: string })[] = [
  { agent: 'fatou-sow', pour: 'Poitiers', titre: 'Portail des familles', cout: 80_000, aide: 60_000 },
  { agent: 'justine-carlier', pour: '', titre: 'Guichet unique en ligne', cout: 60_000, aide: 45_000 },
  { agent: 'martine-jouhandeau', pour: 'Flayat', titre: 'Réservation des salles', cout: 20_000, aide: 15_000 },
];

/** By reviewer: one note for every criterion of each request, by who asks. */
const NOTES = [
  ['karim-benali', { Poitiers: '5', Flayat: '4', Thiérache: '3' }],
  ['elodie-marchand', { Poitiers: '4', Flayat: '4', Thiérache: '3' }],
] as const;

async function signIn(url: string, openPage: OpenPage, agent: string): Promise<Page> {
  const page = await openPage();
  await page.goto(`${url}/connexion/agents`);
  await page.getByRole('button', { name: 'ProConnect' }).click();
  await page.locator(`button[value="${agent}"]`).click();
  await page.waitForURL(`${url}/**`);
  return page;
}

async function openEnveloppe(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/fonds/dinum`);
  await page.getByRole('link', { name: 'Ouvrir une enveloppe de l’axe 3' }).click();
  await page.getByLabel('Nom de l’enveloppe').fill('Projets locaux');
  await page.getByLabel('Année').fill(String(Temporal.Now.plainDateISO('Europe/Paris').year));
  await page.getByLabel('Dans toute la France').check();
  await page.getByRole('button', { name: 'Ouvrir l’enveloppe' }).click();
  await page.getByRole('link', { name: 'Ouvrir des crédits' }).click();
  await page.getByLabel('Montant en euros').fill('100 000');
  await page.getByLabel('Motif').fill('Ouverture');
  await page.getByLabel('Autorité').fill('Loi de finances');
  await page.getByRole('button', { name: 'Ouvrir des crédits' }).click();
}

/** The whole form of a local project, from its first page to its receipt. */
async function deposit(page: Page, url: string, { pour, titre, cout, aide }: Projet): Promise<void> {
  const today = Temporal.Now.plainDateISO('Europe/Paris');
  await page.goto(`${url}/dinum/demarches/fonds-projet-local`);
  await page.getByRole('link', { name: 'Commencer' }).click();
  await page.getByRole('button', { name: `Commencer au nom de ${pour}` }).click();
  await page.getByLabel('La personne à contacter').fill('Le service numérique');
  await page.getByLabel('Son adresse électronique').fill('numerique@collectivite.exemple.test');
  await page.getByLabel('Son numéro de téléphone').fill('05 36 49 00 12');
  await goOn(page, 'Le projet');
  await page.getByLabel('Titre du projet').fill(titre);
  await page.getByLabel('Décrivez le projet').fill('Un outil commun à tous les services.');
  await page.getByLabel('Créer ou améliorer un service en ligne').check();
  await fillDate(page, 'debut', today.add({ years: 1 }));
  await fillDate(page, 'fin', today.add({ years: 2 }));
  await goOn(page, 'Le financement');
  await fillPlan(page, cout, aide);
  await goOn(page, 'Le code source');
  await page.getByLabel('EUPL 1.2').check();
  await page.getByLabel('La collectivité publiera').check();
  await goOn(page, 'Les engagements de la collectivité');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await goOn(page, 'Vérifiez vos réponses');
  await page.getByRole('button', { name: 'Déposer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Votre demande est déposée' }).waitFor();
}

async function fillPlan(page: Page, cout: number, aide: number): Promise<void> {
  const line = (name: string) => page.getByRole('group', { name, exact: true });
  await line('Dépense 1').getByLabel('Poste de dépense').fill('Développement');
  await line('Dépense 1').getByLabel('Montant').fill(String(cout));
  await line('Dépense 1').getByLabel('Éligible').selectOption({ label: 'Oui' });
  const recettes = [
    ['Recette 1', 'Le fonds', 'Aide demandée', aide],
    ['Recette 2', 'La collectivité', 'Part du maître d’ouvrage', cout - aide],
  ] as const;
  for (const [name, financeur, nature, montant] of recettes) {
    await line(name).getByLabel('Financeur').fill(financeur);
    await line(name).getByLabel('Nature').selectOption({ label: nature });
    await line(name).getByLabel('Montant').fill(String(montant));
  }
}

/** A number that was looked up is shown first, on the same step, to be confirmed. */
async function goOn(page: Page, to: string): Promise<void> {
  const next = page.getByRole('heading', { level: 1, name: to });
  const confirm = page.getByText('Vérifiez le résultat de notre recherche');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await next.or(confirm).first().waitFor();
  if (await confirm.isVisible()) await page.getByRole('button', { name: 'Continuer' }).click();
  await next.waitFor();
}

async function followFromSession(page: Page, url: string, link: string): Promise<void> {
  await page.goto(`${url}/fonds/dinum/sessions`);
  await page.getByRole('link', { name: /^Projets numériques locaux, Session de démonstration/ }).click();
  await page.getByRole('link', { name: link }).click();
}

async function evaluateAll(page: Page, url: string, notes: Readonly<Record<string, string>>): Promise<void> {
  for (const [demandeur, note] of Object.entries(notes)) {
    await page.goto(`${url}/fonds/dinum/evaluations`);
    await page.getByRole('row', { name: demandeur }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: /^Évaluer la demande/ }).waitFor();
    for (const radio of await page.getByRole('radio', { name: note, exact: true }).all()) await radio.check();
    for (const why of await page.getByLabel('Pourquoi cette note').all()) await why.fill('Le dossier le montre.');
    await page.getByRole('button', { name: 'Soumettre l’évaluation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mes évaluations' }).waitFor();
  }
}

async function fillDate(page: Page, name: string, { day, month, year }: Temporal.PlainDate): Promise<void> {
  for (const [part, value] of Object.entries({ jour: day, mois: month, annee: year })) {
    await page.locator(`[name="${name}.${part}"]`).fill(String(value));
  }
}
