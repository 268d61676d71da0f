import type { Personne } from './personne.ts';

/** A project that a collectivité asks the fund to help with: what its plan of financing says, in whole euros. */
export type ProjetLocal = {
  readonly titre: string;
  readonly cout: string;
  readonly aide: string;
  readonly part: string;
};

/** The address of the form, and the steps that it is filled in by: each arrives on its step and goes on to the next. */
export const FORMULAIRE = '/dinum/demarches/fonds-projet-local';

export async function beginAuNomDe(personne: Personne, collectivite: string): Promise<void> {
  await personne.at('Demander une aide pour un projet local');
  await personne.follow('Commencer');
  await personne.press(`Commencer au nom de ${collectivite}`);
  await personne.at('La collectivité qui demande');
}

export async function fillCollectivite(personne: Personne, referent: string): Promise<void> {
  await personne.fill({
    'La personne à contacter': referent,
    'Son adresse électronique': 'numerique@collectivite.exemple.test',
    'Son numéro de téléphone': '05 36 49 00 12',
  });
  await goOn(personne);
}

export async function fillProjet(personne: Personne, { titre }: ProjetLocal): Promise<void> {
  await personne.at('Le projet');
  await personne.fill({ 'Titre du projet': titre, 'Décrivez le projet': 'Un portail commun à tous les services.' });
  await personne.check('Créer ou améliorer un service en ligne');
  await personne.date('debut', inYears(1));
  await personne.date('fin', inYears(2));
  await goOn(personne);
}

export async function fillFinancement(personne: Personne, { cout, aide, part }: ProjetLocal): Promise<void> {
  await personne.at('Le financement');
  const line = (name: string) => personne.group(name);
  await line('Dépense 1').getByLabel('Poste de dépense').fill('Développement');
  await line('Dépense 1').getByLabel('Montant').fill(cout);
  await line('Dépense 1').getByLabel('Éligible').selectOption({ label: 'Oui' });
  for (const [n, financeur, nature, montant] of [
    [1, 'Le fonds', 'Aide demandée', aide],
    [2, 'La collectivité', 'Part du maître d’ouvrage', part],
  ] as const) {
    await line(`Recette ${n}`).getByLabel('Financeur').fill(financeur);
    await line(`Recette ${n}`).getByLabel('Nature').selectOption({ label: nature });
    await line(`Recette ${n}`).getByLabel('Montant').fill(montant);
  }
  await goOn(personne);
}

export async function fillCodeEtEngagements(personne: Personne): Promise<void> {
  await personne.at('Le code source');
  await personne.check('EUPL 1.2', 'La collectivité publiera');
  await personne.fill({ 'Adresse du dépôt': DEPOT });
  await goOn(personne);
  await personne.at('Les engagements de la collectivité');
  for (const box of await personne.page.getByRole('checkbox').all()) await box.check();
  await goOn(personne);
  await personne.at('Vérifiez vos réponses');
}

export const DEPOT = 'https://code.exemple.fr/portail';

/** @returns `/dossiers/<id>` and the number that everyone calls it by */
export async function deposit(personne: Personne): Promise<{ readonly dossier: string; readonly numero: string }> {
  await personne.press('Déposer');
  await personne.at('Votre demande est déposée');
  const [numero] = /\d{4}-[\dA-Z-]+/.exec(await personne.page.locator('.confirmation').innerText()) ?? [];
  if (!numero) throw new Error('The confirmation shows no number');
  return { dossier: new URL(personne.page.url()).pathname.replace(/\/depot$/, ''), numero };
}

/** A number that was looked up is shown first, to be confirmed. */
async function goOn(personne: Personne): Promise<void> {
  await personne.press('Continuer');
  await personne.page.locator('h1').first().waitFor();
  if (await personne.page.getByText('Vérifiez le résultat de notre recherche').isVisible()) {
    await personne.press('Continuer');
  }
}

/** A working day of the years to come, whatever today is. */
export function inYears(years: number): string {
  return Temporal.Now.plainDateISO('Europe/Paris').add({ years }).toString();
}
