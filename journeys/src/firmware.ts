import type { LabHost } from '@kilonova/lab'

/** Of an image whose servers have UEFI and a TPM. The guest’s kernel, started by UEFI on a pc machine, finds no IDE drive. */
export const withFirmware = {
  hw_firmware_type: 'uefi',
  hw_cdrom_bus: 'scsi',
  hw_tpm_version: '2.0',
  hw_tpm_model: 'tpm-crb',
}

/** SHA-256 of each file of the guest's firmware and TPM, wherever libvirt keeps them; locks and logs are not its state. */
export async function firmwareOf(host: LabHost, id: string): Promise<Record<string, string>> {
  const script = `name=$(virsh domname ${id}) && sha256sum /var/lib/libvirt/qemu/nvram/"$name"_VARS.fd | sed 's/ .*/ nvram/'
    cd /var/lib/libvirt/swtpm/${id} && find . -type f ! -name .lock -exec sha256sum {} +`
  const text = await host.mustExec(['sh', '-c', script])
  const pairs = text.trim().split('\n')
  return Object.fromEntries(pairs.map((line) => line.split(/\s+/).toReversed() as [string, string]))
}
