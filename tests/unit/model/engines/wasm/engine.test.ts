/** The 'wasm' engine passes the suite of all engines, with equal bits where others may only be close. */
import { hasRelaxedSimd, WasmEngine } from '../../../../../src/model/engines/wasm/index.ts';
import { engineSuite } from '../../../../support/engine-suite.ts';
import { wasmKernels } from '../../../../support/wasm-kernels.ts';

const TOLERANCES = { scores: 2e-5, gradient: 1e-4, batch: 0 };

engineSuite('wasm', async () => WasmEngine.create(await wasmKernels()), TOLERANCES);

// Node gets relaxed SIMD with V8 11.4; the browser tests cover it everywhere else.
if (hasRelaxedSimd()) {
  engineSuite('wasm, relaxed SIMD', async () => WasmEngine.create(await wasmKernels('relaxed')), TOLERANCES);
}
