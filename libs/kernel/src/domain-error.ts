/** A value that survives JSON unchanged; what the details of an error may hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a {@link DomainError} is made of. Never put an identity number into any member. */
export interface DomainErrorInit {
  /** `AREA.REASON`, upper snake case. */
  code: string;
  /** English, for engineers. */
  message: string;
  /** 中文, for the person who has to do something about it. */
  userMessage: string;
  /** 条款: the clause the refusal rests on, e.g. `行政处罚法第四十八条`. */
  clause?: string;
  /** RFC 6901 JSON pointer to the value that caused it. */
  pointer?: string;
  /** JSON-safe facts for the reader of the error. */
  details?: { readonly [key: string]: JsonValue };
}

const CODE = /^[A-Z][A-Z0-9_]*(\.[A-Z][A-Z0-9_]*)?$/;

/** 业务规则拒绝: a command or a value that one of our own rules refuses, with code, two languages and the clause. */
export class DomainError extends Error {
  readonly code: string;
  readonly userMessage: string;
  readonly clause?: string;
  readonly pointer?: string;
  readonly details?: { readonly [key: string]: JsonValue };

  /** @throws TypeError when the code does not have the form `AREA.REASON`: a mistake of the programmer. */
  constructor(init: DomainErrorInit) {
    super(init.message);
    if (!CODE.test(init.code)) throw new TypeError(`not an error code: ${init.code}`);
    this.name = new.target.name;
    this.code = init.code;
    this.userMessage = init.userMessage;
    if (init.clause !== undefined) this.clause = init.clause;
    if (init.pointer !== undefined) this.pointer = init.pointer;
    if (init.details !== undefined) this.details = init.details;
  }
}
