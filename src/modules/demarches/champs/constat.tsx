import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { InsetText } from '../../../platform/html/components/inset-text.tsx';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { jourFromInstant } from '../../../values/jour.ts';

/** What a register answered about a number, kept with it. */
export type Constat = {
  /** `inconnu`: the register does not have it; `muet`: nobody answered, so it is as declared. */
  readonly etat: 'connu' | 'inconnu' | 'muet';
  /** « le répertoire Sirene » */
  readonly source: string;
  /** RFC 3339. */
  readonly le: string;
};

export const constatSchema: z.ZodType<Constat> = z.strictObject({
  etat: z.enum(['connu', 'inconnu', 'muet']),
  source: z.string(),
  le: z.string(),
});

export function constater(etat: Constat['etat'], source: string, le: Temporal.Instant): Constat {
  return { etat, source, le: le.round('second').toString() };
}

/** True once a register has answered: it is not asked again about the same number. */
export function aRepondu(constat: Constat | undefined): boolean {
  return constat !== undefined && constat.etat !== 'muet';
}

/** « Selon le répertoire Sirene, le 27 novembre 2026 » */
export function mention({ etat, source, le }: Constat): string {
  const jour = formatJour(jourFromInstant(Temporal.Instant.from(le)));
  switch (etat) {
    case 'connu':
      return `Selon ${source}, le ${jour}`;
    case 'inconnu':
      return `Non vérifié${NBSP}: ne figure pas dans ${source} le ${jour}`;
    case 'muet':
      return `Non vérifié${NBSP}: ${source} ne répondait pas le ${jour}`;
  }
}

type TrouveProps = {
  /** Name of the control that holds the number: what is shown leaves when it changes. */
  readonly pour: string;
  readonly constat: Constat;
  /** Absent when the register does not know the number. */
  readonly children?: ComponentChildren;
};

/** Under a number that was looked up: whose it is, or that nobody knows it. */
export function Trouve({ pour, constat, children }: TrouveProps) {
  return (
    <div data-trouve={pour}>
      <InsetText>
        {children ?? (
          <p>
            Ce numéro n’est pas dans {constat.source}. Vérifiez-le. S’il est juste, par exemple parce que l’organisme
            vient d’être créé, continuez&nbsp;: il sera marqué «&nbsp;non vérifié&nbsp;».
          </p>
        )}
        {children && <p class="muted">{mention(constat)}. Si ce n’est pas le bon, corrigez le numéro.</p>}
      </InsetText>
    </div>
  );
}
