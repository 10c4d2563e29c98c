/** The school's own certificate, for HTTPS in the room. Layer: bridge/server. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ClassFaultCode } from '../../core/protocol/class-faults.ts';

export interface Certificate {
  /** PEM, with its chain. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** For which it is good: the bridge is known by them too. */
  readonly names: readonly string[];
}

/** Errors: `class.certificate-not-readable` {file}, for a key that is another certificate's too. */
export async function readCertificate(certFile: string, keyFile: string): Promise<Result<Certificate, ClassFaultCode>> {
  let file = certFile;
  try {
    const cert = await readFile(certFile, 'utf8');
    const x509 = new X509Certificate(cert);
    file = keyFile;
    const key = await readFile(keyFile, 'utf8');
    if (!x509.checkPrivateKey(createPrivateKey(key))) return fail('class.certificate-not-readable', { file });
    return ok({ cert, key, names: namesOf(x509) });
  } catch (cause) {
    return fail('class.certificate-not-readable', { file }, cause);
  }
}

/** RFC 5280 §4.2.1.6, as Node writes it: `DNS:lab.school.cn, IP Address:192.168.1.5`. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return subjectAltName
    .split(', ')
    .flatMap((each) => /^(?:DNS|IP Address):([\w.:-]+)$/.exec(each)?.[1] ?? [])
    .map((name) => name.toLowerCase());
}
