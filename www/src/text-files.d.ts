// esbuild puts the content of a text file in place of its import.
declare module '*.txt' {
  const text: string;
  export default text;
}
