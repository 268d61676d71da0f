import { SummaryList } from '../../../platform/html/index.ts';
import { phraseOrigine } from '../champs/commun.ts';
import type { ContexteChamp } from '../domain/champ.ts';
import type { Definition, Section } from '../domain/definition.ts';
import { visibleChamps, visibleSections } from '../domain/parcours.ts';
import { lireValeur, typeOf } from '../domain/registre.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';

export type RecapitulatifProps = {
  readonly definition: Definition;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly contexte: ContexteChamp;
  /** Address of a step, when its answers can still be changed. */
  readonly etapeHref?: (section: Section) => string;
};

/** Every answer, section by section, each with where it comes from: the same for the usager and for the agent. */
export function Recapitulatif({ definition, reponses, origines, contexte, etapeHref }: RecapitulatifProps) {
  const faits = { reponses, origines };
  return (
    <>
      {visibleSections(definition, faits).map((section) => {
        const champs = visibleChamps(section, faits).filter((champ) => typeOf(champ, contexte).nature !== 'rien');
        if (champs.length === 0) return null;
        return (
          <section key={section.id} aria-labelledby={`section-${section.id}`}>
            <h2 id={`section-${section.id}`}>{section.titre}</h2>
            <SummaryList
              rows={champs.map((champ) => {
                const valeur = reponses[champ.id];
                const origine = origines[champ.id];
                const href = etapeHref?.(section);
                return {
                  label: champ.libelle,
                  value: valeur === undefined ? undefined : lireValeur(champ, valeur, contexte, origines),
                  origin: origine && phraseOrigine(origine),
                  change: href && !origine?.certifiee ? { href: `${href}#${champ.id}` } : undefined,
                };
              })}
            />
          </section>
        );
      })}
    </>
  );
}
