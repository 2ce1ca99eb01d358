// Optimizes the wasm files it is given, each in its place: for speed, and in the order of names, which brings alike
// functions together for what compresses them. All in one program: to start it takes longer than most parts take.
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(0);
for (const file of process.argv.slice(2)) {
  const module = binaryen.readBinary(readFileSync(file));
  module.optimize();
  module.runPasses(['reorder-functions-by-name']);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
