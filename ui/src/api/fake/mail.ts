import type { MailLine } from '../bindings/MailLine';
import type { MailPicture } from '../bindings/MailPicture';
import type { MailSpan } from '../bindings/MailSpan';
import type { MailTarget } from '../bindings/MailTarget';
import type { MailView } from '../bindings/MailView';

const span = (text: string, more: Partial<MailSpan> = {}): MailSpan => ({
  text,
  look: '',
  link: null,
  image: null,
  ...more,
});
const line = (cells: MailSpan[][], more: Partial<MailLine> = {}): MailLine => ({
  kind: 'text',
  gap: 1,
  quote: 0,
  indent: 0,
  marker: '',
  fold: '',
  table: 0,
  cells,
  ...more,
});

/** A mail in plain text, as the core lays it out. */
export function fakeMail(text: string): MailView {
  const texts = text.split('\n');
  const lines = texts.flatMap((one, at) =>
    one === '' ? [] : [line([[span(one)]], { gap: at === 0 ? 0 : texts[at - 1] === '' ? 2 : 1 })],
  );
  return { lines, links: [], remote_images: 0, has_hidden: false, is_html: false, notice: '' };
}

/** A mail with everything that a mail can have. */
export const fakeHtmlMail: MailView = {
  lines: [
    line([[span('Hello,')]], { gap: 0 }),
    line(
      [
        [
          span('the '),
          span('night run', { look: 'bold' }),
          span(' failed again. See '),
          span('the log', { link: 0 }),
          span('.'),
        ],
      ],
      { gap: 2 },
    ),
    line([[span('Host')], [span('State')]], { gap: 2, kind: 'head-row', table: 1 }),
    line([[span('db1')], [span('down since 22:04')]], { kind: 'row', table: 1 }),
    line([[span('db2')], [span('up')]], { kind: 'row', table: 1 }),
    line([[span('restarted the service')]], { gap: 2, marker: '- ', indent: 1 }),
    line([[span('checked the licence')]], { marker: '- ', indent: 1 }),
    line([[span('E store: set 20261123-2 not readable (-17)')]], { gap: 2, kind: 'code' }),
    line([[span('our dashboard', { image: 0 })]], { gap: 2 }),
    line([[span('Pay to account 1.', { look: 'hidden' })]], { gap: 2 }),
    line([[span('On Monday Mara Lindqvist wrote:')]], { gap: 2, fold: 'history' }),
    line([[span('Could you send the log?')]], { quote: 1, fold: 'history' }),
  ],
  links: [{ host: 'evil.example', is_odd: true }],
  remote_images: 1,
  has_hidden: true,
  is_html: true,
  notice: '',
};

export const fakeQuote = '> the night run failed again.';

export const fakeTargets: MailTarget[] = [
  {
    address: 'https://evil.example/log',
    kind: 'web',
    host: 'evil.example',
    words: 'https://bank.example',
    warnings: ['Text and target differ: the words name bank.example.'],
    refusal: '',
  },
];

/** One grey dot. */
export const fakePictures: MailPicture[] = [
  {
    image: 0,
    data: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOor6//DwAFggJ/2xDb1wAAAABJRU5ErkJggg==',
    refusal: '',
  },
];
