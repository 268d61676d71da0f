import { NumberField, type NumberFieldProps } from './number-field.tsx';

export type MoneyFieldProps = Omit<NumberFieldProps, 'unit' | 'decimal'>;

/** An amount in euros; cents after a comma. The label should say « en euros ». */
export function MoneyField(props: MoneyFieldProps) {
  return <NumberField {...props} decimal unit="€" />;
}
