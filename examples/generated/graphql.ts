/* eslint-disable */
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment as ISO 8601 with an offset, such as `2026-01-10T08:00:00+08:00`. Input must carry the offset; output is in Beijing time, as the upstream speaks it. */
  DateTime: { input: string; output: string; }
  /** A number lent by the platform (X), digits only. Shown in full to whoever may read the field, since it is there to be dialled; masked in logs and traces. */
  NumberX: { input: string; output: string; }
  /** A real number of a person, digits only: mobile, or landline with its area code. Answers mask it (`138****0000`). A malformed one is answered with InvalidInputError by the field that takes it. */
  PhoneNumber: { input: string; output: string; }
};

/** The Alibaba Cloud account is in arrears, closed, unverified or has not activated the product. */
export type AccountError = Error & {
  __typename: 'AccountError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The same sentence in both languages. */
export type BilingualText = {
  __typename: 'BilingualText';
  /** In English. */
  en: Scalars['String']['output'];
  /** In Simplified Chinese. */
  zh: Scalars['String']['output'];
};

/** A handle on a binding: real numbers tied to an X number for a while. Free; its fields say what they cost. */
export type Binding = {
  __typename: 'Binding';
  /** Can this binding be called now, and which number should be dialled? Costs one upstream call, as `Query.callStatus` does. */
  callStatus: CallStatusResult;
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['output'];
  /** The 64-bit id of the binding, as text: a JavaScript number would round it. */
  subsId: Scalars['ID']['output'];
};


/** A handle on a binding: real numbers tied to an X number for a while. Free; its fields say what they cost. */
export type BindingCallStatusArgs = {
  callNo?: InputMaybe<Scalars['PhoneNumber']['input']>;
};

/** What the calling application should do next. */
export type CallAdvice =
  /** Make a new binding, or tell the user that the time is over. */
  | 'BIND_AGAIN'
  /** No private way is left: give up privacy or do not call. A business decision. */
  | 'DECIDE_FALLBACK'
  /** Dial `calledNo`; it is the number already shown to the user. */
  | 'DIAL_CALLED_NO'
  /** Dial `calledNo` for this call and forget it afterwards. */
  | 'DIAL_TEMPORARY_NO'
  /** The status is unknown, so there is nothing to advise. */
  | 'NONE';

/** Whether this binding can be called at this moment, and which number to dial. Never cached: ask right before the call. */
export type CallStatus = {
  __typename: 'CallStatus';
  /** The next step, derived from `status` alone. */
  advice: CallAdvice;
  /** The binding that was asked about, as a free handle. */
  binding: Binding;
  /** The lent number to dial. Null with UNAVAILABLE and EXPIRED (a number that the upstream sends along with an expired binding is withheld: it must not be dialled). */
  calledNo?: Maybe<Scalars['NumberX']['output']>;
  /** When this server had the answer, in Beijing time. */
  checkedAt: Scalars['DateTime']['output'];
  /** Digits to dial after `calledNo`, for bindings with an extension; null for all others. */
  extension?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own number for `status`, also when it is UNKNOWN. */
  rawStatus: Scalars['Int']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the platform was asked this very question. */
  source: CallStatusSource;
  /** What the platform says about the binding. */
  status: CallStatusCode;
};

/** Whether a binding can be called, as the platform tells it. */
export type CallStatusCode =
  /** Upstream 4. The binding is over: bind anew. Do not dial a number that may come along. */
  | 'EXPIRED'
  /** Upstream 1. Dial `calledNo`, the X number of the binding itself. */
  | 'NORMAL'
  /** Upstream 2. The X number is in trouble and the platform lent a temporary one: dial `calledNo`, this time only, and keep the stored X as it is. */
  | 'REASSIGNED'
  /** Upstream 3. In trouble and no substitute was found: `calledNo` is null. Falling back to the real number gives up privacy, so the application decides. */
  | 'UNAVAILABLE'
  /** A value this server does not know; `rawStatus` has it. Not a fault, and not "fine" either. */
  | 'UNKNOWN';

/** One question of `callStatuses`. */
export type CallStatusKey = {
  /** Real number of the party about to call. Optional; the upstream does not document its effect, and leaving it out is a different question. */
  callNo?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Key of the pool that owns the X number, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it; text, since it is a 64-bit number. */
  subsId: Scalars['ID']['input'];
};

/** The call status of a binding, or why there is none. */
export type CallStatusResult = AccountError | CallStatus | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Where a call status comes from. */
export type CallStatusSource =
  /** Inferred from other answers, because the account is not served QueryCallStatus: never certain. */
  | 'DERIVED'
  /** The platform answered QueryCallStatus for this binding just now. */
  | 'QUERY_CALL_STATUS';

/** Who says the code. */
export type CodeOrigin =
  /** The service, inside an HTTP 200 answer. */
  | 'BUSINESS'
  /** Alibaba Cloud’s API gateway, before the service saw the request. */
  | 'GATEWAY'
  /** This server itself. */
  | 'LAYER';

/** Something is set up wrongly on our side: key, clock, endpoint or pool. Callers can do nothing; operators run `dypls-graphql doctor`. */
export type ConfigurationError = Error & {
  __typename: 'ConfigurationError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The wish clashes with what exists, such as a second binding of the same number on one X. */
export type ConflictError = Error & {
  __typename: 'ConflictError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** Why a field has no answer. Every failure type implements it, so a client that selects these fields keeps working when a kind is added. */
export type Error = {
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** What is known about one code. */
export type ErrorCatalogEntry = {
  __typename: 'ErrorCatalogEntry';
  /** What usually brought it about. */
  cause: BilingualText;
  /** The code, or the display form of a family such as `Missing<Name>`. */
  code: Scalars['String']['output'];
  /** False where the code was inferred rather than found in the vendor’s documents. */
  documented: Scalars['Boolean']['output'];
  /** Name of the GraphQL type that carries it; a field whose union lacks that type answers UnknownError. */
  errorType: Scalars['String']['output'];
  /** What to do next. */
  fix: BilingualText;
  /** HTTP statuses it comes with, the documented one first; documents disagree, so match on the code. */
  httpStatus: Array<Scalars['Int']['output']>;
  /** True for a family of codes; exact codes win over it. */
  isPattern: Scalars['Boolean']['output'];
  /** What it says. */
  meaning: BilingualText;
  /** Who says it. */
  origin: CodeOrigin;
  /** When to try again. */
  retry: RetryRule;
};

/** One thing wrong with the input. */
export type InputIssue = {
  __typename: 'InputIssue';
  /** What is wrong with it. The value itself is not repeated, since it may be a phone number. */
  message: Scalars['String']['output'];
  /** Where it stands, from the field’s arguments inwards: `["keys", "3", "callNo"]`. */
  path: Array<Scalars['String']['output']>;
};

/** The caller sent something unusable. Found by this server before any upstream call (then `issues` says where), or by the upstream. */
export type InvalidInputError = Error & {
  __typename: 'InvalidInputError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** One entry per fault that this server found; empty when the upstream did the refusing. */
  issues: Array<InputIssue>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The upstream knows no such binding, number or record. A lapsed binding can look the same. */
export type NotFoundError = Error & {
  __typename: 'NotFoundError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** No lent number is left to give, or a purchase limit is reached. */
export type NumbersExhaustedError = Error & {
  __typename: 'NumbersExhaustedError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** This account is not served the operation: the gateway does not know it. Remembered for an hour, then asked again. */
export type OperationUnavailableError = Error & {
  __typename: 'OperationUnavailableError';
  /** The upstream’s own name of the operation, such as `QueryCallStatus`. */
  action: Scalars['String']['output'];
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** A write was sent and its answer was lost: it may or may not have happened. It was not repeated. */
export type OutcomeUnknownError = Error & {
  __typename: 'OutcomeUnknownError';
  /** The upstream’s own name of the operation, such as `QueryCallStatus`. */
  action: Scalars['String']['output'];
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The identity behind the access key may not do this, or the thing belongs to another account. */
export type PermissionDeniedError = Error & {
  __typename: 'PermissionDeniedError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type Pool = {
  __typename: 'Pool';
  /** A handle on one binding of this pool. Free, also for a binding that does not exist. */
  binding: Binding;
  /** The pool key as the console shows it: `FC` and digits. */
  key: Scalars['ID']['output'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolBindingArgs = {
  subsId: Scalars['ID']['input'];
};

/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type Query = {
  __typename: 'Query';
  /** Can this binding be called now, and which number should be dialled? Ask right before the call. Costs one upstream call; equal questions of one request share it. May make the platform lend a temporary number. */
  callStatus: CallStatusResult;
  /** The call status of up to 100 bindings: one result per key, in order. Costs one upstream call per distinct key; a failing key leaves its neighbours alone. More than 100 keys are answered with a single InvalidInputError and no upstream call. */
  callStatuses: Array<CallStatusResult>;
  /** Every known code with its meaning, cause, remedy and retry rule. Costs no upstream call. */
  errorCatalog: Array<ErrorCatalogEntry>;
  /** A handle on a pool, the way in to everything that belongs to it. Free, also for a key that does not exist. */
  pool: Pool;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryCallStatusArgs = {
  callNo?: InputMaybe<Scalars['PhoneNumber']['input']>;
  poolKey: Scalars['ID']['input'];
  subsId: Scalars['ID']['input'];
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryCallStatusesArgs = {
  keys: Array<CallStatusKey>;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryErrorCatalogArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryPoolArgs = {
  key: Scalars['ID']['input'];
};

/** Whether and how a refused request may be sent again. */
export type RetryRule =
  /** Later, with growing pauses; a write only when it certainly did not run. */
  | 'AFTER_BACKOFF'
  /** Once, after renewing the temporary credentials. */
  | 'FRESH_CREDENTIALS'
  /** Once, signed anew with a new nonce and time. This server does so by itself where it helps. */
  | 'FRESH_SIGNATURE'
  /** The same request will be refused again. */
  | 'NEVER';

/** Who held the request back. */
export type ThrottleOrigin =
  /** This server did, to stay below that quota; no upstream call was made. */
  | 'LOCAL_BUDGET'
  /** Alibaba Cloud refused it: the account’s quota for the operation is used up. */
  | 'UPSTREAM';

/** Too many requests for the account or the operation. Wait, then ask again unchanged. */
export type ThrottledError = Error & {
  __typename: 'ThrottledError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** Whether the upstream or this server said no. */
  origin: ThrottleOrigin;
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Milliseconds to wait at least; null when nobody named a time. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The upstream refused with a code this server has never seen. Code and request id are what its support needs. */
export type UnknownError = Error & {
  __typename: 'UnknownError';
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

/** The upstream did not answer, answered something unusable, or reported a fault of its own. */
export type UpstreamUnavailableError = Error & {
  __typename: 'UpstreamUnavailableError';
  /** How often it was tried, the last time included; 0 when no request left this server. */
  attempts: Scalars['Int']['output'];
  /** The upstream's own code, such as `isv.SUBS_NOT_EXIST`, or one of this server's, such as `TIMEOUT`; the list is open. `errorCatalog` explains those that are known. */
  code: Scalars['String']['output'];
  /** What the caller or the operator can do next; null when nothing is known. */
  hint?: Maybe<Scalars['String']['output']>;
  /** The HTTP status that came with the unusable answer; null when none came. */
  httpStatus?: Maybe<Scalars['Int']['output']>;
  /** What the code means, in the language of `Accept-Language` (English or Chinese); safe to show. */
  message: Scalars['String']['output'];
  /** What exactly went wrong, in English, for operators: "the answer is HTML or XML, not JSON". Null when the code says it all. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The upstream's id of this exchange, which its support asks for first; null when it was not reached. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the same request may succeed later, unchanged. */
  retryable: Scalars['Boolean']['output'];
};

export type CanBeCalledQueryVariables = Exact<{
  poolKey: Scalars['ID']['input'];
  subsId: Scalars['ID']['input'];
  callNo?: InputMaybe<Scalars['PhoneNumber']['input']>;
}>;


export type CanBeCalledQuery = { __typename: 'Query', callStatus:
    | { __typename: 'AccountError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'CallStatus', status: CallStatusCode, calledNo?: string | null, extension?: string | null }
    | { __typename: 'ConfigurationError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'InvalidInputError', code: string, message: string, retryable: boolean, requestId?: string | null, issues: Array<{ __typename: 'InputIssue', path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'OperationUnavailableError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'PermissionDeniedError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'ThrottledError', retryAfterMs?: number | null, code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'UnknownError', code: string, message: string, retryable: boolean, requestId?: string | null }
    | { __typename: 'UpstreamUnavailableError', code: string, message: string, retryable: boolean, requestId?: string | null }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CanBeCalledDocument = new TypedDocumentString(`
    query CanBeCalled($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {
  callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) {
    __typename
    ... on CallStatus {
      status
      calledNo
      extension
    }
    ... on InvalidInputError {
      issues {
        path
        message
      }
    }
    ... on ThrottledError {
      retryAfterMs
    }
    ... on Error {
      code
      message
      retryable
      requestId
    }
  }
}
    `) as unknown as TypedDocumentString<CanBeCalledQuery, CanBeCalledQueryVariables>;