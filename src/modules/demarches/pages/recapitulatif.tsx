import { SummaryList } from '../../../platform/html/index.ts';
import { phraseOrigine } from '../champs/commun.ts';
import { ValeurLue } from '../champs/valeur-lue.tsx';
import type { Champ, ContexteChamp } from '../domain/champ.ts';
import type { Definition, Section } from '../domain/definition.ts';
import { visibleChamps, visibleSections } from '../domain/parcours.ts';
import { typeOf } from '../domain/registre.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';

export type RecapitulatifProps = {
  readonly definition: Definition;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly contexte: ContexteChamp;
  /** Address of a step, when its answers can still be changed. */
  readonly etapeHref?: (section: Section) => string;
  /** Level of the title of each section: 2 when nothing stands above them but the title of the page. */
  readonly niveau?: 2 | 3 | 4;
  /** Begins the ids, where a page shows several dossiers. */
  readonly prefixe?: string;
};

/** Every answer, section by section, each with where it comes from: the same for the usager and for the agent. */
export function Recapitulatif(props: RecapitulatifProps) {
  const { definition, reponses, origines, contexte, etapeHref, niveau = 2, prefixe = '' } = props;
  const faits = { reponses, origines: commeAvant(origines) };
  const Titre = `h${niveau}` as const;
  return (
    <>
      {visibleSections(definition, faits).map((section) => {
        const champs = visibleChamps(section, faits).filter((champ) => typeOf(champ, contexte).nature !== 'rien');
        if (champs.length === 0) return null;
        return (
          <section key={section.id} aria-labelledby={`${prefixe}section-${section.id}`}>
            <Titre id={`${prefixe}section-${section.id}`}>{section.titre}</Titre>
            <SummaryList
              rows={champs.map((champ) => {
                const valeur = reponses[champ.id];
                const origine = origines[champ.id];
                const href = etapeHref?.(section);
                const absente = origine?.effaceeLe && <span class="muted">Réponse effacée</span>;
                return {
                  label: champ.libelle,
                  value:
                    valeur === undefined ? (
                      absente
                    ) : (
                      <ValeurLue champ={champ} valeur={valeur} contexte={contexte} origines={origines} />
                    ),
                  origin: origine ? phraseOrigine(origine) : valeur ? declaree(champ) : undefined,
                  change:
                    href && !origine?.certifiee && !typeOf(champ, contexte).sansSaisie
                      ? { href: `${href}#${champ.id}` }
                      : undefined,
                };
              })}
            />
          </section>
        );
      })}
    </>
  );
}

/** Who one is can be vouched for by FranceConnect: whoever reads an identity that was typed must know that it was not. */
function declaree({ type, prefill }: Champ): string | undefined {
  return type === 'identite' && prefill ? 'Identité déclarée, non vérifiée' : undefined;
}

/** What showed because it was certified still shows, to say that it was erased. */
function commeAvant(origines: Origines): Origines {
  return Object.fromEntries(
    Object.entries(origines).map(([chemin, origine]) => [
      chemin,
      origine.effaceeLe ? { ...origine, certifiee: true } : origine,
    ]),
  );
}
