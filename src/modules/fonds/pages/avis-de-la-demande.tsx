import { DataTable, fr, Multiline, Tag, Verbatim } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { de } from '../../../values/french.ts';
import { AVIS, type CritereAvis } from '../domain/avis.ts';
import type { AvisDemande } from '../storage/avis.ts';
import type { EquipeDuFonds } from '../use-cases/equipe.ts';

export type AvisProps = { readonly avis: readonly AvisDemande[]; readonly equipe: EquipeDuFonds };

/** The opinions that were asked, side by side once they are given. */
export function AvisDeLaDemande({ avis, equipe }: AvisProps) {
  if (avis.length === 0) return null;
  const donnes = avis.flatMap(({ donne, ...one }) => (donne ? [{ ...one, donne }] : []));
  return (
    <>
      <h2>Avis</h2>
      {avis.map(({ id, expertId, question, askedAt, givenAt, donne, version }) => (
        <section key={id} aria-label={`Avis ${de(equipe.nomOf(expertId))}`}>
          <h3>{equipe.nomOf(expertId)}</h3>
          <p>
            {donne ? (
              <Tag text={AVIS[donne.avis].nom} ton={AVIS[donne.avis].ton} />
            ) : (
              <Tag text="Attendu" ton="attention" />
            )}{' '}
            <span class="muted">
              {givenAt ? `Donné le ${formatInstant(givenAt)}` : `Demandé le ${formatInstant(askedAt)}`}
              {version !== null && `, grille version ${version}`}
            </span>
          </p>
          {question && (
            <p>
              <span class="muted">Question posée&nbsp;:</span> <Verbatim>{question}</Verbatim>
            </p>
          )}
          {donne && <Multiline>{donne.commentaire}</Multiline>}
        </section>
      ))}
      {criteresOf(donnes).length > 0 && (
        <DataTable
          caption="Avis par critère"
          rows={criteresOf(donnes)}
          rowKey={({ id, titre }) => `${id} ${titre}`}
          empty={<p>Aucun avis.</p>}
          columns={[
            { key: 'critere', header: 'Critère', cell: ({ titre }) => fr(titre) },
            ...donnes.map(({ id, expertId, donne, grille }) => ({
              key: id,
              header: equipe.nomOf(expertId),
              cell: (critere: CritereAvis) => {
                const asked = grille.criteres.some((one) => isSame(one, critere));
                const reponse = asked ? donne.reponses[critere.id] : undefined;
                if (!reponse) return <span class="muted">Non demandé</span>;
                const { avis: verdict, commentaire } = reponse;
                return (
                  <>
                    <Tag text={AVIS[verdict].nom} ton={AVIS[verdict].ton} />
                    {commentaire && (
                      <>
                        <br />
                        <Verbatim>{commentaire}</Verbatim>
                      </>
                    )}
                  </>
                );
              },
            })),
          ]}
        />
      )}
    </>
  );
}

/** A criterion that a version renamed is another one: opinions given on each do not compare. */
const isSame = (a: CritereAvis, b: CritereAvis) => a.id === b.id && a.titre === b.titre;

/** All that these opinions answered, each once, in the order of their grids. */
function criteresOf(avis: readonly Pick<AvisDemande, 'grille'>[]): readonly CritereAvis[] {
  const all: CritereAvis[] = [];
  for (const critere of avis.flatMap(({ grille }) => grille.criteres)) {
    if (!all.some((one) => isSame(one, critere))) all.push(critere);
  }
  return all;
}
