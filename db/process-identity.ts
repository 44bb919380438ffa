import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the system says about one process on Linux, without any program: containers often have no `ps`. */
function linuxStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): after the name in brackets come state (3) and, as 22, the start in ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function ps(column: string, pid: number): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function startOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  return process.platform === 'linux' ? linuxStart(pid) : ps('lstart', pid);
}

/** Id and start of this process: ids alone are used again, after a reboot or in a container almost at once. */
export function ownIdentity(): string {
  return `${process.pid} ${startOf(process.pid)}`;
}

/** True while the very process that wrote `identity` lives. */
export function isAlive(identity: string): boolean {
  const [pid = '', ...start] = identity.trim().split(' ');
  const found = startOf(Number(pid));
  return found !== '' && found === start.join(' ');
}

/** The command line of a living process; empty when there is none. */
export function commandOf(pid: number): string {
  if (startOf(pid) === '') return '';
  if (process.platform !== 'linux') return ps('args', pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
