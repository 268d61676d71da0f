import { DataTable, Multiline, Tag, Verbatim } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { AVIS, CRITERES, CRITERES_AVIS } from '../domain/avis.ts';
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
      {avis.map(({ id, expertId, question, askedAt, givenAt, donne }) => (
        <section key={id} aria-label={`Avis de ${equipe.nomOf(expertId)}`}>
          <h3>{equipe.nomOf(expertId)}</h3>
          <p>
            {donne ? (
              <Tag text={AVIS[donne.avis].nom} ton={AVIS[donne.avis].ton} />
            ) : (
              <Tag text="Attendu" ton="attention" />
            )}{' '}
            <span class="muted">
              {givenAt ? `Donné le ${formatInstant(givenAt)}` : `Demandé le ${formatInstant(askedAt)}`}
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
      {donnes.length > 0 && (
        <DataTable
          caption="Avis par critère"
          rows={CRITERES}
          rowKey={(critere) => critere}
          empty={<p>Aucun avis.</p>}
          columns={[
            { key: 'critere', header: 'Critère', cell: (critere) => CRITERES_AVIS[critere] },
            ...donnes.map(({ id, expertId, donne }) => ({
              key: id,
              header: equipe.nomOf(expertId),
              cell: (critere: (typeof CRITERES)[number]) => {
                const { avis: verdict, commentaire } = donne.grille[critere];
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
