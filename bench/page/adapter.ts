/** The graphics adapter, for the record. */

export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** A GPU simulated on the CPU. */
  readonly software: boolean;
}

/** Null without WebGPU or without an adapter. */
export async function adapterFacts(): Promise<AdapterFacts | null> {
  if (!('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = `${vendor} ${architecture} ${description}`;
  const software = isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name);
  return { vendor, architecture, description, software };
}
