import { agents, displayName, particuliers } from '../../simulators/people.ts';

/** What a newcomer reads when the demonstration is ready: where to go, and as whom. */
export function welcome(publicUrl: string, elapsedMs: number): string {
  const usagers = particuliers.slice(0, 4).map((person) => `    ${displayName(person).padEnd(24)} ${person.cas}`);
  const shown = agents.slice(0, 3).map((agent) => `    ${agent.courriel.padEnd(36)} ${agent.cas}`);
  return [
    `Prêt en ${(elapsedMs / 1000).toFixed(1)} s.`,
    '',
    `  ${publicUrl}/poitiers`,
    '',
    '  Usagers (FranceConnect simulé) :',
    ...usagers,
    `    … et ${particuliers.length - usagers.length} autres, à choisir sur la page de connexion.`,
    '  Agents (ProConnect simulé) :',
    ...shown,
    '',
    `  Instruction ${publicUrl}/instruction   Courriers ${publicUrl}/courriers   Composants ${publicUrl}/composants`,
    '  Ctrl-C pour arrêter.',
    '',
  ].join('\n');
}
