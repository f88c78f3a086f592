import type { AttachmentView } from '@/api/bindings/AttachmentView';
import { bytes } from '@/parts/bytes';

/** Where a file is, in a few words. */
export function stands(one: AttachmentView): string {
  switch (one.shape) {
    case 'absent':
      return one.have > 0 ? `${share(one)} of it is here` : 'not here';
    case 'waiting':
      return 'waits for others';
    case 'fetching':
      return `fetching ${share(one)}`;
    case 'here':
      return one.kind === '' || one.kind === one.declared ? 'here' : `here, ${one.kind}`;
    case 'too-large':
      return 'too large';
    case 'failed':
      return one.have > 0 ? `failed at ${share(one)}` : 'failed';
  }
}

function share(one: AttachmentView): string {
  if (one.size === null || one.size === 0) return bytes(one.have);
  return `${Math.floor((one.have * 100) / one.size)} %`;
}
