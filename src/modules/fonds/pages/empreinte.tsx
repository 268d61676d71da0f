/** A SHA-256 in hexadecimal, which a narrow screen may cut; copied, it stays whole. */
export function Empreinte({ value }: { readonly value: Buffer }) {
  const parts = value.toString('hex').match(/.{8}/g) ?? [];
  return (
    <code translate={false}>
      {parts.map((part) => (
        <>
          {part}
          <wbr />
        </>
      ))}
    </code>
  );
}
