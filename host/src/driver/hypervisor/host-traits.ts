import { allAtPath, atPath, type Connect, parseElement, textOf, type XmlElement } from '@kilonova/libvirt'

/** Traits of os-traits whose name is not simply the feature's own. */
const otherNames: Readonly<Record<string, string>> = {
  aes: 'AESNI',
  bmi1: 'BMI',
  fma: 'FMA3',
  pclmuldq: 'CLMUL',
  pni: 'SSE3',
  'sha-ni': 'SHA',
  'sse4.1': 'SSE41',
  'sse4.2': 'SSE42',
  avx512cd: 'AVX512CD',
  'avx512-vpopcntdq': 'AVX512VPOPCNTDQ',
}
const plainNames = new Set(
  `3dnow abm avx avx2 avx512bw avx512dq avx512er avx512f avx512ifma avx512pf avx512vbmi avx512vbmi2 avx512vl avx512vnni
  avx512bitalg bmi2 f16c fma4 gfni mmx mpx pcid rtm hle sse sse2 sse4a ssbd ssse3 stibp svm tbm vaes vmx vpclmulqdq xop`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

/** `avx2` → `HW_CPU_X86_AVX2`; nothing for what os-traits does not name. */
function cpuTrait(feature: string): string[] {
  const name = otherNames[feature] ?? (plainNames.has(feature) ? feature.toUpperCase() : undefined)
  return name === undefined ? [] : [`HW_CPU_X86_${name}`]
}

const word = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')

/** What a guest of this host can have, in the words of os-traits. */
export interface TraitSource {
  readonly architecture: string
  readonly virtType: 'kvm' | 'qemu'
  readonly uefi: { readonly available: boolean; readonly secureBoot: boolean }
  readonly videoModels: readonly string[]
  readonly tpmModels: readonly string[]
}

const imageTypes = ['RAW', 'QCOW2', 'ISO', 'AKI', 'ARI', 'AMI', 'VMDK', 'VHD', 'VHDX', 'VDI']

/** @param domain the domain capabilities that the source was read from. */
export async function readTraits(connection: Connect, source: TraitSource, domain: XmlElement): Promise<string[]> {
  const features = await guestFeatures(connection, source, domain)
  const buses = allAtPath(domain, 'devices/disk/enum').find((one) => one.attributes.get('name') === 'bus')
  const busNames = buses === undefined ? [] : allAtPath(buses, 'value').map(textOf)
  const traits = [
    'COMPUTE_NODE',
    `COMPUTE_ARCH_${word(source.architecture)}`,
    ...imageTypes.map((type) => `COMPUTE_IMAGE_TYPE_${type}`),
    ...busNames.map((bus) => `COMPUTE_STORAGE_BUS_${word(bus)}`),
    ...source.videoModels.map((model) => `COMPUTE_GRAPHICS_MODEL_${word(model)}`),
    ...(source.tpmModels.length > 0 ? ['COMPUTE_SECURITY_TPM_2_0'] : []),
    ...source.tpmModels.map((model) => `COMPUTE_SECURITY_${word(model)}`),
    ...(source.uefi.secureBoot ? ['COMPUTE_SECURITY_UEFI_SECURE_BOOT'] : []),
    ...features.flatMap(cpuTrait),
  ]
  return [...new Set(traits)].toSorted()
}

const expandFeatures = 1

/** The CPU features of a guest with the host's model, those that the model implies with them. */
async function guestFeatures(connection: Connect, source: TraitSource, domain: XmlElement): Promise<string[]> {
  const hostModel = allAtPath(domain, 'cpu/mode').find((mode) => mode.attributes.get('name') === 'host-model')
  if (hostModel === undefined) return []
  const required = allAtPath(hostModel, 'feature').flatMap((feature) =>
    feature.attributes.get('policy') === 'require' ? (feature.attributes.get('name') ?? []) : [],
  )
  const model = atPath(hostModel, 'model')
  if (model === undefined) return required
  const names = required.map((name) => `<feature policy='require' name='${name}'/>`).join('')
  const cpu = `<cpu mode='custom' match='exact'><model fallback='forbid'>${model}</model>${names}</cpu>`
  try {
    const { architecture, virtType } = source
    const xml = await connection.baselineHypervisorCpu(null, architecture, null, virtType, [cpu], expandFeatures)
    return allAtPath(parseElement(xml), 'feature').flatMap((feature) =>
      feature.attributes.get('policy') === 'disable' ? [] : (feature.attributes.get('name') ?? []),
    )
  } catch {
    return required // an old libvirt: what the model implies is not told, which only hides hosts
  }
}
