// node run.mjs MODULE CASES.json: the same cases in wasm, timed in bulk (a case is repeated until the clock's grain is small)
import { readFileSync } from "node:fs";
const [, , module, cases] = process.argv;
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { put, localize, detect } = instance.exports;
const list = JSON.parse(readFileSync(cases)).cases;
for (const one of list) for (const row of one.observed) for (const value of row) put(value);
const time = (work, index) => {
  let times = 1;
  for (;;) {
    const start = performance.now();
    work(index, times);
    const took = performance.now() - start;
    if (took > 0.4 || times > 4000) return (took * 1000) / times;
    times *= 4;
  }
};
for (let round = 0; round < 3; round++) for (let index = 0; index < list.length; index++) if (list[index].wrong.length <= 3) localize(index, 20);
const figures = (name, values) => {
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.min(values.length - 1, Math.floor(values.length * share))].toFixed(2);
  console.log(`| wasm (Node ${process.versions.node}) | ${name} | ${values.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
};
const best = (work, index) => Math.min(time(work, index), time(work, index), time(work, index));
figures("detection", list.map((_, index) => best(detect, index)));
const seen = list.map((one, index) => ({ one, index })).filter(({ one }) => one.detectable);
for (const cells of [1, 2, 3]) figures(`${cells} wrong`, seen.filter(({ one }) => one.wrong.length === cells).map(({ index }) => best(localize, index)));
figures("at most 3 wrong", seen.filter(({ one }) => one.wrong.length <= 3).map(({ index }) => best(localize, index)));
figures("4 to 14 wrong", seen.filter(({ one }) => one.wrong.length > 3).map(({ index }) => best(localize, index)));
