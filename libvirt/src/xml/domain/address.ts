import { type Field, hex, integer, onOff, scalar, text, word } from '../field.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'
import { hexScalar, integerScalar } from '../scalar.ts'

/** PCI numbers are written in hex; a drive's bus, a USB bus and a DIMM's slot share their names, in decimal. */
function pciNumber(path: string, digits: number): Field<number, number> {
  const inHex = scalar(path, hexScalar(digits))
  const inDecimal = scalar(path, { ...integerScalar, decode: hexScalar(digits).decode })
  return {
    ...inHex,
    write(draft, value, whole) {
      const { type } = whole as { type?: string }
      const form = type === undefined || type === 'pci' ? inHex : inDecimal
      form.write(draft, value, whole)
    },
  }
}

const deviceAddressFields = {
  type: word<'pci' | 'drive' | 'virtio-serial' | 'usb' | 'ccw' | 'virtio-mmio' | 'isa' | 'dimm' | 'unassigned'>(
    '@type',
  ),
  /** PCI domain. */
  domain: hex('@domain', 4),
  /** The SCSI, IDE or SATA controller of a drive, or that of a virtio-serial port. */
  controller: integer('@controller'),
  bus: pciNumber('@bus', 2),
  /** SCSI target. */
  target: integer('@target'),
  /** The drive on its target. */
  unit: integer('@unit'),
  /** PCI slot, or memory slot of a DIMM. */
  slot: pciNumber('@slot', 2),
  function: hex('@function'),
  multifunction: onOff('@multifunction'),
  /** Virtio-serial port number, or a USB path such as `1.2`. */
  port: text('@port'),
  /** Device number on its bus, of a USB device of the host. */
  device: integer('@device'),
  /** Of a mediated device of the host. */
  uuid: text('@uuid'),
  base: text('@base'),
  iobase: text('@iobase'),
  irq: text('@irq'),
}
export interface DeviceAddressXml extends Read<typeof deviceAddressFields> {}
export interface DeviceAddressXmlInput extends Input<typeof deviceAddressFields> {}
/** Where a device sits on its bus. Which fields mean something hangs on `type`. */
export const deviceAddressXml: ElementType<DeviceAddressXml, DeviceAddressXmlInput, typeof deviceAddressFields> =
  record('address', deviceAddressFields)
