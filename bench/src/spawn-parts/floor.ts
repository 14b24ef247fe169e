import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestCloud } from '@kilonova/journeys'

/** How a disk is made by hand, as the words of one command each; `$D` is the guest's directory, `$I` its id. */
export interface FloorDisks {
  /** Once, before all guests: what an image's first use costs by hand. */
  readonly first?: readonly string[]
  /** Side by side, for each guest. */
  readonly each: readonly string[]
  /** After a round, for each guest. */
  readonly remove?: readonly string[]
}

const instances = '/var/lib/kilonova/instances'
const floorId = (number: number): string => `f1000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/**
 * The same guests by hand: the XML of a real server of ours, its disks by qemu-img, genisoimage or rbd, then `virsh
 * define` and `virsh start`; as many at once as ours.
 */
export class Floor {
  readonly #cloud: TestCloud
  readonly #script: string

  private constructor(cloud: TestCloud, script: string) {
    this.#cloud = cloud
    this.#script = script
  }

  /** @param id a server of ours that is ACTIVE; its XML is the pattern. */
  static async like(cloud: TestCloud, id: string, count: number, disks: FloorDisks): Promise<Floor> {
    const { host, lab } = cloud
    const server = await cloud.api.server(id)
    const domain = String(server?.['OS-EXT-SRV-ATTR:instance_name'])
    const xml = await host.mustExec(['virsh', 'dumpxml', '--inactive', domain])
    const tag = createHash('sha1').update(id).digest('hex').slice(0, 8)
    const numbers = Array.from({ length: count }, (_, index) => index + 1)
    for (const number of numbers) {
      const own = xml
        .replaceAll(id, floorId(number))
        .replaceAll(domain, `floor-${number}`)
        .replace(/<target dev='tap[^']*'\/>/, `<target dev='floor${number}'/>`)
        .replace(/<mac address='[^']*'/, `<mac address='52:54:00:00:f1:0${number}'`)
      await writeFile(join(lab.dir, `floor-${tag}-${number}.xml`), own)
      const folder = `${instances}/${floorId(number)}`
      await host.mustExec(['sh', '-c', 'mkdir -p "$1" && chmod 711 "$1"', 'sh', folder])
    }
    const xmlPath = join(lab.dir, `floor-${tag}`)
    return new Floor(cloud, scriptOf(numbers, xmlPath, disks))
  }

  /** @returns milliseconds, timed by the script itself, so that entering the host counts for nothing. */
  async round(): Promise<number> {
    const micros = await this.#cloud.host.mustExec(['bash', '-c', this.#script], { timeoutMs: 300_000 })
    return Number(micros.trim().split('\n').at(-1)) / 1000
  }
}

function scriptOf(numbers: readonly number[], xmlPath: string, disks: FloorDisks): string {
  const making = disks.each.map((command) => `  { ${command}; } >/dev/null & p+=($!)`).join('\n')
  const removing = (disks.remove ?? []).map((command) => `  ${command} >/dev/null 2>&1`).join('\n')
  return `set -e
make() {
  local I=f1000000-0000-4000-8000-$(printf %012d "$1") p=()
  local D=${instances}/$I
${making}
  for one in "\${p[@]}"; do wait "$one"; done
  virsh -q define ${xmlPath}-$1.xml >/dev/null
  virsh -q start floor-$1 >/dev/null
}
unmake() {
  local I=f1000000-0000-4000-8000-$(printf %012d "$1")
  local D=${instances}/$I
  virsh -q destroy floor-$1 >/dev/null
  virsh -q undefine --nvram floor-$1 >/dev/null
${removing}
  rm -f "$D"/*
}
begin=$(date +%s%N)
${disks.first === undefined ? '' : disks.first.join('\n')}
all=()
for n in ${numbers.join(' ')}; do make $n & all+=($!); done
for one in "\${all[@]}"; do wait "$one"; done
end=$(date +%s%N)
for n in ${numbers.join(' ')}; do unmake $n; done
echo $(( (end - begin) / 1000 ))`
}

/** A qcow2 overlay on a base, as by hand. */
export const overlay = (name: string, base: string, size: string): string =>
  `qemu-img create -q -f qcow2 -F raw -b ${base} "$D/${name}" ${size}`
