import type { ComponentChildren } from 'preact';
import { Details } from './details.tsx';

export type PriceCardProps = {
  /** What it is the price of, e.g. « Votre prix par repas ». */
  readonly title: string;
  /** Formatted, e.g. « 2,35 € ». */
  readonly amount: string;
  /** One sentence: why this price. */
  readonly because: ComponentChildren;
  /** The computation, line by line, as the law wants it explained (CRPA L311-3-1). */
  readonly steps: readonly { readonly label: string; readonly value: string }[];
  /** The rule in words, its date and its deliberation. */
  readonly rule?: ComponentChildren | undefined;
  readonly level?: 2 | 3 | undefined;
};

/** A price that explains itself. */
export function PriceCard({ title, amount, because, steps, rule, level = 2 }: PriceCardProps) {
  const Heading = `h${level}` as const;
  return (
    <section class="price-card">
      <Heading class="price-title">{title}</Heading>
      <p class="price-amount">{amount}</p>
      <p>{because}</p>
      <Details summary="Comment ce prix est calculé">
        <dl class="price-steps">
          {steps.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {rule && <p class="muted">{rule}</p>}
      </Details>
    </section>
  );
}
