/**
 * The Luhn check (ISO/IEC 7812-1, annex B): every second digit from the right is doubled, and the sum of all the
 * digits must be a multiple of 10. Insee uses it for SIREN and SIRET.
 * @param digits only `0` to `9`
 */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reduceRight((total, digit, index) => {
    const isDoubled = (digits.length - 1 - index) % 2 === 1;
    const value = Number(digit) * (isDoubled ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits.length > 0 && sum % 10 === 0;
}
