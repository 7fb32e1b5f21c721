// What describes a pass: words of the buffers `pass` and `rows`, as `dispatch.ts` documents them.
struct Pass {
  rows: u32,
  picked: u32,
  accumulate: u32,
  splitRows: u32,
}

struct Row {
  token: u32,
  position: u32,
  place: u32,
  begin: u32,
  end: u32,
  pickOf: u32,
  picked: u32,
  next: u32,
}

const NONE = 0xffffffffu;
const LAST = 0x7fffffffu;
const FIRST = 0x80000000u;
