/** The engine suite on WebGPU (on a software adapter where there is no other), and what only this engine promises. */
import { createWebGpuEngine } from '../../../../../src/model/engines/webgpu/index.ts';
import { engineSuite } from '../../../../support/engine-suite.ts';

engineSuite('webgpu', createWebGpuEngine, { scores: 1e-4, gradient: 1e-4, batch: 0 });
