import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, openBrowser, overflowAt } from '../support/axe.ts';
import { signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { checkPage } from '../support/page-invariants.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, textOfPage } from '../support/visitor.ts';

/** A collectivité asks the fund to help with a national project, and its plan does not balance at first. */
const NATIONAL = '/dinum/demarches/fonds-projet-national';

let browser: Browser;
let parvis: RunningParvis;

beforeAll(async () => {
  [browser, parvis] = await Promise.all([openBrowser(), startDemonstration()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await parvis?.stop();
});

/** A département: the rules of the call leave smaller collectivités out. */
const COLLECTIVITE = 'Département de la Creuse';

describe.each([
  { name: 'with JavaScript', javaScriptEnabled: true },
  { name: 'without JavaScript', javaScriptEnabled: false },
])('un projet national, $name', ({ javaScriptEnabled }) => {
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    context = await browser.newContext({ javaScriptEnabled, baseURL: parvis.url, locale: 'fr-FR' });
    context.setDefaultTimeout(5000);
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  test('what is known of the collectivité is there', async () => {
    await page.goto('/connexion/agents');
    await page.getByRole('button', { name: 'ProConnect' }).click();
    await page.locator('button[value="helene-vergnaud"]').click();
    await page.goto(NATIONAL);
    await isGood();
    await page.getByRole('link', { name: 'Commencer' }).click();
    await page.getByRole('button', { name: `Commencer au nom de ${COLLECTIVITE}` }).click();
    await at('La collectivité qui demande');
    await says(COLLECTIVITE);
    await fill('La personne à contacter', 'Hélène Vergnaud');
    await fill('Son adresse électronique', 'numerique@commune.exemple.test');
    await fill('Son numéro de téléphone', '05 36 49 00 12');
    await goOn('Le projet');
    await fill('Titre du projet', 'Un portail des familles à plusieurs');
    await page.getByLabel('Dématérialiser une démarche de bout en bout').check();
    await page.getByLabel('Créer ou améliorer un service en ligne').check();
    await fill('Décrivez le projet', 'Un portail commun.');
    await civilDate('debut', ['15', '1', '2027']);
    await civilDate('fin', ['30', '6', '2028']);
    await goOn('Le financement');
  });

  test('rows are added, a wrong total is refused with its difference, and nothing typed is lost', async () => {
    await expense(1, 'Développement', '60 000,50', 'Oui');
    await page.getByRole('button', { name: 'Ajouter une autre dépense' }).click();
    await expense(2, 'Serveurs', 'vingt mille', 'Non');
    await resource(1, 'Le fonds', 'Aide demandée', '45 000');
    await resource(2, 'La collectivité', 'Part du maître d’ouvrage', '30 000');
    await send();
    expect(await page.title()).toMatch(/^Erreur/);
    const wrong = row('Dépense 2').getByLabel('Montant');
    expect(await wrong.inputValue()).toBe('vingt mille');
    expect(await page.locator(`#${await wrong.getAttribute('aria-describedby')}`).innerText()).toContain('en chiffres');
    await isGood();

    await wrong.fill('19 999,50');
    if (javaScriptEnabled) await saysTotal('Dépenses', '80 000 €');
    await send();
    const sentence = 'Les dépenses totalisent 80 000 € et les recettes 75 000 € : il manque 5 000 € de recettes.';
    await says(sentence);
    await saysTotal('Recettes', '75 000 €');
    expect(await row('Dépense 1').getByLabel('Montant').inputValue()).toBe('60 000,50');
    await isGood();
    await page.getByRole('link', { name: sentence }).click();
    expect(new URL(page.url()).hash).toBe('#plan-totaux');
  });

  test('a line that is removed leaves the others as they are, and the plan that balances is kept', async () => {
    await page.getByRole('button', { name: 'Ajouter une autre recette' }).click();
    await resource(3, 'La région', 'Aide publique', '1');
    await row('Recette 3').getByRole('button', { name: 'Retirer' }).click();
    await row('Recette 3').waitFor({ state: 'detached' });
    expect(await row('Recette 2').getByLabel('Financeur').inputValue()).toBe('La collectivité');
    await row('Recette 2').getByLabel('Montant').fill('35 000');
    if (javaScriptEnabled) await says('Les dépenses et les recettes sont égales.');
    await goOn('Le code source');
    await page.getByLabel('EUPL 1.2').check();
    await fill('Adresse du dépôt', 'forge.exemple.test/portail');
    await page.getByLabel('La collectivité publiera').check();
    await send();
    await says('Écrivez une adresse complète');
    await fill('Adresse du dépôt', 'https://forge.exemple.test/portail');
    await goOn('Les engagements de la collectivité');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await goOn('Vérifiez vos réponses');
  });

  test('it is read again as two tables, and deposited', async () => {
    const expenses = page.getByRole('table', { name: 'Dépenses' });
    expect(flat(await expenses.innerText())).toMatch(
      /Développement Éligible.*60 000,50 €.*Total des dépenses.*80 000 €/,
    );
    await says('75 %');
    await isGood();
    await page.getByRole('button', { name: 'Déposer' }).click();
    await at('Votre demande est déposée');
    const dossier = new URL(page.url()).pathname.replace(/\/depot$/, '');
    await page.goto(dossier);
    await page.getByRole('table', { name: 'Recettes' }).waitFor();
    await isGood();
    const instructrice = createVisitor(parvis.url);
    await signInAsAgent(instructrice, 'nadia-khelifi');
    const read = await instructrice.visit(`/instruction/dinum${dossier}`);
    expect([read.status, checkPage(read.html)]).toEqual([200, []]);
    expect(flat(textOfPage(read))).toMatch(/La collectivité ?Part du maître d’ouvrage ?35 000 €/);
  });

  const row = (name: string): Locator => page.getByRole('group', { name, exact: true });
  const fill = (label: string, text: string) => page.getByLabel(label).fill(text);
  const send = () => page.getByRole('button', { name: 'Continuer' }).click();
  const at = (title: string) => page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  const says = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor();

  async function saysTotal(label: string, amount: string): Promise<void> {
    await page.locator('#plan-totaux dl > div', { hasText: label }).filter({ hasText: amount }).first().waitFor();
  }

  async function civilDate(name: string, parts: readonly string[]): Promise<void> {
    const names = ['jour', 'mois', 'annee'];
    for (const [index, part] of parts.entries()) await page.locator(`[name="${name}.${names[index]}"]`).fill(part);
  }

  async function expense(n: number, poste: string, montant: string, eligible: string): Promise<void> {
    await row(`Dépense ${n}`).getByLabel('Poste de dépense').fill(poste);
    await row(`Dépense ${n}`).getByLabel('Montant').fill(montant);
    await row(`Dépense ${n}`).getByLabel('Éligible').selectOption({ label: eligible });
  }

  async function resource(n: number, financeur: string, nature: string, montant: string): Promise<void> {
    await row(`Recette ${n}`).getByLabel('Financeur').fill(financeur);
    await row(`Recette ${n}`).getByLabel('Nature').selectOption({ label: nature });
    await row(`Recette ${n}`).getByLabel('Montant').fill(montant);
  }

  /** Goes on to the step of that title; a number that was looked up is shown first, to be confirmed. */
  async function goOn(title: string): Promise<void> {
    await isGood();
    await send();
    await page.locator('h1').first().waitFor();
    if (await page.getByText('Vérifiez le résultat de notre recherche').isVisible()) await send();
    await at(title);
  }

  /** Accessible, and whole on a phone of 320 px. */
  async function isGood(): Promise<void> {
    // axe is a script: the same pages pass through it in the journey with JavaScript.
    if (javaScriptEnabled) expect(await axeViolations(page), page.url()).toEqual([]);
    const size = page.viewportSize();
    expect(await overflowAt(page, 320), page.url()).toEqual([]);
    if (size) await page.setViewportSize(size);
  }
});

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
