import { expect } from 'vitest';
import type { Personne } from './personne.ts';

/** How a session of the fund is evaluated, ranked and decided: each function is a part of the story, by its pages. */
const SESSION = /^Projets numériques locaux, Session de démonstration/;
const COMMISSION = 'Comité des projets locaux';

export async function shareEvaluations(
  gestionnaire: Personne,
  fonds: string,
  evaluateurs: readonly string[],
): Promise<void> {
  await gestionnaire.go(`${fonds}/sessions`);
  await gestionnaire.at('Sessions');
  await gestionnaire.follow(SESSION);
  await gestionnaire.at(/^Session de démonstration/);
  await gestionnaire.follow('Répartir les évaluations');
  await gestionnaire.at('Répartir les évaluations');
  await gestionnaire.check(...evaluateurs);
  await gestionnaire.press('Répartir');
  await gestionnaire.at(/^Session de démonstration/);
}

/** @param note the same for every criterion, from 0 to 5 */
export async function evaluate(evaluateur: Personne, fonds: string, numero: string, note: string): Promise<void> {
  await evaluateur.go(`${fonds}/evaluations`);
  await evaluateur.at('Mes évaluations');
  await evaluateur.follow(numero);
  await evaluateur.at(`Évaluer la demande ${numero}`);
  for (const radio of await evaluateur.page.getByRole('radio', { name: note, exact: true }).all()) await radio.check();
  for (const why of await evaluateur.page.getByLabel('Pourquoi cette note').all()) {
    await why.fill('Le dossier le montre.');
  }
  await evaluateur.press('Soumettre l’évaluation');
  await evaluateur.at('Mes évaluations');
}

/** @param ordre those who ask, from the first to the last */
export async function rank(gestionnaire: Personne, fonds: string, ordre: readonly string[]): Promise<void> {
  await gestionnaire.go(`${fonds}/sessions`);
  await gestionnaire.follow(SESSION);
  await gestionnaire.follow('Classer les demandes');
  await gestionnaire.at('Classer les demandes');
  await gestionnaire.press('Établir le classement');
  await gestionnaire.at('Classement 1');
  const read = await gestionnaire.reads();
  expect(read).toContain('octet pour octet');
  expect(read).toMatch(new RegExp(ordre.map((nom, index) => `${index + 1} \\S+ ${nom}`).join('.*')));
}

/** From the ranking that is shown: the committee sits, decides what a simulation funds, and closes. @returns its minutes */
export async function holdCommission(
  gestionnaire: Personne,
  { tenueLe, enveloppe, total }: Readonly<Record<'tenueLe' | 'enveloppe' | 'total', string>>,
): Promise<Buffer> {
  await gestionnaire.follow('Réunir une commission');
  await gestionnaire.at('Réunir une commission');
  await gestionnaire.date('tenueLe', tenueLe);
  await gestionnaire.fill({
    'Nom de la commission': COMMISSION,
    Membres: 'Alix Roy, préfecture de région\nCamille Petit, association des maires\nSacha Lenoir',
    'Membres présents exigés': '2',
  });
  await gestionnaire.press('Réunir la commission');
  await gestionnaire.at(COMMISSION);
  await gestionnaire.check('Alix Roy', 'Camille Petit');
  await gestionnaire.press('Enregistrer les présents');
  await gestionnaire.at(COMMISSION);
  await gestionnaire.follow('Simuler un financement');
  await gestionnaire.at('Simuler un financement');
  await gestionnaire.check(enveloppe);
  await gestionnaire.press('Simuler');
  await gestionnaire.at('Simuler un financement');
  expect(await gestionnaire.reads()).toContain(`Demandes financées 2 sur 2 Total ${total}`);
  await gestionnaire.press('En faire les décisions de la commission');
  await gestionnaire.at(COMMISSION);
  await gestionnaire.follow('Clore la commission');
  await gestionnaire.at('Clore la commission');
  await gestionnaire.press('Clore définitivement');
  await gestionnaire.at(COMMISSION);
  expect(await gestionnaire.reads()).toContain('La clôture est lancée');
  // Done by a job, behind the page.
  const reload = async () => {
    await gestionnaire.page.reload();
    return gestionnaire.reads();
  };
  await expect.poll(reload, { timeout: 30_000 }).toContain('Télécharger le procès-verbal');
  await gestionnaire.at(COMMISSION);
  return gestionnaire.download('Télécharger le procès-verbal (PDF)');
}
