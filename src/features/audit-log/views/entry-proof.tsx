import { Card, Disclosure, Prose } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { CheckpointView } from '../checkpoint-view.ts';
import { offlineCommands } from '../entry-files.ts';
import type { EvidencedEntry } from '../read-entry.ts';
import { LogTime } from './log-time.tsx';

/** A checkpoint's size, root, signers and, on demand, its exact text. */
export function CheckpointDetails({ checkpoint }: { checkpoint: CheckpointView }) {
  const { t, format } = useUi();
  const { origin, treeSize, rootHash, signatures, note, signedAt } = checkpoint;
  const signers = signatures.map(({ name, keyId }) => (
    <div key={`${name} ${keyId}`}>
      <code>{`${name}+${keyId}`}</code>
    </div>
  ));
  return (
    <>
      <SummaryList
        rows={[
          { label: t('auditlog.proof.origin'), value: <code>{origin}</code> },
          { label: t('auditlog.proof.treeSize'), value: format.number(treeSize) },
          { label: t('auditlog.proof.rootHash'), value: <code>{rootHash}</code> },
          { label: t('auditlog.proof.signers'), value: signers },
          ...(signedAt ? [{ label: t('auditlog.proof.signedAt'), value: <LogTime at={signedAt} exact /> }] : []),
        ]}
      />
      <Disclosure summary={t('auditlog.proof.note')}>
        <Prose>
          <code>{note}</code>
        </Prose>
      </Disclosure>
    </>
  );
}

function Offline({ entry }: { entry: EvidencedEntry }) {
  const { t } = useUi();
  const { index, evidence } = entry;
  const [unpack, verify] = offlineCommands(index);
  const [signer] = evidence.checkpoint?.signatures ?? [];
  return (
    <Disclosure summary={t('auditlog.offline.title')}>
      <p>{t('auditlog.offline.lede')}</p>
      <ol>
        <li>
          <a href={`/api/v1/audit/entries/${index}`} download={`entry-${index}.json`}>
            {t('auditlog.offline.save', { file: `entry-${index}.json` })}
          </a>
        </li>
        <li>
          {t('auditlog.offline.unpack')}
          <br />
          <code>{unpack}</code>
        </li>
        <li>
          {t('auditlog.offline.verify')}
          <br />
          <code>{verify}</code>
        </li>
      </ol>
      {signer && <p>{t('auditlog.offline.key', { key: `${signer.name}+${signer.keyId}+` })}</p>}
      <p class="s-mute">{t('auditlog.offline.proves')}</p>
    </Disclosure>
  );
}

/** That the entry stands in the log that was signed: leaf hash, path, checkpoint, and how to check them elsewhere. */
export function ProofOfEntry({ entry }: { entry: EvidencedEntry }) {
  const { t, format } = useUi();
  const { leafHash, checkpoint, inclusionProof } = entry.evidence;
  const leaf = [{ label: t('auditlog.proof.leafHash'), value: <code>{leafHash}</code> }];
  if (!checkpoint || !inclusionProof) {
    return (
      <Card title={t('auditlog.proof.title')}>
        <SummaryList rows={leaf} />
        <Note title={t('auditlog.proof.notYet')}>
          <p>{t('auditlog.proof.notYetHelp')}</p>
        </Note>
      </Card>
    );
  }
  const hashes = inclusionProof.map((hash) => (
    <li key={hash}>
      <code>{hash}</code>
    </li>
  ));
  return (
    <Card title={t('auditlog.proof.title')}>
      <p>
        {t('auditlog.proof.lede', {
          index: format.number(entry.index),
          size: checkpoint.treeSize,
          shown: format.number(checkpoint.treeSize),
        })}
      </p>
      <SummaryList rows={leaf} />
      <CheckpointDetails checkpoint={checkpoint} />
      <Disclosure summary={t('auditlog.proof.path', { count: inclusionProof.length })}>
        {hashes.length > 0 ? <ol>{hashes}</ol> : <p>{t('auditlog.proof.noPath')}</p>}
      </Disclosure>
      <Offline entry={entry} />
    </Card>
  );
}
