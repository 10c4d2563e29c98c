/** What can be wrong with bytecode from outside. Layer: bytecode. */
export type BytecodeFaultCode =
  | 'bytecode.malformed' // {at}: the byte at which decoding gave up
  | 'bytecode.newer-version' // {version}
  | 'bytecode.unsafe'; // {functionIndex, pc, rule}: decodes, but breaks a rule of bytecode.md
