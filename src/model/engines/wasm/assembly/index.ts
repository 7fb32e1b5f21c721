/** All kernels of the engine, and where the memory they leave free begins. Addresses are bytes, strides floats. */
export { attend, attendGradient, packKeys } from './attention';
export { exponentials, logitGradient } from './distribution';
export { gemm, gemmT, packColumns, packRows } from './gemm';
export { adamW, sumOfSquares } from './optimizer';
export {
  addTo, copy, expAll, gather, rmsNorm, rmsNormGradient, rotate, scale, scatterAdd, swiGlu, swiGluGradient, zero,
} from './rows';

/** First byte that holds no static data. */
export function heapStart(): usize {
  return __heap_base;
}
