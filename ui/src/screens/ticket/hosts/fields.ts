import type { RemoteTool } from '@/api/bindings/RemoteTool';

/** What a tool is told, as typed. */
export interface Place {
  host: string;
  port: string;
  user: string;
  jump: string;
}

interface Words {
  label: string;
  hint: string;
  placeholder: string;
}

/** How the first field of a tool is called. */
export function addressWords(tool: RemoteTool | undefined): Words | null {
  switch (tool?.fields[0]) {
    case 'host':
      return { label: 'Host', hint: '', placeholder: 'backup01.customer.example' };
    case 'id':
      return tool.tool === 'anydesk'
        ? {
            label: 'AnyDesk address',
            hint: 'The number or the alias that the customer reads to you.',
            placeholder: '123 456 789',
          }
        : { label: `${tool.label} ID`, hint: 'The number that the customer reads to you.', placeholder: '123 456 789' };
    case 'link':
      return tool.tool === 'gotoassist'
        ? {
            label: 'Link of the session',
            hint: 'From your own GoTo program; it is on gotoassist.com, fastsupport.com, goto.com or gotoresolve.com.',
            placeholder: 'https://fastsupport.gotoassist.com/…',
          }
        : { label: 'Link of the session', hint: 'It begins with https://.', placeholder: 'https://…' };
    default:
      return null;
  }
}

/** The same place for another tool: an address of another kind counts for nothing there. */
export function kept(place: Place, from: RemoteTool | undefined, to: RemoteTool | undefined): Place {
  const isSameKind = from === undefined || from.fields[0] === to?.fields[0];
  const isSameTool = from?.tool === to?.tool;
  return {
    host: isSameKind && (to?.fields[0] === 'host' || isSameTool) ? place.host : '',
    port: isSameTool ? place.port : '',
    user: isSameKind ? place.user : '',
    jump: isSameTool ? place.jump : '',
  };
}
