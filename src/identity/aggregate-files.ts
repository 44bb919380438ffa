import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { attempt, type FederationProblem } from './federation-problem.ts';
import { parsePlainYaml } from './federation-schema.ts';
import { checkedUrl, fingerprint } from './idp-metadata.ts';

/** Folder in FEDERATION_DIR. */
const folder = 'aggregates';

/** An aggregate as an operator pinned it. */
export interface PinnedAggregate {
  /** `rcc`, of `aggregates/rcc.yaml`. */
  name: string;
  /** Where it is published, or the path of the file that the operators fetch themselves. */
  source: { url: string } | { file: string };
  /** PEM; one, or two while its publisher changes its key. */
  certificates: string[];
  /** SHA-256 of the certificates, lower-case hex, sorted. */
  fingerprints: string[];
}

const beside = (suffix: string) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_-][A-Za-z0-9._-]*\\.${suffix}$`), `must name a .${suffix} file beside this one`);

/** `FEDERATION_DIR/aggregates/<name>.yaml`: closed, like the files of providers. */
const aggregateFile = z
  .strictObject({
    url: z.string().min(1).max(1024).optional(),
    file: beside('xml').optional(),
    certificate: beside('pem'),
  })
  .refine(({ url, file }) => (url === undefined) !== (file === undefined), {
    path: ['url'],
    message:
      'say either where it is published (url: https://…) or which file beside this one holds it (file: <name>.xml)',
  });

function readCertificates(pem: string): string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > 2)
    throw new Error(
      `holds ${blocks.length} certificates; one, or two while the publisher changes its key, are allowed`,
    );
  for (const block of blocks) {
    const key = new X509Certificate(block).publicKey;
    if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
      throw new Error('its key is not RSA of 2048 bits or more');
  }
  return blocks;
}

function sourceOf(at: string, { url, file }: z.infer<typeof aggregateFile>): PinnedAggregate['source'] {
  return url === undefined ? { file: join(at, String(file)) } : { url: checkedUrl(url) };
}

async function readOne(at: string, file: string, problems: FederationProblem[]): Promise<PinnedAggregate | null> {
  const name = basename(file, '.yaml');
  const where = { file: `${folder}/${file}`, alias: `${folder}/${name}` };
  const raw = await attempt(problems, { ...where, field: '' }, async () =>
    parsePlainYaml(await readFile(join(at, file), 'utf8')),
  );
  if (raw === null) return null;
  const parsed = aggregateFile.safeParse(raw);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems.push({ ...where, field: path.join('.'), message });
    return null;
  }
  const source = await attempt(problems, { ...where, field: 'url' }, () => sourceOf(at, parsed.data));
  const certificates = await attempt(problems, { ...where, field: 'certificate' }, async () =>
    readCertificates(await readFile(join(at, parsed.data.certificate), 'utf8')),
  );
  if (source === null || certificates === null) return null;
  return { name, source, certificates, fingerprints: certificates.map(fingerprint).sort() };
}

async function namesIn(at: string): Promise<string[]> {
  return (await readdir(at).catch(() => [])).sort();
}

/** Every `aggregates/<name>.yaml` of FEDERATION_DIR; a broken one hides no other. */
export async function readAggregates(
  federationDir: string,
): Promise<{ aggregates: PinnedAggregate[]; problems: FederationProblem[] }> {
  const at = join(federationDir, folder);
  const aggregates: PinnedAggregate[] = [];
  const problems: FederationProblem[] = [];
  for (const file of (await namesIn(at)).filter((one) => one.endsWith('.yaml'))) {
    if (!/^[a-z0-9-]{1,40}\.yaml$/.test(file)) {
      const message = 'name it <name>.yaml, name in a-z, 0-9 and -';
      problems.push({ file: `${folder}/${file}`, alias: `${folder}/${file}`, field: '', message });
      continue;
    }
    const read = await readOne(at, file, problems);
    if (read !== null) aggregates.push(read);
  }
  return { aggregates, problems };
}

/** The files by which aggregates are pinned, as paths in FEDERATION_DIR. */
export async function aggregateFileNames(federationDir: string): Promise<string[]> {
  const names = await namesIn(join(federationDir, folder));
  return names.filter((name) => /\.(yaml|pem)$/.test(name)).map((name) => join(folder, name));
}
