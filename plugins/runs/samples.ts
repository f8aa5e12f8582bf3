/** A safetensors file of 32-bit zeros with those tensors, for documentation: 8 bytes of the header's length, the header, the data. */
export function safetensors(shapes: { readonly [name: string]: readonly number[] }, fill = 0): Uint8Array {
  let end = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const begin = end;
    end += 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const bytes = new Uint8Array(8 + header.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  for (let at = 8 + header.length; at < bytes.length; at += 4) view.setFloat32(at, fill, true);
  return bytes;
}
