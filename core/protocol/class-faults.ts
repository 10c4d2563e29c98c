/** What can go wrong in a class. Layer: protocol. Spec: docs/protocols/class.md. */

export type ClassFaultCode =
  | 'class.none-open'
  | 'class.already-open' // {title}
  | 'class.ended'
  | 'class.erased'
  | 'class.left'
  | 'class.wrong-code'
  | 'class.code-expired'
  | 'class.too-many-tries' // {waitS}
  | 'class.nickname-taken' // {nickname}
  | 'class.wrong-personal-code' // {nickname}
  | 'class.full' // {limit}
  | 'class.no-such-student'
  | 'class.no-such-class'
  | 'class.locked'
  | 'class.not-joined'
  | 'class.already-joined' // {nickname}
  | 'class.needs-https'
  | 'class.no-passphrase'
  | 'class.wrong-passphrase'
  | 'class.bad-address' // {address}
  | 'class.unreachable' // {address}
  | 'class.not-a-class' // {address}
  | 'class.no-xlsx'
  | 'class.output-not-writable' // {file}
  | 'class.certificate-not-readable'; // {file}
