import type { ComponentChildren } from 'preact';
import { Details } from './details.tsx';

export type PriceCardProps = {
  /** What it is the price of, e.g. « Votre prix par repas ». */
  readonly title: string;
  /** Formatted, e.g. « 2,35 € ». */
  readonly amount: string;
  /** One sentence: why this price. */
  readonly because?: ComponentChildren | undefined;
  /** The computation, line by line, as the law wants it explained (CRPA L311-3-1). */
  readonly steps: readonly { readonly label: string; readonly value: string }[];
};

/** A price that explains itself. Its page is `dossier`. */
export function PriceCard({ title, amount, because, steps }: PriceCardProps) {
  return (
    <div class="price-card">
      <p class="price-title">{title}</p>
      <p class="price-amount">{amount}</p>
      {because && <p>{because}</p>}
      {steps.length > 0 && (
        <Details summary="Comment ce résultat est calculé">
          <dl class="price-steps">
            {steps.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Details>
      )}
    </div>
  );
}
