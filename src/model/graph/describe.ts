/** The graph in words: the tables of `docs/network.md`. */
import type { ParameterSlot } from '../layout.ts';
import type { Graph } from './graph.ts';
import type { Operation, Tensor } from './operations.ts';

/** One operation as the documentation lists it. */
export interface OperationRow {
  readonly name: string;
  readonly kind: Operation['kind'];
  /** Names of tensors and parameters, in the order of the operation's definition. */
  readonly reads: readonly string[];
  readonly parameters: readonly string[];
  readonly writes: readonly string[];
}

/** Fields that an operation of the forward pass writes, and of the backward pass; it reads the others. */
const WRITTEN = {
  forward: new Set(['y', 'gate', 'up', 'inverse', 'outputs']),
  backward: new Set(['dx', 'dGate', 'dUp', 'dq', 'dk', 'dv']),
};

export function describeOperation(operation: Operation): OperationRow {
  const reads: string[] = [];
  const parameters: string[] = [];
  const writes: string[] = [];
  // A product of the backward pass writes its y, like one of the forward pass.
  const written = operation.kind.endsWith('Gradient') ? WRITTEN.backward : WRITTEN.forward;
  for (const [field, value] of Object.entries(operation)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part === null || typeof part !== 'object') continue;
      if ('offset' in part) parameters.push((part as ParameterSlot).name);
      else if (written.has(field)) writes.push((part as Tensor).name);
      else reads.push((part as Tensor).name);
    }
  }
  return { name: operation.name, kind: operation.kind, reads, parameters, writes };
}

/** The page `docs/network.md` for a configuration; its layers are all alike, so one or two show everything. */
export function networkPage({ config, layout, tensors, forward, backward }: Graph): string {
  const { vocabulary: V, context: T, width: d, hidden: F, layers, heads } = config;
  const size = (shape: readonly number[]) => shape.join(' × ');
  return `# The network

Made from the graph that both the \`webgpu\` and the \`wasm\` engine compile (\`src/model/graph\`), for a policy with
vocabulary ${V}, context ${T}, width ${d}, layers ${layers}, heads ${heads} and hidden width ${F}: ${layout.size.toLocaleString('en')} parameters.

## Parameters

One flat buffer, in this order. Names are those of a Hugging Face Llama checkpoint; projections are stored [in, out].

| offset | parameter | shape | weight decay |
| ---: | --- | --- | --- |
${layout.slots.map((s) => `| ${s.offset} | \`${s.name}\` | ${size(s.shape)} | ${s.decay ? 'yes' : 'no'} |`).join('\n')}

## Forward pass

${table(forward)}

## Backward pass

Behind the loss, which turns \`logits\` into \`dLogits\`. A parameter named here receives its gradient from the
operation, or passes one on.

${table(backward)}

## Tensors

Rows are the tokens read, or the predictions wanted; columns as listed.

| tensor | rows | columns |
| --- | --- | ---: |
${tensors.map((t) => `| \`${t.name}\` | ${t.rows} | ${t.columns} |`).join('\n')}
`;
}

function table(operations: readonly Operation[]): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' ') || '–';
  return [
    '| operation | kind | reads | parameters | writes |',
    '| --- | --- | --- | --- | --- |',
    ...operations.map(describeOperation).map((row) => {
      return `| ${row.name} | ${row.kind} | ${code(row.reads)} | ${code(row.parameters)} | ${code(row.writes)} |`;
    }),
  ].join('\n');
}
