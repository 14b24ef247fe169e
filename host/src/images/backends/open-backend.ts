import type { ImageSettings } from '../settings.ts'
import { flatBackend } from './flat.ts'
import type { ImageBackend } from './image-backend.ts'
import { lvmBackend } from './lvm.ts'
import { qcow2Backend } from './qcow2.ts'
import { rbdBackend } from './rbd.ts'

/** The backend that the settings ask for. @throws {Error} when its own settings are missing. */
export function openBackend(settings: ImageSettings): ImageBackend {
  switch (settings.backend) {
    case 'qcow2':
      return qcow2Backend
    case 'flat':
      return flatBackend
    case 'rbd':
      if (settings.rbd === undefined) throw new Error('images.backend is rbd, but images.rbd is not set')
      return rbdBackend(settings.rbd)
    case 'lvm':
      if (settings.lvm === undefined) throw new Error('images.backend is lvm, but images.lvm is not set')
      return lvmBackend(settings.lvm)
    default:
      return settings.backend satisfies never
  }
}
