import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { runText } from './run-text.ts'

/** QEMU runs as this user on Debian. */
export const qemuUser = 'libvirt-qemu'

export const hasQemuUser = async (): Promise<boolean> => (await runText('getent', ['passwd', qemuUser])) !== undefined

/** Whether a command succeeds as that user, its groups and ACLs included. Needs root. */
export function asQemuUser(command: readonly string[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const options = ['--reuid', qemuUser, '--regid', qemuUser, '--init-groups', '--']
  execFile('/usr/bin/setpriv', [...options, ...command], { timeout: 5000 }, (error) => resolve(error === null))
  return promise
}

/**
 * Whether /dev/kvm is there and shut for QEMU's user, as where no udev gives it to group kvm. libvirt then takes what it
 * learned of QEMU for outdated each time it looks, and asks QEMU anew: seconds for each step of a build.
 */
export async function isKvmShut(device = '/dev/kvm'): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync(device) || !(await hasQemuUser())) return false
  return !(await asQemuUser(['test', '-r', device, '-a', '-w', device]))
}

export const openKvm = 'chgrp kvm /dev/kvm && chmod 0660 /dev/kvm (udev does so where it runs)'
