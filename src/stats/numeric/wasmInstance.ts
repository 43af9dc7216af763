const page = 65536;
const modules = new Map<string, WebAssembly.Module | undefined>();

/** A function of a module: addresses and numbers to a number, or to nothing. */
export type WasmLoop = (...places: number[]) => number;

/**
 * Memory of at least so many bytes and the functions of a module over it; undefined where the engine has no
 * WebAssembly with two doubles at a time, a page's policy forbids it, or the memory would be larger than it can name.
 * @param key names the code: it is compiled once. @param code makes its bytes, of `wasmModule`.
 */
export function wasmInstance<Name extends string>(
  key: string,
  code: () => Uint8Array<ArrayBuffer>,
  bytes: number
): {memory: WebAssembly.Memory; buffer: ArrayBuffer; functions: Record<Name, WasmLoop>} | undefined {
  const module = compiled(key, code);
  if (!module || bytes > page * (page - 1)) return undefined;
  const memory = new WebAssembly.Memory({initial: Math.ceil(bytes / page)});
  const {exports} = new WebAssembly.Instance(module, {room: {memory}});
  return {memory, buffer: memory.buffer, functions: exports as Record<Name, WasmLoop>};
}

function compiled(key: string, code: () => Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined {
  if (!modules.has(key)) {
    let module: WebAssembly.Module | undefined;
    try {
      module = new WebAssembly.Module(code());
    } catch (error) {
      // Absent, too old, or forbidden; any other error is ours.
      const known = typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
      if (!known) throw error;
    }
    modules.set(key, module);
  }
  return modules.get(key);
}
