import { fail, resultSchema, type Result } from '../../protocol/failures.ts';
import {
  panelRequests,
  toldSchema,
  type PanelParams,
  type PanelRequest,
  type PanelResult,
  type Told,
} from '../../protocol/panel.ts';

/** What the extension tells unasked. */
export type News = Exclude<Told, { kind: 'answer' }>;

/** Asks the extension. Never rejects: a failure is an answer. */
export type AskExtension = <Name extends PanelRequest>(
  name: Name,
  params: PanelParams<Name>,
) => Promise<Result<PanelResult<Name>>>;

/** The panel's end of the line: numbers what it asks, parses whatever comes in. */
export class Line {
  readonly #post: (message: unknown) => void;
  readonly #news: (news: News) => void;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #last = 0;

  constructor(post: (message: unknown) => void, news: (news: News) => void) {
    this.#post = post;
    this.#news = news;
  }

  readonly ask: AskExtension = async (name, params) => {
    this.#last += 1;
    const id = this.#last;
    const result = await new Promise<unknown>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post({ id, name, params });
    });
    const parsed = resultSchema(panelRequests[name].result).safeParse(result);
    if (!parsed.success) return fail('internal', `The answer to ${name} was not understood`);
    return parsed.data as Result<PanelResult<typeof name>>;
  };

  /** To be called with every message that the page receives. */
  readonly receive = (message: unknown): void => {
    const told = toldSchema.safeParse(message);
    if (!told.success) return;
    if (told.data.kind !== 'answer') {
      this.#news(told.data);
      return;
    }
    this.#waiting.get(told.data.id)?.(told.data.result);
    this.#waiting.delete(told.data.id);
  };
}
