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
  /** A moment as ISO 8601 with an offset, such as `2026-01-10T08:00:00+08:00`. Input must carry the offset; output is in Beijing time, as the upstream speaks it. A moment that does not exist, such as 30 February or 24:00, is answered with InvalidInputError by the field that takes it. */
  DateTime: { input: string; output: string; }
  /** A number lent by the platform (X), digits only. Shown in full to whoever may read the field, since it is there to be dialled; masked in logs and traces. */
  NumberX: { input: string; output: string; }
  /** A real number of a person, digits only: mobile, or landline with its area code. Answers mask it (`138****0000`), unless the credential has the scope `calls:unmask` and the header `x-dypls-unmask-reason` says why: then each number is recorded in the audit log and shown. One that is over the rate limit or cannot be recorded stays masked; `extensions.dypls.unmasked` counts both. A malformed one is answered with InvalidInputError by the field that takes it. */
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

/** Which X goes to which employee. */
export type AssignWorkNumberInput = {
  /** An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** The work number to give out, digits only. */
  number: Scalars['NumberX']['input'];
  /** Real number of the employee. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** Free text of yours that the receipts of calls bring back. Keep personal data out. Left out, they bring none. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Which pool of work numbers, by its key in the console: `FC` and more. */
  poolKey: Scalars['ID']['input'];
};

/** The number belongs to the employee now, or why not. */
export type AssignWorkNumberResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WorkNumberAssignment;

/** Which waybill number to put on which binding. */
export type AttachWaybillInput = {
  /** The X number of that very binding: the upstream wants both. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding; it must be AXN, with or without an extension, and in force. */
  subsId: Scalars['ID']['input'];
  /** The tracking number on the parcel, 1 to 64 characters without blanks. */
  waybillNo: Scalars['ID']['input'];
};

/** What is written down of what callers do. Questions that show no real number are not. */
export type AuditKind =
  /** A caller named more real numbers than it may, and was refused; written once a minute at most. */
  | 'LIMIT'
  /** A write that was tried, whatever came of it, or refused. */
  | 'MUTATION'
  /** A real number that was shown in full, one record for each. */
  | 'UNMASK';

/** Something that a deed was about: a pool, a binding, a number. Never told in the clear. */
export type AuditObject = {
  __typename: 'AuditObject';
  /** What it was called where it stood: `poolKey`, `subsId`, `numberA`, `members` … */
  name: Scalars['String']['output'];
  /** A keyed hash: equal refs are the same thing, as long as the deployment keeps its `DYPLS_REF_KEY`. It leads back to nothing. */
  ref: Scalars['String']['output'];
};

/** Whether a deed came to its end, as far as the log knows. */
export type AuditOutcome =
  /** It ran to its end; `results` says what came of it. */
  | 'COMPLETE'
  /** A scope or a limit refused it before it began; `results` has the code. */
  | 'REFUSED'
  /** It was begun and no end is recorded: it is under way, or the process was killed. Compare with the upstream. */
  | 'UNKNOWN';

/** A stretch of the audit log, newest first. */
export type AuditPage = {
  __typename: 'AuditPage';
  /** What fits the wish; fewer than wished for, or none, does not mean that the log ends: see `older`. */
  items: Array<AuditRecord>;
  /** What to hand to `before` to go on; null when everything was looked at. */
  older?: Maybe<Scalars['ID']['output']>;
};

/** One mutation, one unmasked number, written down before it was shown, or a limit on numbers that was met. Numbers in texts of callers are masked. */
export type AuditRecord = {
  __typename: 'AuditRecord';
  /** When it was written down. */
  at: Scalars['DateTime']['output'];
  /** First 16 hex digits of the SHA-256 of the document as it was sent, with what looks like a phone number in it masked. */
  documentHash: Scalars['String']['output'];
  /** Type and field, such as `Mutation.bindAxb` or `BindingDetails.numberA`. */
  field: Scalars['String']['output'];
  /** Where it stands in the log; `before` takes it to go on from there. */
  id: Scalars['ID']['output'];
  /** Whether something was changed, shown or refused for being too much. */
  kind: AuditKind;
  /** Numbers and ids that were asked about or answered with, 100 at most. */
  objects: Array<AuditObject>;
  /** How many more there were; 0 in most cases. */
  objectsLeftOut: Scalars['Int']['output'];
  /** What the caller called the operation; null for one without a name. */
  operationName?: Maybe<Scalars['String']['output']>;
  /** How far it came; always complete for a number that was shown. */
  outcome: AuditOutcome;
  /** Why a number was unmasked, in the viewer’s own words; null for a mutation. */
  reason?: Maybe<Scalars['String']['output']>;
  /** This server’s id of the request: the same for all that was done in it. */
  requestId: Scalars['String']['output'];
  /** Type of what came of it, such as `NewBinding` or `ConflictError`, and of each kind of result inside it; a code where there was no result. */
  results: Array<Scalars['String']['output']>;
  /** The scope that let the viewer do it; null where none was asked for. */
  scope?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange, which its support asks for; null when there was none. */
  upstreamRequestId?: Maybe<Scalars['String']['output']>;
  /** Who it was: id of the API key or subject of the token; `open` where nobody has to say. */
  viewerId: Scalars['String']['output'];
};

/** Codes of corporate tones for an AXB binding. A slot left out plays the tone of the pool. */
export type AxbRingingTonesInput = {
  /** Heard by A, who calls X, until B answers. */
  aCalls?: InputMaybe<Scalars['String']['input']>;
  /** Heard after B has answered a call of A. */
  aCallsAnswered?: InputMaybe<Scalars['String']['input']>;
  /** Heard by B, who calls X, until A answers. */
  bCalls?: InputMaybe<Scalars['String']['input']>;
  /** Heard after A has answered a call of B. */
  bCallsAnswered?: InputMaybe<Scalars['String']['input']>;
};

/** A batch that the upstream took; each entry has an outcome of its own. Repeat only those that failed. */
export type AxgBatch = {
  __typename: 'AxgBatch';
  /** The upstream’s id of the exchange, shared by all entries; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** One result per entry of the input, in its order. Costs no upstream call of its own. An entry that the upstream left out of its answer is an OutcomeUnknownError. */
  results: Array<BindResult>;
};

/** Codes of corporate tones for an AXG binding. A slot left out plays the tone of the pool. */
export type AxgRingingTonesInput = {
  /** Heard by A, who calls X and has a B to be put through to. */
  aCallsB?: InputMaybe<Scalars['String']['input']>;
  /** Heard by A, who calls X although no B was given. */
  aCallsNobody?: InputMaybe<Scalars['String']['input']>;
  /** Heard by a member of the group who calls X. */
  memberCalls?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of corporate tones for an AXN binding, with or without extension. A slot left out plays the tone of the pool. */
export type AxnRingingTonesInput = {
  /** Heard after a call of A has been answered. */
  aCallsAnswered?: InputMaybe<Scalars['String']['input']>;
  /** Heard by A, who calls X and has a B to be put through to. */
  aCallsB?: InputMaybe<Scalars['String']['input']>;
  /** Heard by A, who calls X although no B was given. */
  aCallsNobody?: InputMaybe<Scalars['String']['input']>;
  /** Heard by anybody who calls X, until A answers. */
  anybodyCalls?: InputMaybe<Scalars['String']['input']>;
  /** Heard after A has answered somebody’s call. */
  anybodyCallsAnswered?: InputMaybe<Scalars['String']['input']>;
};

/** The same sentence in both languages. */
export type BilingualText = {
  __typename: 'BilingualText';
  /** The sentence in English. */
  en: Scalars['String']['output'];
  /** The same sentence in Simplified Chinese. */
  zh: Scalars['String']['output'];
};

/** A and B, who are to reach each other through X. */
export type BindAxbInput = {
  /** Left out, the platform’s rule holds: both see X. */
  display?: InputMaybe<BindingDisplay>;
  /** Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city. */
  expectCity?: InputMaybe<Scalars['String']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** A question to one party at the end of the call. */
  keyPress?: InputMaybe<KeyPressInput>;
  /** Real number of the protected party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number of the other party. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool to lend the X number from; the console makes a pool for one kind of binding. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** How long each phone rings where several are rung in turn; 5 to 20 seconds. */
  ringSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** What is heard while X is called. */
  ringingTones?: InputMaybe<AxbRingingTonesInput>;
  /** Whether calls are turned into text, which is billed by the minute. Left out, they are not. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
};

/** Several AXG bindings in one pool. */
export type BindAxgBatchInput = {
  /** What to bind: 1 to 100 entries (a limit of this server; the upstream names none). No two with the same `numberA` and `groupId`, since the answer tells entries apart by these. */
  bindings: Array<BindAxgBatchItemInput>;
  /** Key of the pool to lend the X number from; the console makes a pool for one kind of binding. */
  poolKey: Scalars['ID']['input'];
};

/** One binding of a batch: A, whom the members of one group are to reach through X. */
export type BindAxgBatchItemInput = {
  /** Left out, the platform’s rule holds: both see X. */
  display?: InputMaybe<BindingDisplay>;
  /** Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city. */
  expectCity?: InputMaybe<Scalars['String']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** Id of the group whose members may call X; it must have at least one. */
  groupId: Scalars['ID']['input'];
  /** Real number of the protected party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number that A reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** What is heard while X is called. */
  ringingTones?: InputMaybe<AxgRingingTonesInput>;
  /** Whether calls are turned into text, which is billed by the minute. Left out, they are not. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
};

/** The outcomes of a batch, or why the upstream refused it as a whole. */
export type BindAxgBatchResult = AccountError | AxgBatch | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | NumbersExhaustedError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A, whom the members of one group are to reach through X. */
export type BindAxgInput = {
  /** Left out, the platform’s rule holds: both see X. */
  display?: InputMaybe<BindingDisplay>;
  /** Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city. */
  expectCity?: InputMaybe<Scalars['String']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** Id of the group whose members may call X; it must have at least one. */
  groupId: Scalars['ID']['input'];
  /** Real number of the protected party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number that A reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool to lend the X number from; the console makes a pool for one kind of binding. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** What is heard while X is called. */
  ringingTones?: InputMaybe<AxgRingingTonesInput>;
  /** Whether calls are turned into text, which is billed by the minute. Left out, they are not. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
};

/** A, whom anybody is to reach by dialling X and then an extension. */
export type BindAxnExtensionInput = {
  /** Left out, the platform’s rule holds: both see X. */
  display?: InputMaybe<BindingDisplay>;
  /** Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city. */
  expectCity?: InputMaybe<Scalars['String']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** The wished digits to dial after X, 1 to 3 of them; only together with `numberX`. Left out, the platform picks. */
  extension?: InputMaybe<Scalars['String']['input']>;
  /** Real number of the protected party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number that A reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool to lend the X number from; the console makes a pool for one kind of binding. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** What is heard while X is called. */
  ringingTones?: InputMaybe<AxnRingingTonesInput>;
  /** Whether calls are turned into text, which is billed by the minute. Left out, they are not. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
};

/** A, whom anybody is to reach through an X number of its own. */
export type BindAxnInput = {
  /** Left out, the platform’s rule holds: both see X. */
  display?: InputMaybe<BindingDisplay>;
  /** Home city that the picked X number should have, in Chinese (`杭州`). Without a match another city is taken, unless the pool insists on the city. */
  expectCity?: InputMaybe<Scalars['String']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** Real number of the protected party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number that A reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The X number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool to lend the X number from; the console makes a pool for one kind of binding. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, nothing is said about it and the platform’s default holds. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** How long each phone rings where several are rung in turn; 5 to 20 seconds. */
  ringSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** What is heard while X is called. */
  ringingTones?: InputMaybe<AxnRingingTonesInput>;
  /** Whether calls are turned into text, which is billed by the minute. Left out, they are not. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
};

/** Two parties who are to reach each other through a landline X, and on what terms. */
export type BindLandlineAxbInput = {
  /** Area that the platform picks X from, without its leading 0 (`571`, `10`). Left out, any. Without effect beside `numberX`. */
  areaCode?: InputMaybe<Scalars['String']['input']>;
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. */
  lifetimeSeconds: Scalars['Int']['input'];
  /** Real number of the protected party, which callers of X reach. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number of the other party. */
  numberB: Scalars['PhoneNumber']['input'];
  /** The X number to use; it must be in the pool. Left out, the platform picks one. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered; the upstream insists on them. */
  promptsBeforeAnswer: LandlineRingPromptsInput;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** A, whom anybody is to reach by dialling a landline X and then an extension, and on what terms. */
export type BindLandlineAxnExtensionInput = {
  /** Area that the platform picks X from, without its leading 0 (`571`, `10`). Left out, any. Without effect beside `numberX`. */
  areaCode?: InputMaybe<Scalars['String']['input']>;
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where A’s own calls to X go. NOWHERE when left out. */
  callback?: InputMaybe<LandlineCallback>;
  /** Digits to dial after X, 1 to 4. Given together with `numberX` or not at all: then the platform picks both. */
  extension?: InputMaybe<Scalars['String']['input']>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. */
  lifetimeSeconds: Scalars['Int']['input'];
  /** Real number of the protected party, which callers of X reach. */
  numberA: Scalars['PhoneNumber']['input'];
  /** The X number to use; it must be in the pool. Left out, the platform picks one. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered; the upstream insists on them. */
  promptsBeforeAnswer: LandlineRingPromptsInput;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** A, whom anybody is to reach through a landline X, and on what terms. */
export type BindLandlineAxnInput = {
  /** Area that the platform picks X from, without its leading 0 (`571`, `10`). Left out, any. Without effect beside `numberX`. */
  areaCode?: InputMaybe<Scalars['String']['input']>;
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where A’s own calls to X go. NOWHERE when left out. */
  callback?: InputMaybe<LandlineCallback>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. */
  lifetimeSeconds: Scalars['Int']['input'];
  /** Real number of the protected party, which callers of X reach. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number that A’s own calls to X go to; only together with the callback NUMBER_B. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The X number to use; it must be in the pool. Left out, the platform picks one. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered; the upstream insists on them. */
  promptsBeforeAnswer: LandlineRingPromptsInput;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** Two people and the terms on which they reach each other through a 700 number. */
export type BindNumber700AxbInput = {
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** An id of yours for this message, 1 to 64 visible ASCII characters. It may keep the upstream from doing the same twice, but nothing says so: this server never repeats on the strength of it. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** A handle of the industrial internet’s identifier system to attach, such as `700.100.1/12345678`. */
  industrialId?: InputMaybe<Scalars['String']['input']>;
  /** A question to one party at the end of the call. */
  keyPress?: InputMaybe<KeyPressInput>;
  /** Real number of one side. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number of the other side. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** The 700 number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool that owns the 700 number. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, none is. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The file to make; only together with `recordingEnabled: true`. */
  recordingFormat?: InputMaybe<Number700RecordingFormat>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<BindingRestriction>;
  /** How long each phone rings where several are rung in turn; 5 to 20 seconds. */
  ringSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Whether calls are turned into text. Left out, the platform decides. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
  /** What is played when A calls X. Left out, nothing is. */
  whenACalls?: InputMaybe<Number700PromptsInput>;
  /** What is played when B calls X. Left out, nothing is. */
  whenBCalls?: InputMaybe<Number700PromptsInput>;
};

/** A group, one person and the terms on which they reach each other through a 700 number. */
export type BindNumber700GroupInput = {
  /** Real number that B reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data. */
  defaultNumberA?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** When the binding lapses by itself; more than one minute ahead. Seconds count, fractions are cut off. */
  expiresAt: Scalars['DateTime']['input'];
  /** Id of the group, digits as text. Left out, nobody reaches B until it is set. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** An id of yours for this message, 1 to 64 visible ASCII characters. It may keep the upstream from doing the same twice, but nothing says so: this server never repeats on the strength of it. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** A handle of the industrial internet’s identifier system to attach, such as `700.100.1/12345678`. */
  industrialId?: InputMaybe<Scalars['String']['input']>;
  /** A question to one party at the end of the call. */
  keyPress?: InputMaybe<KeyPressInput>;
  /** Real number of the person that the members reach. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** The 700 number to use; it must be in the pool. Left out, the platform picks one. Naming it makes a lost answer easier to follow up. */
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  /** Free text of yours that every receipt of this binding’s calls brings back. Keep personal data out. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Id of the order that the binding is for. Keep personal data out. */
  outOrderId?: InputMaybe<Scalars['String']['input']>;
  /** Key of the pool that owns the 700 number. */
  poolKey: Scalars['ID']['input'];
  /** Whether every call is recorded. Left out, none is. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The file to make; only together with `recordingEnabled: true`. */
  recordingFormat?: InputMaybe<Number700RecordingFormat>;
  /** Left out, either side may call. */
  restriction?: InputMaybe<Number700GroupRestriction>;
  /** How long each phone rings where several are rung in turn; 5 to 20 seconds. */
  ringSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Whether calls are turned into text. Left out, the platform decides. */
  transcriptEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The speech to expect; only together with `transcriptEnabled: true`. */
  transcriptModel?: InputMaybe<BindingTranscriptModel>;
  /** What is played when B calls X. Left out, nothing is. */
  whenBCalls?: InputMaybe<Number700PromptsInput>;
  /** What is played when a member of the group calls X. Left out, nothing is. */
  whenMemberCalls?: InputMaybe<Number700PromptsInput>;
};

/** The binding on a 700 number, or why there is none. */
export type BindNumber700Result = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | Number700Binding | NumbersExhaustedError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The binding that was made, or why there is none. */
export type BindResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NewBinding | NotFoundError | NumbersExhaustedError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A handle on a binding: real numbers tied to an X number for a while. Free; its fields say what they cost. */
export type Binding = Node & {
  __typename: 'Binding';
  /** Can this binding be called now, and which number should be dialled? Costs one upstream call, as `Query.callStatus` does. */
  callStatus: CallStatusResult;
  /** Parties, status and terms. Costs one upstream call; equal questions of one request share it. The upstream asks for the X number beside the id, so a handle without `numberX` is answered with InvalidInputError. */
  details: BindingDetailsResult;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** The X number, where whatever gave the handle knew it; null otherwise. Costs nothing, so it is not looked up. */
  numberX?: Maybe<Scalars['NumberX']['output']>;
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['output'];
  /** The 64-bit id of the binding, as text: a JavaScript number would round it. */
  subsId: Scalars['ID']['output'];
};


/** A handle on a binding: real numbers tied to an X number for a while. Free; its fields say what they cost. */
export type BindingCallStatusArgs = {
  callNo?: InputMaybe<Scalars['PhoneNumber']['input']>;
};

/** One aspect of a binding was changed, or was so already. */
export type BindingChange = {
  __typename: 'BindingChange';
  /** The binding as a free handle; its `details` show the change. */
  binding: Binding;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The change that was made, or why it was not. A binding that has expired cannot be changed. */
export type BindingChangeResult = AccountError | BindingChange | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A binding as the platform knows it: its parties, its status and its terms. Holds personal data. */
export type BindingDetails = {
  __typename: 'BindingDetails';
  /** The binding that was asked about, as a free handle. */
  binding: Binding;
  /** When this server had the answer, in Beijing time. */
  checkedAt: Scalars['DateTime']['output'];
  /** When it was bound; null when the upstream named no time. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it lapses, or lapsed; null when the upstream named no time. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Digits to dial after X; null for a binding that has none. */
  extension?: Maybe<Scalars['String']['output']>;
  /** The group whose members may call, as a free handle; null for every kind but AXG. */
  group?: Maybe<Group>;
  /** Id of the group whose members may call; null for every kind but AXG. */
  groupId?: Maybe<Scalars['ID']['output']>;
  /** Real number of the protected party, masked. Personal data; null when the upstream kept it back. */
  numberA?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `numberA` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberARef?: Maybe<Scalars['ID']['output']>;
  /** Real number of the other party, masked. Personal data; null where there is none. An AXN binding without a B may show one that the platform made up. */
  numberB?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `numberB` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberBRef?: Maybe<Scalars['ID']['output']>;
  /** The lent number; the one asked with, should the answer name none. */
  numberX: Scalars['NumberX']['output'];
  /** The upstream’s own word for `restriction`; null when it named none. */
  rawRestriction?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own number for `status`; null when it named none. */
  rawStatus?: Maybe<Scalars['Int']['output']>;
  /** The upstream’s own id of the `transcriptModel`; null when none is set. */
  rawTranscriptModel?: Maybe<Scalars['String']['output']>;
  /** Whether calls are recorded; null when the upstream did not say. */
  recordingEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Which side may not call. NONE when the upstream names no restriction. */
  restriction: BindingRestrictionState;
  /** Whether it is still in force. */
  status: BindingStatus;
  /** Whether calls are turned into text; null when the upstream did not say. */
  transcriptEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** The speech that transcripts expect; null when no model is set. */
  transcriptModel?: Maybe<BindingTranscriptModelState>;
};

/** What the platform knows of a binding, or why it does not tell. */
export type BindingDetailsResult = AccountError | BindingDetails | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Which number a called phone shows. Carriers forbid showing real numbers, so one value is left that has an effect. */
export type BindingDisplay =
  /** Either side sees the X number, never the real one. What a binding does anyway. */
  | 'BOTH_SEE_X';

/** One of the two sides of a pair. */
export type BindingParty =
  /** The protected party of the binding. */
  | 'A'
  /** The other party of the binding. */
  | 'B';

/** Which side of a binding may not call X, so that calls go one way only. */
export type BindingRestriction =
  /** Calls from A to X are refused; the other side still reaches A. */
  | 'A_MAY_NOT_CALL'
  /** Either side may call; also takes an earlier restriction away. */
  | 'NONE'
  /** Calls from B (or anybody, or the group) to X are refused; A still gets through. */
  | 'OTHERS_MAY_NOT_CALL';

/** Which side of a binding may not call X, as the platform tells it. */
export type BindingRestrictionState =
  /** Calls from A to X are refused. */
  | 'A_MAY_NOT_CALL'
  /** Either side may call. */
  | 'NONE'
  /** Calls from B (or anybody, or the group) to X are refused. */
  | 'OTHERS_MAY_NOT_CALL'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** Whether a binding still connects calls. */
export type BindingStatus =
  /** Upstream 0. Its time is over; it can be read but no longer changed. Bind anew. */
  | 'EXPIRED'
  /** Upstream 1. Calls to X find it. */
  | 'IN_FORCE'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** Which kind of speech the transcripts of a binding’s calls expect. */
export type BindingTranscriptModel =
  /** Telephone speech in Yue Chinese, as in Guangdong and Hong Kong. */
  | 'CANTONESE'
  /** Telephone speech in standard Chinese. */
  | 'MANDARIN'
  /** Telephone speech in Chinese with a local accent. */
  | 'REGIONAL_ACCENTS';

/** Which kind of speech the transcripts expect, as the platform tells it. */
export type BindingTranscriptModelState =
  /** Telephone speech in Yue Chinese. */
  | 'CANTONESE'
  /** Telephone speech in standard Chinese. */
  | 'MANDARIN'
  /** Telephone speech in Chinese with a local accent. */
  | 'REGIONAL_ACCENTS'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** The blacklist of a pool is as was wished. Calls that are under way go on (inferred). */
export type BlacklistChange = {
  __typename: 'BlacklistChange';
  /** The pool whose calls are concerned, as a free handle. */
  pool: Pool;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The entry is there or gone, as wished, or why that is not certain. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: pools of this kind have no such blacklist. */
export type BlacklistResult = AccountError | BlacklistChange | ConfigurationError | InvalidInputError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Which calls of a pair are refused. The upstream words it by who may still call; this is the reverse. */
export type BlockedCalls =
  /** A may not call B; B may call A. Upstream PHONEB_REJECT. */
  | 'A_TO_B'
  /** Neither may call the other. */
  | 'BOTH'
  /** B may not call A; A may call B. Upstream PHONEA_REJECT. */
  | 'B_TO_A';

/** Whose calls over a pool are to be refused, or are no longer to be. */
export type BlockedNumberInput = {
  /** The upstream operation that keeps the entry; matters for rate and kind of pool only. */
  list?: PoolBlacklist;
  /** Real number of the caller. Personal data. */
  number: Scalars['PhoneNumber']['input'];
  /** Key of the pool whose X numbers are concerned, all of them. */
  poolKey: Scalars['ID']['input'];
  /** Free text for the console, such as the reason. Put no personal data in it. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** Two real numbers between whom calls over a pool are to be refused, or are no longer to be. */
export type BlockedPairInput = {
  /** The direction that is concerned. Unblock with the one that was blocked. */
  calls?: BlockedCalls;
  /** Real number of one party. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Real number of the other party, not the same. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** Key of the pool whose X numbers are concerned, all of them. */
  poolKey: Scalars['ID']['input'];
  /** Free text for the console, such as the reason. Put no personal data in it. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** Whether an operation is being asked at all. */
export type BreakerState =
  /** Calls go through. */
  | 'CLOSED'
  /** It kept failing; calls are refused here with CIRCUIT_OPEN until the pause is over. */
  | 'OPEN'
  /** A few calls go through to see whether it works again. */
  | 'PROBING';

/** A handle on a finished call of a pool. Free; its fields say what they cost. What is kept of a call comes minutes after it and is deleted after 30 days. */
export type Call = Node & {
  __typename: 'Call';
  /** The id that the call’s receipts and the console show. */
  callId: Scalars['ID']['output'];
  /** When the call was placed: as the handle was made with, or as its receipts tell (until one does, when the first of them came). */
  callTime: Scalars['DateTime']['output'];
  /** Links of 30 days to the recording and to its ringing phase. Prefer `recording` where two hours will do. Costs one upstream call. */
  links: CallLinksResult;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** Key of the pool whose X number was called. */
  poolKey: Scalars['ID']['output'];
  /** A link of two hours to the recording. Ask after the receipt SecretRecording has come, 15 to 20 minutes after the call at the latest. Costs one upstream call. */
  recording: RecordingResult;
  /** What was said, as text; only for bindings with speech-to-text on. Ask after the receipt SecretAsrReport has come, more than ten minutes after the call. Costs one upstream call. */
  transcript: TranscriptResult;
};


/** A handle on a finished call of a pool. Free; its fields say what they cost. What is kept of a call comes minutes after it and is deleted after 30 days. */
export type CallLinksArgs = {
  checkBinding?: Scalars['Boolean']['input'];
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

/** Signed links of 30 days to what is kept of a call. Personal data: whoever has a link may listen, for a month. */
export type CallLinks = {
  __typename: 'CallLinks';
  /** When the links end: 30 days after they were asked for, as documented. */
  expiresAt: Scalars['DateTime']['output'];
  /** What was said. Null while the recording is not ready, and where none was made. `Call.recording` lives shorter. */
  recordingUrl?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** What was heard before the answer. Null for some minutes after the call, and where nothing was recorded. */
  ringingUrl?: Maybe<Scalars['String']['output']>;
};

/** Long-lived links of a call, or why there are none. */
export type CallLinksResult = AccountError | CallLinks | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

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

/** Which order to call off, and why. */
export type CancelPickupInput = {
  /** Id of the order in the calling system, 1 to 64 characters without blanks. */
  outOrderId: Scalars['ID']['input'];
  /** Why it is cancelled, in words for the courier; not blank. */
  reason: Scalars['String']['input'];
};

/** An AXG binding and the group that may call from now on. */
export type ChangeBindingGroupInput = {
  /** Id of the new group; it must have at least one member. */
  groupId: Scalars['ID']['input'];
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A group whose members are as was wished. Bindings that use it follow at once. */
export type ChangedGroup = {
  __typename: 'ChangedGroup';
  /** What was changed, as a free handle. */
  group: Group;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

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

/** Options of a work number, at least one. Whether one that is left out stays as it is or falls back to its default is not documented: name all that matter. */
export type ConfigureWorkNumberInput = {
  /** Whether it can be used for calls. */
  callEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** True shows the employee the customer’s real number, which gives up the customer’s privacy; false lets both see X. */
  customerShownToEmployee?: InputMaybe<Scalars['Boolean']['input']>;
  /** An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** The work number, digits only. */
  number: Scalars['NumberX']['input'];
  /** Which pool of work numbers, by its key in the console: `FC` and more. */
  poolKey: Scalars['ID']['input'];
  /** Whether further phones ring, and when. */
  ringingMode?: InputMaybe<WorkNumberRingingMode>;
  /** The further phones, in the order in which they are to ring; replaces the list there was. */
  ringingSteps?: InputMaybe<Array<WorkNumberRingingStepInput>>;
  /** Whether text messages go through it. */
  smsEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether text messages show their real sender. */
  smsSenderShown?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The options of the work number were set, or why not. */
export type ConfigureWorkNumberResult = AccountError | ConfigurationError | ConfiguredWorkNumber | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The options were taken. Ask `workNumber.config` for all that are in force now. */
export type ConfiguredWorkNumber = {
  __typename: 'ConfiguredWorkNumber';
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The number, as a free handle; its `config` asks afresh after this write. */
  workNumber: WorkNumber;
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

/** A group of real numbers to come. */
export type CreateGroupInput = {
  /** Real numbers, 1 to 200 in one call, none twice. Personal data. More are added by `addGroupMembers`, call by call. Left out: the group starts without members. */
  members?: InputMaybe<Array<Scalars['PhoneNumber']['input']>>;
  /** What the console shows; its id when left out. At most 128 characters, of which some accounts take only 16. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Key of the AXG pool that the group belongs to. */
  poolKey: Scalars['ID']['input'];
  /** Free text, at most 256 characters, of which some accounts take only 50. Put no personal data in it. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** The group that was made, or why there is none. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: the pool is not for AXG, or is full. */
export type CreateGroupResult = AccountError | ConfigurationError | CreatedGroup | InvalidInputError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Who sends an SMS to whom, by way of a work number. */
export type CreateSmsSignInput = {
  /** Key of a pool of work numbers. */
  poolKey: Scalars['ID']['input'];
  /** The real number that the SMS is meant for. */
  recipientNo: Scalars['PhoneNumber']['input'];
  /** The real number that the SMS will be sent from. */
  senderNo: Scalars['PhoneNumber']['input'];
};

/** A group that is there from now on, to be named when an AXG binding is made. Keep its id: nothing lists groups. */
export type CreatedGroup = {
  __typename: 'CreatedGroup';
  /** The new group as a free handle. */
  group: Group;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The group that is to go; no binding in force may use it. */
export type DeleteGroupInput = {
  /** The id that creating the group answered with: digits, as text. */
  groupId: Scalars['ID']['input'];
  /** Key of the AXG pool that the group belongs to. */
  poolKey: Scalars['ID']['input'];
};

/** The group is gone, or why it is not. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: a binding still uses it. A group that does not exist is an InvalidInputError. */
export type DeleteGroupResult = AccountError | ConfigurationError | DeletedGroup | InvalidInputError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Which report to delete, and the word that you mean it. */
export type DeleteNumberAReportInput = {
  /** Id of the list of A numbers in the console, a 64-bit number as text. The upstream calls it a group; it is none of `Group`. */
  allowListId: Scalars['ID']['input'];
  /** Must be true: the carrier then restricts or shuts down the number, and live calls may stop. */
  confirm: Scalars['Boolean']['input'];
  /** The reported mobile or landline. */
  numberA: Scalars['PhoneNumber']['input'];
};

/** The report is deleted, or why that is not certain. */
export type DeleteNumberAReportResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | NumberAReportDeletion | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A group that is gone with all its members. Its id is of no use any more. */
export type DeletedGroup = {
  __typename: 'DeletedGroup';
  /** What was deleted, as a free handle. */
  group: Group;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** Which prepared call to end before its time. */
export type EndWorkCallInput = {
  /** An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Which pool of work numbers, by its key in the console: `FC` and more. */
  poolKey: Scalars['ID']['input'];
  /** The id that `prepareWorkCall` answered. */
  preparedCallId: Scalars['ID']['input'];
};

/** The prepared call is over, or why that is not certain. */
export type EndWorkCallResult = AccountError | ConfigurationError | EndedWorkCall | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A binding that is over. Its X number is free again; a call that is under way goes on (documented for 700 numbers). */
export type EndedBinding = {
  __typename: 'EndedBinding';
  /** What was ended, as a free handle. Asking on is answered with NotFoundError. */
  binding: Binding;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The employee cannot call this customer any more until another call is prepared. */
export type EndedWorkCall = {
  __typename: 'EndedWorkCall';
  /** Which prepared call is over; it is of no use any more. */
  id: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
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

/** A binding and its new end. */
export type ExtendBindingInput = {
  /** When the binding lapses from now on; more than one minute ahead. */
  expiresAt: Scalars['DateTime']['input'];
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** The report is under review, or why it is not. A number that is reported already is a conflict: code -1 under review, -2 approved. */
export type FileNumberAReportResult = AccountError | ConfigurationError | ConflictError | FiledNumberAReport | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The report was taken and goes into review; the number is not approved yet. */
export type FiledNumberAReport = {
  __typename: 'FiledNumberAReport';
  /** The list of A numbers that it will be in. */
  allowListId: Scalars['ID']['output'];
  /** The number that was reported, personal data. */
  numberA: Scalars['PhoneNumber']['output'];
  /**
   * Stands for `numberA` among the numbers that this credential named itself: it never equals a ref of another field.
   * @deprecated The answer only repeats your own number, so keep that. This ref can be matched with no other.
   */
  numberARef: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** How the review stands right now. Costs one upstream call. */
  review: NumberAReportResult;
};

/** A handle on a group of real numbers whose members may call over an AXG binding. Free. The upstream tells nothing about a group, neither its name nor its members: keep a list of your own. */
export type Group = Node & {
  __typename: 'Group';
  /** The 64-bit id that creating the group answered with, as text: a JavaScript number may round it. */
  id: Scalars['ID']['output'];
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** Key of the AXG pool that the group belongs to. */
  poolKey: Scalars['ID']['output'];
};

/** A group, and the numbers that the change is about. */
export type GroupMembersInput = {
  /** The id that creating the group answered with: digits, as text. */
  groupId: Scalars['ID']['input'];
  /** Real numbers, 1 to 200 in one call, none twice. Personal data. More are added by `addGroupMembers`, call by call. */
  members: Array<Scalars['PhoneNumber']['input']>;
  /** Key of the AXG pool that the group belongs to. */
  poolKey: Scalars['ID']['input'];
};

/** The members are as was wished, or why that is not certain. A group that does not exist is an InvalidInputError: the upstream has no word of its own for it. */
export type GroupMembersResult = AccountError | ChangedGroup | ConfigurationError | InvalidInputError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The offer to come at once, which an order without a window takes. */
export type ImmediatePickup = {
  __typename: 'ImmediatePickup';
  /** Why it cannot, in Chinese words of the upstream; null when it can or no reason is told. */
  disabledReason?: Maybe<Scalars['String']['output']>;
  /** What the courier calls it, such as 2小时上门; null when it has no name. */
  name?: Maybe<Scalars['String']['output']>;
  /** Whether it can be had now; null when the upstream does not say. */
  selectable?: Maybe<Scalars['Boolean']['output']>;
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

/** A spoken question to one party when the call ends, answered by pressing a key: two recordings, and which keys count. */
export type KeyPressInput = {
  /** How long to wait for the carrier to hang up; at most 10 seconds. */
  hangUpSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** The keys that count: one or two of 0 to 9, `*` and `#`. */
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who hears the question and may press a key. */
  listener: BindingParty;
  /** File name of the first recording, as uploaded to the platform. */
  question?: InputMaybe<Scalars['String']['input']>;
  /** How often to ask again when no key that counts was pressed; at most 5 times. */
  repeats?: InputMaybe<Scalars['Int']['input']>;
  /** File name of the second recording, played after a key that counts. */
  thanks?: InputMaybe<Scalars['String']['input']>;
  /** How long to wait for a key after the question; at most 30 seconds. */
  waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What one side of a landline call hears once it is answered, as the platform tells it. */
export type LandlineAnswerPrompts = {
  __typename: 'LandlineAnswerPrompts';
  /** Code of what is played when A was called; null when none is named. */
  aIsCalled?: Maybe<Scalars['String']['output']>;
  /** Code of what is played when B or anybody else was called; null when none is named. */
  otherIsCalled?: Maybe<Scalars['String']['output']>;
};

/** What one side of a landline call hears once it is answered, by codes of the console. */
export type LandlineAnswerPromptsInput = {
  /** Code of what is played when A was called. */
  aIsCalled: Scalars['String']['input'];
  /** Code of what is played when B or anybody else was called. */
  otherIsCalled: Scalars['String']['input'];
};

/** The landline binding that was made, or why there is none. Landlines are by invitation: OperationUnavailableError says that this account has none. */
export type LandlineBindResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NewLandlineBinding | NotFoundError | NumbersExhaustedError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A handle on a binding of a landline X number. Free; its fields say what they cost. */
export type LandlineBinding = Node & {
  __typename: 'LandlineBinding';
  /** Parties and terms while it is in force. Costs one upstream call; equal questions of one request share it. */
  details: LandlineDetailsResult;
  /** The kind that the handle was made with. Never asked for. */
  kind: LandlineKind;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** Key of the landline pool that owns the X number. */
  poolKey: Scalars['ID']['output'];
  /** Letters and digits, as binding answered them; no other chapter knows such an id. */
  subsId: Scalars['ID']['output'];
};

/** A landline binding was changed or ended, as the mutation says. */
export type LandlineBindingChange = {
  __typename: 'LandlineBindingChange';
  /** What was changed, as a free handle. Asking on about one that was ended is answered with NotFoundError. */
  binding: LandlineBinding;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The landline bindings in force that a look-up found. */
export type LandlineBindings = {
  __typename: 'LandlineBindings';
  /** All of them in the upstream’s order, which is not documented; empty when there are none. */
  bindings: Array<LandlineDetails>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};


/** The landline bindings in force that a look-up found. */
export type LandlineBindingsBindingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The landline bindings of a number, or why they are not told. */
export type LandlineBindingsResult = AccountError | ConfigurationError | InvalidInputError | LandlineBindings | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Where a call goes that A itself makes to a landline X. */
export type LandlineCallback =
  /** To whoever called X last. */
  | 'LATEST_CALLER'
  /** A cannot call out by X. What holds when nothing is said. */
  | 'NOWHERE'
  /** To the fixed B of an AXN binding. For extensions one public page of the upstream names it too, without a way to name that B. */
  | 'NUMBER_B';

/** Where a call goes that A itself makes to a landline X, as the platform tells it. */
export type LandlineCallbackState =
  /** To whoever called X last. */
  | 'LATEST_CALLER'
  /** A cannot call out by X. */
  | 'NOWHERE'
  /** To the fixed B of the binding. */
  | 'NUMBER_B'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** The landline binding is as it was wanted, or why that is not certain. NotFoundError: it was over already, never was, or is of another kind. */
export type LandlineChangeResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | LandlineBindingChange | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A landline binding in force as the platform knows it: its parties and its terms. Holds personal data. The upstream promises none of the fields. */
export type LandlineDetails = {
  __typename: 'LandlineDetails';
  /** Area of X without its leading 0 (`571`); null when the upstream names none. */
  areaCode?: Maybe<Scalars['String']['output']>;
  /** The binding as a free handle; null when the upstream left out its id. */
  binding?: Maybe<LandlineBinding>;
  /** The binding time that the binder noted down; null when the upstream names none. */
  boundAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where A’s own calls to X go; null for AXB, and when the upstream does not say. */
  callback?: Maybe<LandlineCallbackState>;
  /** When this server had the answer, in Beijing time. */
  checkedAt: Scalars['DateTime']['output'];
  /** Digits to dial after X, for AXN with extension; null for the other kinds. */
  extension?: Maybe<Scalars['String']['output']>;
  /** Seconds from the moment X was assigned, which is not told and may differ from `boundAt`; 0 never ends by itself. Null when the upstream names none. */
  lifetimeSeconds?: Maybe<Scalars['Int']['output']>;
  /** Real number of the protected party, masked. Personal data; null when the upstream kept it back. */
  numberA?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `numberA` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberARef?: Maybe<Scalars['ID']['output']>;
  /** Real number of the other party of an AXB, or where the calls of A go, masked. Personal data; null where there is none. */
  numberB?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `numberB` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberBRef?: Maybe<Scalars['ID']['output']>;
  /** The lent number that callers dial; null when the upstream left it out. */
  numberX?: Maybe<Scalars['NumberX']['output']>;
  /** Played to the caller before the call is answered; null when the upstream names none. */
  promptsBeforeAnswer?: Maybe<LandlineRingPrompts>;
  /** Played to the called side once the call is answered; null when nothing is. */
  promptsForCalled?: Maybe<LandlineAnswerPrompts>;
  /** Played to the calling side once the call is answered; null when nothing is. */
  promptsForCaller?: Maybe<LandlineAnswerPrompts>;
  /** The upstream’s own word for `callback`, also when that is UNKNOWN; null when there is none. */
  rawCallback?: Maybe<Scalars['String']['output']>;
  /** Whether calls are recorded; null when the upstream does not say. */
  recordingEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Free text of whoever bound it, possibly personal data; null when there is none. What looks like a phone number in it is masked. */
  remark?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** What the platform knows of one landline binding, or why it does not tell. */
export type LandlineDetailsResult = AccountError | ConfigurationError | InvalidInputError | LandlineDetails | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** For what the reported person stands in the company that has the landline. */
export type LandlineHolderRole =
  /** Somebody whom the company has put in charge of it. */
  | 'AGENT'
  /** The legal representative, whose name is in the business licence. */
  | 'LEGAL_PERSON';

/** Who reaches whom through a landline X. An id belongs to one kind and is unknown to the other two, so every question names the kind. */
export type LandlineKind =
  /** A and B reach each other through X, and nobody else reaches either. */
  | 'AXB'
  /** Anybody who dials X reaches A. */
  | 'AXN'
  /** Anybody who dials X and then the extension reaches A, so that one X serves many A. */
  | 'AXN_EXTENSION';

/** What a caller of a landline X hears before the call is answered, as the platform tells it. */
export type LandlineRingPrompts = {
  __typename: 'LandlineRingPrompts';
  /** Code of what is played when A calls X; null when none is named. */
  aCalls?: Maybe<Scalars['String']['output']>;
  /** Code of what is played when B calls X; null when none is named. */
  bCalls?: Maybe<Scalars['String']['output']>;
  /** Code of what is played when anybody else calls X; null when none is named. */
  othersCall?: Maybe<Scalars['String']['output']>;
};

/** What a caller of a landline X hears before the call is answered, by codes of the console. */
export type LandlineRingPromptsInput = {
  /** Code of what is played when A calls X. */
  aCalls: Scalars['String']['input'];
  /** Code of what is played when B calls X. */
  bCalls: Scalars['String']['input'];
  /** Code of what is played when anybody else calls X. */
  othersCall: Scalars['String']['input'];
};

/** What the list of work numbers tells of one of them. */
export type ListedWorkNumber = {
  __typename: 'ListedWorkNumber';
  /** Why giving it to an employee failed, in the upstream’s words; null when it did not. May hold personal data. What looks like a phone number in it is masked. */
  bindFailure?: Maybe<Scalars['String']['output']>;
  /** When an employee got it, the last time; null when that has not happened, or is told in a form nobody knows. */
  boundAt?: Maybe<Scalars['DateTime']['output']>;
  /** The lent number, digits only. */
  number: Scalars['NumberX']['output'];
  /** What the console calls the pool; null when the upstream does not say. */
  poolName?: Maybe<Scalars['String']['output']>;
  /** When it was bought; null when that has not happened, or is told in a form nobody knows. */
  purchasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The upstream’s own code for `status`, also when that is UNKNOWN; null when it named none. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** When it was given back to the platform; null when that has not happened, or is told in a form nobody knows. */
  releasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether text messages go through it; null when the upstream does not say. */
  smsEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Whether it can be given to an employee, is in use or was given back. */
  status: WorkNumberStatus;
  /** When it was taken from an employee, the last time; null when that has not happened, or is told in a form nobody knows. */
  unboundAt?: Maybe<Scalars['DateTime']['output']>;
  /** A free handle for asking on; null when the upstream does not say which pool the number is in. */
  workNumber?: Maybe<WorkNumber>;
};

/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type Mutation = {
  __typename: 'Mutation';
  /** Lets more numbers call over the bindings of a group; those that are members already stay so. Costs one upstream call. */
  addGroupMembers: GroupMembersResult;
  /** Gives a work number to an employee, who can then call customers with it, one prepared call at a time. Costs one upstream call. */
  assignWorkNumber: AssignWorkNumberResult;
  /** Lets couriers find A by the waybill number of a parcel. What becomes of an earlier one on the same binding is not documented. Costs one upstream call. */
  attachWaybill: WaybillAttachmentResult;
  /** Lets A and B reach each other by dialling X. One X serves some 200 pairs, as long as no number comes twice on it. Costs one upstream call. */
  bindAxb: BindResult;
  /** Lets the members of a group, and nobody else, reach A by dialling X. Costs one upstream call; `bindAxgBatch` makes several bindings for as much. */
  bindAxg: BindResult;
  /** Makes several AXG bindings at once; some may fail while others succeed. Costs one upstream call for all of them. */
  bindAxgBatch: BindAxgBatchResult;
  /** Gives A an X number of its own, by which anybody reaches A. It serves no other binding meanwhile. Costs one upstream call. */
  bindAxn: BindResult;
  /** Lets anybody reach A by dialling X and then one to three more digits, so that one X serves many. Costs one upstream call. */
  bindAxnExtension: BindResult;
  /** Lets A and B reach each other through a landline X. A number can be on one X only once. Costs one upstream call. */
  bindLandlineAxb: LandlineBindResult;
  /** Gives A a landline X by which anybody reaches A. Costs one upstream call. */
  bindLandlineAxn: LandlineBindResult;
  /** Lets anybody reach A by dialling a landline X and then an extension, so that one X serves many. Costs one upstream call. */
  bindLandlineAxnExtension: LandlineBindResult;
  /** Lets A and B reach each other through a 700 number. One X serves 200 pairs at once as long as no A and no B comes twice on it. Costs one upstream call. */
  bindNumber700Axb: BindNumber700Result;
  /** Lets the members of a group and B reach each other through a 700 number. Costs one upstream call. */
  bindNumber700Group: BindNumber700Result;
  /** Refuses every call of one real number over the X numbers of a pool; its receipt then names the blacklist. Blocking twice is harmless. Costs one upstream call. */
  blockNumber: BlacklistResult;
  /** Refuses calls between two real numbers over the X numbers of a pool, both ways or one. Not for AXG pools. Costs one upstream call. */
  blockPair: BlacklistResult;
  /** Calls off a courier that was ordered under this id. How late that is possible is not documented. Costs one upstream call. */
  cancelPickup: PickupCancellationResult;
  /** Lets another group reach A, in the place of the one so far. AXG bindings only. Refused once the binding has expired. Costs one upstream call. */
  changeBindingGroup: BindingChangeResult;
  /** Sets how a work number behaves: calls, text messages, whose number is shown, which phones ring. Costs one upstream call. */
  configureWorkNumber: ConfigureWorkNumberResult;
  /** Makes a group of real numbers that may call over AXG bindings, at most 2000 groups in a pool. Costs one upstream call. */
  createGroup: CreateGroupResult;
  /** Makes the sign that an SMS through X must hold, so that it reaches its real recipient. Costs one upstream call. */
  createSmsSign: SmsSignResult;
  /** Deletes a group and its members for good; refused while a binding uses it. Costs one upstream call. */
  deleteGroup: DeleteGroupResult;
  /** Deletes the report of an A number, approved or refused; one under review cannot be deleted. DANGEROUS: the carrier then restricts or shuts down the number, so its calls may stop. Costs one upstream call, which is never repeated. */
  deleteNumberAReport: DeleteNumberAReportResult;
  /** Ends what `prepareWorkCall` made before it ends by itself; whether a running call is cut is not documented. Costs one upstream call. */
  endWorkCall: EndWorkCallResult;
  /** Moves the end of a binding, later as a rule; an earlier one is taken too. A binding that has expired cannot be revived: bind anew. Costs one upstream call. */
  extendBinding: BindingChangeResult;
  /** Keeps an X number out of new bindings; those it serves already go on. Costs one upstream call. */
  lockNumber: NumberLockResult;
  /** Orders a courier, which costs money. Ask `pickupOptions` first for windows and a price. Costs one upstream call, which is never repeated. */
  orderPickup: PickupOrderResult;
  /** Lets an employee call one customer with the work number for a while, and that customer call back. Costs one upstream call. */
  prepareWorkCall: PrepareWorkCallResult;
  /** Buys one X number for a pool. Costs money each time it succeeds, so it is never repeated by this server, and costs one upstream call. Ask `numbersForSale` first. The account must be a verified company. */
  purchaseNumber: PurchaseNumberResult;
  /** Gives an X number back for good; refused while a binding uses it. Billing stops with the next month. Costs one upstream call. */
  releaseNumber: ReleaseNumberResult;
  /** Takes numbers out of a group, which must keep at least one; those that are not members do not matter. Costs one upstream call. */
  removeGroupMembers: GroupMembersResult;
  /** Puts other members in place of all that a group has; refused while it has more than 200. Costs one upstream call. */
  replaceGroupMembers: GroupMembersResult;
  /** Reports who stands for a landline A number, and starts a review. Upload the photos first (`uploadGrant`). Costs one upstream call. */
  reportLandlineA: FileNumberAReportResult;
  /** Reports who holds a mobile A number, as the law wants it, and starts a review. Upload the photos first (`uploadGrant`). Costs one upstream call. */
  reportNumberA: FileNumberAReportResult;
  /** Stops calls in one direction, or lets both directions through again. Refused once the binding has expired. Costs one upstream call. */
  restrictBindingCalls: BindingChangeResult;
  /** Makes called phones show X where an old binding still asks for something else. Refused once the binding has expired. Costs one upstream call. */
  setBindingDisplay: BindingChangeResult;
  /** Replaces the free text that the receipts of a binding’s calls bring back. Refused once the binding has expired. Costs one upstream call. */
  setBindingOutId: BindingChangeResult;
  /** Turns the recording of a binding’s calls on or off. Refused once the binding has expired. Costs one upstream call. */
  setBindingRecording: BindingChangeResult;
  /** Turns speech-to-text for a binding’s calls on or off; it is billed by the minute. Refused once the binding has expired. Costs one upstream call. */
  setBindingTranscript: BindingChangeResult;
  /** Takes a work number from its employee. The number stays bought; giving it back to the platform is done in the console. Costs one upstream call. */
  unassignWorkNumber: UnassignWorkNumberResult;
  /** Ends a binding before its time, so that its X number is free again. Costs one upstream call. */
  unbind: UnbindResult;
  /** Ends a landline binding before its time, or one that has none. Costs one upstream call. */
  unbindLandline: LandlineChangeResult;
  /** Ends a binding on a 700 number; a running call is not cut. Costs one upstream call. */
  unbindNumber700: UnbindNumber700Result;
  /** Lets a blocked number call over a pool again. Entries of pairs stay: see `unblockPair`. Costs one upstream call. */
  unblockNumber: BlacklistResult;
  /** Lets two numbers call each other over a pool again, as far as neither is blocked by itself. Costs one upstream call. */
  unblockPair: BlacklistResult;
  /** Lets new bindings use a locked X number again. Costs one upstream call. */
  unlockNumber: NumberLockResult;
  /** Puts another real number in the place of A; X and everything else stay. Refused once the binding has expired. Costs one upstream call. */
  updateBindingNumberA: BindingChangeResult;
  /** Puts another real number in the place of B, or adds a B that A reaches by calling X. Refused once the binding has expired. Costs one upstream call. */
  updateBindingNumberB: BindingChangeResult;
  /** Changes one party or the terms of a landline AXB binding; its X stays. Costs one upstream call. */
  updateLandlineAxb: LandlineChangeResult;
  /** Changes parties or terms of a landline AXN binding; its X stays. Costs one upstream call. */
  updateLandlineAxn: LandlineChangeResult;
  /** Changes A or the terms of a landline AXN extension binding; X and extension stay. Costs one upstream call. */
  updateLandlineAxnExtension: LandlineChangeResult;
  /** Changes one aspect of a binding on a 700 number. An expired one cannot be changed: bind anew. Costs one upstream call. */
  updateNumber700Binding: UpdateNumber700Result;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationAddGroupMembersArgs = {
  input: GroupMembersInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationAssignWorkNumberArgs = {
  input: AssignWorkNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationAttachWaybillArgs = {
  input: AttachWaybillInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindAxbArgs = {
  input: BindAxbInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindAxgArgs = {
  input: BindAxgInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindAxgBatchArgs = {
  input: BindAxgBatchInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindAxnArgs = {
  input: BindAxnInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindAxnExtensionArgs = {
  input: BindAxnExtensionInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindLandlineAxbArgs = {
  input: BindLandlineAxbInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindLandlineAxnArgs = {
  input: BindLandlineAxnInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindLandlineAxnExtensionArgs = {
  input: BindLandlineAxnExtensionInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindNumber700AxbArgs = {
  input: BindNumber700AxbInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBindNumber700GroupArgs = {
  input: BindNumber700GroupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBlockNumberArgs = {
  input: BlockedNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationBlockPairArgs = {
  input: BlockedPairInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationCancelPickupArgs = {
  input: CancelPickupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationChangeBindingGroupArgs = {
  input: ChangeBindingGroupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationConfigureWorkNumberArgs = {
  input: ConfigureWorkNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationCreateGroupArgs = {
  input: CreateGroupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationCreateSmsSignArgs = {
  input: CreateSmsSignInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationDeleteGroupArgs = {
  input: DeleteGroupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationDeleteNumberAReportArgs = {
  input: DeleteNumberAReportInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationEndWorkCallArgs = {
  input: EndWorkCallInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationExtendBindingArgs = {
  input: ExtendBindingInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationLockNumberArgs = {
  input: NumberLockInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationOrderPickupArgs = {
  input: OrderPickupInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationPrepareWorkCallArgs = {
  input: PrepareWorkCallInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationPurchaseNumberArgs = {
  input: PurchaseNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationReleaseNumberArgs = {
  input: ReleaseNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationRemoveGroupMembersArgs = {
  input: GroupMembersInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationReplaceGroupMembersArgs = {
  input: GroupMembersInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationReportLandlineAArgs = {
  input: ReportLandlineAInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationReportNumberAArgs = {
  input: ReportNumberAInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationRestrictBindingCallsArgs = {
  input: RestrictBindingCallsInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationSetBindingDisplayArgs = {
  input: SetBindingDisplayInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationSetBindingOutIdArgs = {
  input: SetBindingOutIdInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationSetBindingRecordingArgs = {
  input: SetBindingRecordingInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationSetBindingTranscriptArgs = {
  input: SetBindingTranscriptInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnassignWorkNumberArgs = {
  input: UnassignWorkNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnbindArgs = {
  input: UnbindInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnbindLandlineArgs = {
  input: UnbindLandlineInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnbindNumber700Args = {
  input: UnbindNumber700Input;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnblockNumberArgs = {
  input: BlockedNumberInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnblockPairArgs = {
  input: BlockedPairInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUnlockNumberArgs = {
  input: NumberLockInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateBindingNumberAArgs = {
  input: UpdateBindingNumberAInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateBindingNumberBArgs = {
  input: UpdateBindingNumberBInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateLandlineAxbArgs = {
  input: UpdateLandlineAxbInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateLandlineAxnArgs = {
  input: UpdateLandlineAxnInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateLandlineAxnExtensionArgs = {
  input: UpdateLandlineAxnExtensionInput;
};


/** Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look. */
export type MutationUpdateNumber700BindingArgs = {
  input: UpdateNumber700BindingInput;
};

/** A binding that is in force from now on. Keep its id and its X number together: reading and ending it need both, and no operation lists bindings. */
export type NewBinding = {
  __typename: 'NewBinding';
  /** The binding as a free handle that knows its X number, for asking on. */
  binding: Binding;
  /** Digits to dial after X, for AXN with extension; null for every other kind. */
  extension?: Maybe<Scalars['String']['output']>;
  /** The lent number that is dialled from now on, by whichever side the kind of binding allows. */
  numberX: Scalars['NumberX']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** A landline binding that is in force from now on. */
export type NewLandlineBinding = {
  __typename: 'NewLandlineBinding';
  /** The binding as a free handle, for asking on. Keep its id: changing and ending it need it. */
  binding: LandlineBinding;
  /** Digits to dial after X, for AXN with extension; null for the other kinds. */
  extension?: Maybe<Scalars['String']['output']>;
  /** The lent number that is dialled from now on, whoever chose it. */
  numberX: Scalars['NumberX']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** What has an id of its own in the whole graph: every handle. Making one costs nothing and proves nothing about what exists. */
export type Node = {
  /** Names this and nothing else; made of what the handle was made with. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
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

/** A binding on a 700 number. Keep id and X number: changing and ending it need both, and no operation reads or lists these bindings. */
export type Number700Binding = {
  __typename: 'Number700Binding';
  /** The lent 700 number, which both sides dial. */
  numberX: Scalars['NumberX']['output'];
  /** Key of the pool that owns the 700 number. */
  poolKey: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The 64-bit id of the binding, as text: a JavaScript number would round it. Fields for other bindings do not know it. */
  subsId: Scalars['ID']['output'];
};

/** The one aspect to change: exactly one of these. The upstream takes one at a time. */
export type Number700ChangeInput =
  /** Whom B reaches from now on in a group’s binding; sent as a change of A. Personal data. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA: Scalars['PhoneNumber']['input']; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** The new end, sooner or later than the old one, more than one minute ahead. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt: Scalars['DateTime']['input']; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** The new group of a group’s binding. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId: Scalars['ID']['input']; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** Who may not call from now on in a group’s binding. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction: Number700GroupRestriction; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** The new A of a pair. The only aspect known from a sample of the vendor’s. Personal data. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA: Scalars['PhoneNumber']['input']; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** The new B. Personal data. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB: Scalars['PhoneNumber']['input']; outId?: never; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** Your free text in receipts. Keep personal data out. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId: Scalars['String']['input']; recordingEnabled?: never; restriction?: never; transcript?: never; }
  |  /** Whether calls are recorded from now on. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled: Scalars['Boolean']['input']; restriction?: never; transcript?: never; }
  |  /** Who may not call from now on. For members of a group see `groupRestriction`. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction: BindingRestriction; transcript?: never; }
  |  /** Text of the calls. That it can be changed is inferred from the update of other bindings. */
  { defaultNumberA?: never; expiresAt?: never; groupId?: never; groupRestriction?: never; numberA?: never; numberB?: never; outId?: never; recordingEnabled?: never; restriction?: never; transcript: Number700TranscriptInput; };

/** Which side of a group’s binding may not call X, so that calls go one way only. */
export type Number700GroupRestriction =
  /** Calls from B to X are refused; the members still reach B. */
  | 'B_MAY_NOT_CALL'
  /** Calls from members of the group to X are refused; B may still call. */
  | 'MEMBERS_MAY_NOT_CALL';

/** Codes of what is played while one side calls the other. A slot left out plays nothing. */
export type Number700PromptsInput = {
  /** Heard by whoever answers, once that is done. */
  calledAfterAnswer?: InputMaybe<Scalars['String']['input']>;
  /** Heard by whoever calls, once somebody has answered. */
  callerAfterAnswer?: InputMaybe<Scalars['String']['input']>;
  /** Heard by whoever calls, until somebody answers. */
  callerBeforeAnswer?: InputMaybe<Scalars['String']['input']>;
};

/** What kind of file a recording on a 700 number becomes. */
export type Number700RecordingFormat =
  /** Compressed, small. */
  | 'MP3'
  /** Uncompressed, large. */
  | 'WAV';

/** Whether calls are turned into text from now on, and what speech to expect. */
export type Number700TranscriptInput = {
  /** Whether calls are turned into text. */
  enabled: Scalars['Boolean']['input'];
  /** The speech to expect; only together with `enabled: true`. */
  model?: InputMaybe<BindingTranscriptModel>;
};

/** What the platform knows about who holds an A number. The identity itself is never handed out again. */
export type NumberAReport = {
  __typename: 'NumberAReport';
  /** The list of A numbers that the report belongs to, a 64-bit number as text. */
  allowListId: Scalars['ID']['output'];
  /** Where the person behind a landline can be reached, personal data; null for mobiles and when not told. */
  holderNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `holderNumber` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  holderNumberRef?: Maybe<Scalars['ID']['output']>;
  /** The reported number, personal data: the one that was asked about where the answer repeats none. */
  numberA: Scalars['PhoneNumber']['output'];
  /**
   * Stands for `numberA` among the numbers that this credential named itself: it never equals a ref of another field.
   * @deprecated The answer only repeats your own number, so keep that. This ref can be matched with no other.
   */
  numberARef: Scalars['ID']['output'];
  /** Mobile or landline; null when the upstream does not say. */
  numberKind?: Maybe<ReportedNumberKind>;
  /** The upstream’s own word for `numberKind`; null when it says none. */
  rawNumberKind?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own word for it, also when `reviewStatus` is UNKNOWN. */
  rawReviewStatus: Scalars['String']['output'];
  /** Why it was refused, in Chinese words of the upstream; empty unless it was. What looks like a phone number in them is masked. */
  refusalReasons: Array<Scalars['String']['output']>;
  /** Free text that came with the report; null when there was none. What looks like a phone number in it is masked. */
  remark?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the number may be used, as far as is known. */
  reviewStatus: NumberAReviewStatus;
};

/** The report is gone, and the carrier will restrict the number. */
export type NumberAReportDeletion = {
  __typename: 'NumberAReportDeletion';
  /** The list of A numbers that it was in. */
  allowListId: Scalars['ID']['output'];
  /** The number that must not be used as A any more, personal data. */
  numberA: Scalars['PhoneNumber']['output'];
  /**
   * Stands for `numberA` among the numbers that this credential named itself: it never equals a ref of another field.
   * @deprecated The answer only repeats your own number, so keep that. This ref can be matched with no other.
   */
  numberARef: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The report of an A number, or why it is not told. */
export type NumberAReportResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | NumberAReport | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** How far the review of a reported number is. */
export type NumberAReviewStatus =
  /** The number may be used as A. */
  | 'APPROVED'
  /** It may not; `refusalReasons` say why. Mend them and report it anew. */
  | 'REFUSED'
  /** Somebody is looking at it. Wait for the receipt, or ask again in some minutes. */
  | 'REVIEWING'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** The bindings that an X number serves at present: none, one, or with AXB and extensions many. */
export type NumberBindings = {
  __typename: 'NumberBindings';
  /** The same as free handles that know their X number, so that `details` can be asked. */
  bindings: Array<Binding>;
  /** The upstream’s answer as it came, since it does not document how it joins several ids; empty when there is none, null when it left the field out. */
  rawSubsId?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The ids alone, as text; empty when X serves no binding. */
  subsIds: Array<Scalars['ID']['output']>;
};


/** The bindings that an X number serves at present: none, one, or with AXB and extensions many. */
export type NumberBindingsBindingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Which bindings an X number serves, or why that is not known. */
export type NumberBindingsResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | NumberBindings | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Over whose network a number runs. */
export type NumberCarrier =
  /** Upstream 1. Zhongguo Yidong, 中国移动. */
  | 'CHINA_MOBILE'
  /** Upstream 3. Zhongguo Dianxin, 中国电信. */
  | 'CHINA_TELECOM'
  /** Upstream 2. Zhongguo Liantong, 中国联通. */
  | 'CHINA_UNICOM'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** Which kind of X number: who runs it and what it looks like. */
export type NumberClass =
  /** Upstream 2. A mobile number of China Mobile, China Unicom or China Telecom. */
  | 'CARRIER'
  /** Upstream 3. A number that begins with 95. It has no home city: leave `city` out. */
  | 'SERVICE_95'
  /** Upstream 1. A mobile number of a virtual operator: 170 or 171. */
  | 'VIRTUAL_OPERATOR';

/** The lock of an X number was set or lifted, or was so already. */
export type NumberLock = {
  __typename: 'NumberLock';
  /** The number, as a free handle for asking on. */
  number: PrivateNumber;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** Which X number to lock or unlock. */
export type NumberLockInput = {
  /** The whole X number, digits only. */
  number: Scalars['NumberX']['input'];
  /** Key of the pool that the number belongs to. */
  poolKey: Scalars['ID']['input'];
};

/** The number is locked or unlocked now, or why that is not certain. */
export type NumberLockResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | NumberLock | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

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

/** How many X numbers can be bought at this moment. Nothing is reserved by asking. */
export type NumbersForSale = {
  __typename: 'NumbersForSale';
  /** How many there are where it was asked about; null when the upstream did not say, as for the list of all cities it may not. */
  amount?: Maybe<Scalars['Int']['output']>;
  /** When this server had the answer, in Beijing time. */
  checkedAt: Scalars['DateTime']['output'];
  /** The cities that have some; filled by `numbersForSaleByCity` only. */
  cities: Array<NumbersForSaleInCity>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** How many X numbers of the wanted kind one city has to sell. */
export type NumbersForSaleInCity = {
  __typename: 'NumbersForSaleInCity';
  /** How many there are; null when the upstream did not say. */
  amount?: Maybe<Scalars['Int']['output']>;
  /** The home of the numbers, in Chinese; null when the upstream left it out. */
  city?: Maybe<Scalars['String']['output']>;
};

/** The stock of X numbers, or why it is not known. */
export type NumbersForSaleResult = AccountError | ConfigurationError | InvalidInputError | NumbersForSale | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** How one upstream operation fares in this process. */
export type OperationHealth = {
  __typename: 'OperationHealth';
  /** The upstream’s name of the operation, such as `QueryCallStatus`. */
  action: Scalars['String']['output'];
  /** State of its circuit breaker. Throttling never opens it. */
  breaker: BreakerState;
  /** Requests under way. */
  inFlight: Scalars['Int']['output'];
  /** From then on the next call asks anew, alone; one answer of the service opens the operation for all. A past moment means that it is being asked, or that nothing called it since. Null while it is served. */
  nextProbeAt?: Maybe<Scalars['DateTime']['output']>;
  /** Since when it answers OperationUnavailableError without being asked: the gateway said three times in a row, within a minute, that it knows no such operation. Null while it is served. */
  notServedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Calls waiting for a place among those in flight. */
  queued: Scalars['Int']['output'];
  /** Calls per second allowed just now; lower than usual after the upstream throttled, null before the first call. */
  ratePerSecond?: Maybe<Scalars['Float']['output']>;
  /** Calls waiting for the rate budget. */
  waitingForBudget: Scalars['Int']['output'];
};

/** This account is not served the operation: the gateway does not know it. Once it said so three times in a row, it is asked again by a single probe only, after 10 s and then at longer pauses of up to 10 minutes. */
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

/** A parcel to be collected, by whom, from whom and for whom. */
export type OrderPickupInput = {
  /** Where it goes. */
  consignee: PickupPartyInput;
  /** Code of a courier company, such as YTO; left out, the platform picks one. */
  courierCode?: InputMaybe<Scalars['String']['input']>;
  /** What is in the parcel, where that is known. */
  goods?: InputMaybe<Array<PickupGoodsInput>>;
  /** The channel as agreed with the platform. */
  orderChannel: Scalars['String']['input'];
  /** Id of the order in the calling system, 1 to 64 characters without blanks. Use each once: whether the upstream notices a repeat is not documented. */
  outOrderId: Scalars['ID']['input'];
  /** Printed on the waybill for everybody to read, so no numbers or names. */
  remark?: InputMaybe<Scalars['String']['input']>;
  /** Where the parcel is collected. */
  sender: PickupPartyInput;
  /** A booked window. Left out, the courier comes at once (`PickupOption.immediate`). */
  window?: InputMaybe<PickupWindowInput>;
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
  /** When the write was sent; null when that is not known. Look for what it would have made from then on. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The identity behind the access key may not do this, the thing belongs to another account, or this request’s own credential does not include the pool (`POOL_FORBIDDEN`). */
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

/** Where a courier comes or goes. Personal data. An order needs all but the town; an enquiry takes less. */
export type PickupAddressInput = {
  /** The city, such as 杭州市. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** All the rest: road, house, flat. */
  detail?: InputMaybe<Scalars['String']['input']>;
  /** The district or county of the city, such as 西湖区. */
  district?: InputMaybe<Scalars['String']['input']>;
  /** The province or the city of its rank, such as 浙江省. */
  province?: InputMaybe<Scalars['String']['input']>;
  /** Street office or township, where one is known. */
  town?: InputMaybe<Scalars['String']['input']>;
};

/** The courier is called off. */
export type PickupCancellation = {
  __typename: 'PickupCancellation';
  /** The order that was called off, by the calling system’s id. */
  outOrderId: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The courier will not come, or why that is not certain. */
export type PickupCancellationResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | PickupCancellation | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A day on which a courier may be booked. */
export type PickupDay = {
  __typename: 'PickupDay';
  /** The day in Beijing, `2026-04-28`; null when not told. */
  date?: Maybe<Scalars['String']['output']>;
  /** Whether any of it can be booked; null when the upstream does not say. */
  selectable?: Maybe<Scalars['Boolean']['output']>;
  /** Parts of the day, those that are taken or past among them. */
  windows: Array<PickupWindow>;
};

/** One kind of thing in the parcel. */
export type PickupGoodsInput = {
  /** What it is, in words for the courier. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** How many of them, at least 1. */
  quantity?: InputMaybe<Scalars['Int']['input']>;
  /** What it weighs, in whole grams, at least 1. */
  weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

/** One way to have the parcel collected. */
export type PickupOption = {
  __typename: 'PickupOption';
  /** Days to choose from; empty when nothing can be booked. */
  days: Array<PickupDay>;
  /** Yuan with two decimals, as text so that no rounding creeps in; null unless a weight was given. */
  estimatedPrice?: Maybe<Scalars['String']['output']>;
  /** Collection at once; null when it is not offered at all. */
  immediate?: Maybe<ImmediatePickup>;
};

/** When a courier could come, and what it may cost. Nothing is reserved by asking. */
export type PickupOptions = {
  __typename: 'PickupOptions';
  /** What is offered; empty when no courier serves the way. */
  options: Array<PickupOption>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The way of a parcel that is to be collected. */
export type PickupOptionsInput = {
  /** Where it goes. */
  consignee: PickupPersonInput;
  /** Code of a courier company, such as YTO; left out, the platform picks one. */
  courierCode?: InputMaybe<Scalars['String']['input']>;
  /** The channel as agreed with the platform. Here it must hold no underscore. */
  orderChannel: Scalars['String']['input'];
  /** Id of the order in the calling system, 1 to 64 characters without blanks. */
  outOrderId?: InputMaybe<Scalars['ID']['input']>;
  /** Where the parcel is collected. */
  sender: PickupPersonInput;
  /** Estimated weight in whole grams, at least 1. Needed for a price. */
  weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

/** What can be booked, or why that is not told. */
export type PickupOptionsResult = AccountError | ConfigurationError | InvalidInputError | OperationUnavailableError | PermissionDeniedError | PickupOptions | ThrottledError | UnknownError | UpstreamUnavailableError;

/** A courier is on order. It costs money unless it is called off. */
export type PickupOrder = {
  __typename: 'PickupOrder';
  /** Which company comes, such as YTO; null when the upstream did not say. */
  courierCode?: Maybe<Scalars['String']['output']>;
  /** Id of the order in the calling system: the way to cancel it. */
  outOrderId: Scalars['ID']['output'];
  /** What the sender shows the courier; null when none is needed or named. */
  pickupCode?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Tracking number of the parcel; null when the upstream took the order and named none. */
  waybillNo?: Maybe<Scalars['String']['output']>;
};

/** The order that was placed, or why that is not certain. */
export type PickupOrderResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | PickupOrder | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Sender or recipient of a parcel; a mobile or a landline must be given. Personal data. */
export type PickupPartyInput = {
  /** The whole address: province, city, district and detail are needed. */
  address: PickupAddressInput;
  /** Landline with its area code; needed when no mobile is given. */
  landline?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Mobile number; needed when no landline is given. */
  mobile?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The person as the courier shall ask for them. */
  name: Scalars['String']['input'];
};

/** Sender or recipient as an enquiry knows them. Personal data. */
export type PickupPersonInput = {
  /** As much of the address as is known. */
  address?: InputMaybe<PickupAddressInput>;
  /** Their mobile number; no landline here. */
  mobile: Scalars['PhoneNumber']['input'];
  /** The person as the courier shall ask for them. */
  name: Scalars['String']['input'];
};

/** A stretch of a day in which a courier comes. */
export type PickupWindow = {
  __typename: 'PickupWindow';
  /** Why it cannot, in Chinese words of the upstream; null when it can or no reason is told. */
  disabledReason?: Maybe<Scalars['String']['output']>;
  /** Time of day in Beijing as the upstream writes it, `12:00:00`; null when not told. */
  end?: Maybe<Scalars['String']['output']>;
  /** `start` on that day, ready for `orderPickup`; null when day or time came in a form nobody knows. */
  from?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it can be booked; null when the upstream does not say. */
  selectable?: Maybe<Scalars['Boolean']['output']>;
  /** Time of day in Beijing as the upstream writes it, `10:00:00`; null when not told. */
  start?: Maybe<Scalars['String']['output']>;
  /** `end` on that day, ready for `orderPickup`; null when day or time came in a form nobody knows. */
  until?: Maybe<Scalars['DateTime']['output']>;
};

/** When the courier shall come: a window that `pickupOptions` offered. */
export type PickupWindowInput = {
  /** Its beginning, `from` of the offered window. */
  from: Scalars['DateTime']['input'];
  /** Its end, `until` of the offered window. */
  until: Scalars['DateTime']['input'];
};

/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type Pool = Node & {
  __typename: 'Pool';
  /** A handle on one binding of this pool. Free, also for a binding that does not exist. */
  binding: Binding;
  /** A handle on one finished call of this pool, the way in to its recording and transcript. Free, also for a call that never was. */
  call: Call;
  /** A handle on one number group of this pool. Free, also for a group that does not exist. */
  group: Group;
  /** The pool key as the console shows it: `FC` and digits. */
  key: Scalars['ID']['output'];
  /** A handle on one binding of this landline pool. Free, also for a binding that does not exist. */
  landlineBinding: LandlineBinding;
  /** Landline bindings in force by their numbers: an AXB by its X and one party together, an AXN by A, by X or by both (documents disagree, so give both where known), extensions by A. Costs one upstream call; equal questions of one request share it. */
  landlineBindings: LandlineBindingsResult;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** A handle on one X number of this pool. Free, also for a number that the pool does not own. */
  privateNumber: PrivateNumber;
  /** A call of this pool as its receipts have told it so far. Known a moment after its first receipt has come, for as long as receipts are kept. Costs no upstream call: the store of this server is asked. */
  recordedCall: RecordedCallResult;
  /** A link to the recording of one call with a work number of this pool. Wait for the receipt of the recording before asking: what comes too early is not documented. Costs one upstream call. */
  workCallRecording: WorkCallRecordingResult;
  /** A handle on one work number of this pool. Free, also for a number that the pool does not own. */
  workNumber: WorkNumber;
  /** The work numbers of this pool and where each stands. Costs one upstream call for each page. */
  workNumbers: WorkNumbersResult;
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolBindingArgs = {
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  subsId: Scalars['ID']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolCallArgs = {
  callId: Scalars['ID']['input'];
  callTime: Scalars['DateTime']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolGroupArgs = {
  id: Scalars['ID']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolLandlineBindingArgs = {
  kind: LandlineKind;
  subsId: Scalars['ID']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolLandlineBindingsArgs = {
  kind: LandlineKind;
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  realNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolPrivateNumberArgs = {
  number: Scalars['NumberX']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolRecordedCallArgs = {
  callId: Scalars['ID']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolWorkCallRecordingArgs = {
  callId: Scalars['ID']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolWorkNumberArgs = {
  number: Scalars['NumberX']['input'];
};


/** A handle on a number pool: the stock from which X numbers are lent. Free; its fields say what they cost. */
export type PoolWorkNumbersArgs = {
  pageNo?: Scalars['Int']['input'];
  pageSize?: Scalars['Int']['input'];
};

/** By which of two upstream operations a number is blocked. Whether they share one list is not documented: unblock by the one that blocked. */
export type PoolBlacklist =
  /** OperateBlackNo, the older one: 1000 changes a second, but neither for AXB nor for AXG pools. */
  | 'CLASSIC'
  /** AddSecretBlacklist and DeleteSecretBlacklist: every kind of pool but AXG, 100 changes a second. */
  | 'STANDARD';

/** Which employee wants to call which customer, and for how long that may be done. */
export type PrepareWorkCallInput = {
  /** The id that `assignWorkNumber` answered; it stands for the employee and the work number. */
  assignmentId: Scalars['ID']['input'];
  /** An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** After how many seconds it ends by itself, 1 or more; no value means endless. */
  lifetimeSeconds: Scalars['Int']['input'];
  /** Real number of the customer. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Free text of yours that the receipts of calls bring back. Keep personal data out. Left out, they bring none. */
  outId?: InputMaybe<Scalars['String']['input']>;
  /** Which pool of work numbers, by its key in the console: `FC` and more. */
  poolKey: Scalars['ID']['input'];
};

/** The call was prepared, or why not. */
export type PrepareWorkCallResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | PreparedWorkCall | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The employee can call this customer now, who sees the work number. It ends by itself. */
export type PreparedWorkCall = {
  __typename: 'PreparedWorkCall';
  /** When it ends, reckoned by this server from the moment it asked; the upstream names none and may be a little later. */
  expiresAt: Scalars['DateTime']['output'];
  /** What the upstream calls BindId; `endWorkCall` takes it. Not a `subsId`, and no query tells it again. */
  id: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** A handle on an X number of a pool. Free; its fields say what they cost. */
export type PrivateNumber = Node & {
  __typename: 'PrivateNumber';
  /** The bindings that this number serves; also the way to find out whether a bind with a lost answer happened. Costs one upstream call; equal questions of one request share it. */
  bindings: NumberBindingsResult;
  /** Status, carrier, home and purchase of this number. Costs one upstream call; equal questions of one request share it. NotFoundError: the account owns no such number in this pool. */
  details: PrivateNumberDetailsResult;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** The lent number itself, digits only. */
  number: Scalars['NumberX']['output'];
  /** Key of the pool that the number belongs to. */
  poolKey: Scalars['ID']['output'];
};

/** An X number as the platform knows it: what it is doing, whose network it is on and where it is at home. */
export type PrivateNumberDetails = {
  __typename: 'PrivateNumberDetails';
  /** Whose network it is on; null when the upstream named none. */
  carrier?: Maybe<NumberCarrier>;
  /** Whether its owner’s identity was verified; null when the upstream did not say. */
  certified?: Maybe<Scalars['Boolean']['output']>;
  /** When this server had the answer, in Beijing time. */
  checkedAt: Scalars['DateTime']['output'];
  /** Home city in Chinese; null when the upstream named none. */
  city?: Maybe<Scalars['String']['output']>;
  /** The number that was asked about, as a free handle. */
  number: PrivateNumber;
  /** Home province in Chinese; null for a number without a home, as those on 95 are. */
  province?: Maybe<Scalars['String']['output']>;
  /** When it was bought; null when the upstream named no time, or one in a form that nothing documents: see `rawPurchasedAt`. */
  purchasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The upstream’s own number behind `carrier`, also when it is UNKNOWN; null when it named none. */
  rawCarrier?: Maybe<Scalars['Int']['output']>;
  /** The upstream’s own number behind `certified`: 0 no, 1 yes; null when it named none. */
  rawCertifyStatus?: Maybe<Scalars['Int']['output']>;
  /** The upstream’s own text behind `purchasedAt`; null when there is none. */
  rawPurchasedAt?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own number for `status`, also when it is UNKNOWN. */
  rawStatus: Scalars['Int']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Whether it is free, bound, locked or frozen. Which of these wins is not documented. */
  status: PrivateNumberStatus;
};

/** What the platform knows of an X number, or why it does not tell. */
export type PrivateNumberDetailsResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | PrivateNumberDetails | ThrottledError | UnknownError | UpstreamUnavailableError;

/** What an X number is doing, as the platform tells it. */
export type PrivateNumberStatus =
  /** Upstream 1. At least one binding goes over it. */
  | 'BOUND'
  /** Upstream 3. The platform took it out of service: expect calls over it to fail. */
  | 'FROZEN'
  /** Upstream 2. New bindings skip it until it is unlocked; those it serves go on. */
  | 'LOCKED'
  /** Upstream 0. No binding uses it: it is free to be bound or released. */
  | 'NOT_BOUND'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** Which kind of X number to buy, and for which pool. */
export type PurchaseNumberInput = {
  /** Also puts the number in the display pool, for customers who have that feature. Default: no. */
  addToDisplayPool?: InputMaybe<Scalars['Boolean']['input']>;
  /** Home of the number, a city of the Chinese mainland by its Chinese name without 市: `杭州`. Leave it out for SERVICE_95. Needed for every other class. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** Which kind of number; it decides what the number costs a month. */
  numberClass: NumberClass;
  /** Key of the pool that is to own the number. */
  poolKey: Scalars['ID']['input'];
  /** Digits that the number must begin with, at most 18. Left out: any number. */
  prefix?: InputMaybe<Scalars['String']['input']>;
};

/** The number that was bought, or why none was. NumbersExhaustedError: none is for sale there, or the account may buy no more. */
export type PurchaseNumberResult = AccountError | ConfigurationError | InvalidInputError | NumbersExhaustedError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | PurchasedNumber | ThrottledError | UnknownError | UpstreamUnavailableError;

/** An X number that was bought and is billed from now on. It can be bound at once. */
export type PurchasedNumber = {
  __typename: 'PurchasedNumber';
  /** The new number, as a free handle for asking on. */
  number: PrivateNumber;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type Query = {
  __typename: 'Query';
  /** Reads the audit log: a file, without what was rotated away, or, where it goes to stdout, the last 1000 records of the process that answers. One question reads at most 4 MB. Not for whoever is limited to some pools. Costs no upstream call. */
  auditLog: AuditPage;
  /** Can this binding be called now, and which number should be dialled? Ask right before the call. Costs one upstream call; equal questions of one request share it. May make the platform lend a temporary number. */
  callStatus: CallStatusResult;
  /** The call status of up to 100 bindings: one result per key, in order. Costs one upstream call per distinct key; a failing key leaves its neighbours alone. More than 100 keys are answered with a single InvalidInputError and no upstream call. */
  callStatuses: Array<CallStatusResult>;
  /** Every known code with its meaning, cause, remedy and retry rule. Costs no upstream call. */
  errorCatalog: Array<ErrorCatalogEntry>;
  /** The handle behind a `nodeId`, for clients that ask again for what they hold. Free, also for what does not exist; null for a text that is no id, refused with FORBIDDEN for a pool that the credential does not include. */
  node?: Maybe<Node>;
  /** How the review of a reported A number stands. What a number that was never reported answers is not documented. Costs one upstream call; equal questions of one request share it. */
  numberAReport: NumberAReportResult;
  /** How many X numbers can be bought: in one city, or in the whole country when none is named. Costs one upstream call; equal questions of one request share it. */
  numbersForSale: NumbersForSaleResult;
  /** Which cities have X numbers to sell, and how many each. Not for SERVICE_95, whose numbers have no city. Costs one upstream call; equal questions of one request share it. */
  numbersForSaleByCity: NumbersForSaleResult;
  /** When a courier could collect a parcel, and an estimated price where a weight is given. Books nothing. Costs one upstream call; equal questions of one request share it. */
  pickupOptions: PickupOptionsResult;
  /** A handle on a pool, the way in to everything that belongs to it. Free, also for a key that does not exist; refused with FORBIDDEN for a pool that the credential does not include. */
  pool: Pool;
  /** Makes a grant to upload the photos that `reportNumberA` and `reportLandlineA` name: png, jpg or jpeg of at most 2 MB. The answer holds credentials. Costs one upstream call. */
  uploadGrant: UploadGrantResult;
  /** How each upstream operation called so far fares in this process. Costs no upstream call. */
  upstream: Array<OperationHealth>;
  /** The numbers behind a waybill number, in all pools of the account. Ask sparingly and never in advance: the upstream’s own title speaks of a broadcast push, so asking may do something that is not documented. Costs one upstream call; equal questions of one request share it. */
  waybillHolders: WaybillHoldersResult;
  /** The work numbers of all pools of the account; that leaving out the pool means all of them is inferred. Costs one upstream call for each page. */
  workNumbers: WorkNumbersResult;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryAuditLogArgs = {
  before?: InputMaybe<Scalars['ID']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<AuditKind>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
  viewerId?: InputMaybe<Scalars['String']['input']>;
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
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryNumberAReportArgs = {
  allowListId: Scalars['ID']['input'];
  numberA: Scalars['PhoneNumber']['input'];
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryNumbersForSaleArgs = {
  city?: InputMaybe<Scalars['String']['input']>;
  numberClass: NumberClass;
  prefix?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryNumbersForSaleByCityArgs = {
  numberClass: NumberClass;
  prefix?: InputMaybe<Scalars['String']['input']>;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryPickupOptionsArgs = {
  input: PickupOptionsInput;
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryPoolArgs = {
  key: Scalars['ID']['input'];
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryWaybillHoldersArgs = {
  cabinetNo?: InputMaybe<Scalars['ID']['input']>;
  numberX?: InputMaybe<Scalars['NumberX']['input']>;
  waybillNo: Scalars['ID']['input'];
};


/** Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error. */
export type QueryWorkNumbersArgs = {
  pageNo?: Scalars['Int']['input'];
  pageSize?: Scalars['Int']['input'];
};

/** A call that receipts have told of, or why nothing is known of it here. */
export type RecordedCallResult = Call | InvalidInputError | NotFoundError | StoreUnavailableError | UnknownError;

/** A signed link to what was said in a call. Personal data, like the voices it leads to. */
export type Recording = {
  __typename: 'Recording';
  /** When the link ends: two hours after it was asked for, as documented. Asking again makes another one. */
  expiresAt: Scalars['DateTime']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Download or play it from here. Whoever has the link may listen, so keep it out of logs and pages. */
  url: Scalars['String']['output'];
};

/** Where the recording of a call can be had, or why it cannot. */
export type RecordingResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | Recording | ThrottledError | UnknownError | UpstreamUnavailableError;

/** Which X number to give back for good. */
export type ReleaseNumberInput = {
  /** Must be true: the number is lost for good, and whoever still knows it reaches a stranger one day. */
  confirm: Scalars['Boolean']['input'];
  /** The whole number, all its digits: the upstream may take fewer for a prefix. */
  number: Scalars['NumberX']['input'];
  /** Key of the pool that owns the number. */
  poolKey: Scalars['ID']['input'];
};

/** The number is given back, or why it is not. PermissionDeniedError with `isv.FORBIDDEN_ACTION`: a binding still uses it. */
export type ReleaseNumberResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ReleasedNumber | ThrottledError | UnknownError | UpstreamUnavailableError;

/** An X number that was given back. It is billed to the end of the month and cannot be had again. */
export type ReleasedNumber = {
  __typename: 'ReleasedNumber';
  /** What was given back, as a free handle. Asking on is answered with NotFoundError. */
  number: PrivateNumber;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** A landline and the person who stands for the company that has it. */
export type ReportLandlineAInput = {
  /** Id of the list of A numbers in the console, a 64-bit number as text. The upstream calls it a group; it is none of `Group`. */
  allowListId: Scalars['ID']['input'];
  /** The identity of that person. */
  holder: ReportedHolderInput;
  /** Where the person can be reached. Personal data. */
  holderNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** What the person is to the company. */
  holderRole: LandlineHolderRole;
  /** The landline with its area code. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Free text that stays with the report; it may be read by reviewers. */
  remark?: InputMaybe<Scalars['String']['input']>;
  /** Number of the service hall’s ticket under which the landline was applied for. */
  ticketId?: InputMaybe<Scalars['String']['input']>;
};

/** A mobile number and the person who holds it. */
export type ReportNumberAInput = {
  /** Id of the list of A numbers in the console, a 64-bit number as text. The upstream calls it a group; it is none of `Group`. */
  allowListId: Scalars['ID']['input'];
  /** In whose name the number is. */
  holder: ReportedHolderInput;
  /** The mobile number; no landline here. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Free text that stays with the report; it may be read by reviewers. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** The person who answers for a number, as on their identity card. Personal data: sent on, kept nowhere, in no log. */
export type ReportedHolderInput = {
  /** Path of the photo of the card’s back, uploaded likewise. */
  idCardBack?: InputMaybe<Scalars['String']['input']>;
  /** Path of the photo of the card’s front, uploaded likewise. */
  idCardFront?: InputMaybe<Scalars['String']['input']>;
  /** Number of the identity card; no other document is taken. */
  idCardNumber: Scalars['String']['input'];
  /** The full name as on the identity card. */
  name: Scalars['String']['input'];
  /** Path of the photo of the person, uploaded with an `uploadGrant`: png, jpg or jpeg of at most 2 MB. */
  portrait: Scalars['String']['input'];
};

/** What sort of number was reported. */
export type ReportedNumberKind =
  /** Reported by `reportLandlineA`, by a person who stands for a company. */
  | 'LANDLINE'
  /** Reported by `reportNumberA`, in the name of a person. */
  | 'MOBILE'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** A binding and the side that may not call. */
export type RestrictBindingCallsInput = {
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Replaces the restriction so far; NONE takes it away. */
  restriction: BindingRestriction;
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
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

/** A binding and what called phones are to show. */
export type SetBindingDisplayInput = {
  /** The one rule that still has an effect. */
  display: BindingDisplay;
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A binding and its new text. */
export type SetBindingOutIdInput = {
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Free text of yours; not blank. Keep personal data out. */
  outId: Scalars['String']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A binding and whether its calls are recorded. */
export type SetBindingRecordingInput = {
  /** Whether calls are recorded from now on. */
  enabled: Scalars['Boolean']['input'];
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A binding and whether its calls are turned into text. */
export type SetBindingTranscriptInput = {
  /** Whether calls are turned into text from now on. */
  enabled: Scalars['Boolean']['input'];
  /** The speech to expect: needed with `enabled: true`, refused with `enabled: false`. */
  model?: InputMaybe<BindingTranscriptModel>;
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A text that stands for the real recipient of an SMS, so that the platform can deliver it. */
export type SmsSign = {
  __typename: 'SmsSign';
  /** Put it into the text of the SMS to X. As personal as the number it stands for. */
  recipientSign: Scalars['String']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The sign of a recipient, or why there is none. */
export type SmsSignResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | SmsSign | ThrottledError | UnknownError | UpstreamUnavailableError;

/** What was kept cannot be read: this server keeps nothing, or its store does not answer just now. The upstream was not asked. */
export type StoreUnavailableError = Error & {
  __typename: 'StoreUnavailableError';
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

/** Who held the request back. */
export type ThrottleOrigin =
  /** This server did, to stay below that quota, or because this caller named more numbers than it may (`NUMBERS_LIMIT`); no upstream call was made. */
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

/** What was said in a call, as text. Personal data of both parties; never logged. */
export type Transcript = {
  __typename: 'Transcript';
  /** Length of the audio that was listened to, in milliseconds; null when not told. */
  durationMs?: Maybe<Scalars['Int']['output']>;
  /** The recognition job, for support cases; null when it named none. */
  jobId?: Maybe<Scalars['String']['output']>;
  /** A second name of the job, whose use is not documented; null when it has none. */
  jobKeyword?: Maybe<Scalars['String']['output']>;
  /** Request id of the recogniser, another than `requestId`; null when it named none. */
  recognitionRequestId?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** In the order in which the upstream tells them; empty when nothing was said. */
  sentences: Array<TranscriptSentence>;
};

/** The transcript of a call, or why there is none. */
export type TranscriptResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | Transcript | UnknownError | UpstreamUnavailableError;

/** One sentence as it was recognised. Personal data. */
export type TranscriptSentence = {
  __typename: 'TranscriptSentence';
  /** Milliseconds from the start of the audio to the first word; null when not told. */
  beginMs?: Maybe<Scalars['Int']['output']>;
  /** The audio track, from 0: equal numbers are one speaker. Which party is which is not documented. Null when not told. */
  channel?: Maybe<Scalars['Int']['output']>;
  /** How strong the emotion was, from 1 (calm) to 10; null when not told. */
  emotion?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the start of the audio to the last word; null when not told. */
  endMs?: Maybe<Scalars['Int']['output']>;
  /** How long nobody spoke before it, in whole seconds; null when not told. */
  silenceSeconds?: Maybe<Scalars['Int']['output']>;
  /** What was said, in the words of the recogniser; empty when it heard none. What looks like a phone number in it is masked. */
  text: Scalars['String']['output'];
  /** How fast it was spoken; null when not told. */
  wordsPerMinute?: Maybe<Scalars['Int']['output']>;
};

/** Which assignment to end; number and id must belong together. */
export type UnassignWorkNumberInput = {
  /** The id that `assignWorkNumber` answered. */
  assignmentId: Scalars['ID']['input'];
  /** An id of yours for this intention, 1 to 20 visible ASCII characters. Take a new one for every new intention and the same one to repeat this one; what the upstream answers to a repeated one is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** The work number to take back, digits only. */
  number: Scalars['NumberX']['input'];
  /** Which pool of work numbers, by its key in the console: `FC` and more. */
  poolKey: Scalars['ID']['input'];
};

/** The number was taken from its employee, or why not. */
export type UnassignWorkNumberResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WorkNumberUnassignment;

/** Which binding to end, of whatever kind. */
export type UnbindInput = {
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** Which landline binding to end. */
export type UnbindLandlineInput = {
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** The kind that was bound; it must fit the id. */
  kind: LandlineKind;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** Which binding on a 700 number to end; id and number must belong together. */
export type UnbindNumber700Input = {
  /** An id of yours for this message, 1 to 64 visible ASCII characters. It may keep the upstream from doing the same twice, but nothing says so: this server never repeats on the strength of it. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** A handle of the industrial internet’s identifier system to attach, such as `700.100.1/12345678`. */
  industrialId?: InputMaybe<Scalars['String']['input']>;
  /** The 700 number that it is on. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the 700 number. */
  poolKey: Scalars['ID']['input'];
  /** The id that binding answered: digits, as text. */
  subsId: Scalars['ID']['input'];
};

/** The binding that is over now, or why that is not certain. */
export type UnbindNumber700Result = AccountError | ConfigurationError | InvalidInputError | NotFoundError | Number700Binding | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The binding is over, or why that is not certain. NotFoundError: it was over already, or never was. */
export type UnbindResult = AccountError | ConfigurationError | EndedBinding | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

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

/** A binding and the number that A has from now on. */
export type UpdateBindingNumberAInput = {
  /** The new real number. Personal data. */
  numberA: Scalars['PhoneNumber']['input'];
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** A binding and the number that B has from now on. */
export type UpdateBindingNumberBInput = {
  /** The new real number. Personal data. */
  numberB: Scalars['PhoneNumber']['input'];
  /** The X number of the binding; the upstream wants it beside the id. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the X number. */
  poolKey: Scalars['ID']['input'];
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** What to change of a landline AXB binding; what is left out stays. */
export type UpdateLandlineAxbInput = {
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. Left out, it stays. */
  lifetimeSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** A in place of the old one; not together with `numberB`. */
  numberA?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** B in place of the old one; not together with `numberA`. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered. Left out, they stay. */
  promptsBeforeAnswer?: InputMaybe<LandlineRingPromptsInput>;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** What to change of a landline AXN extension binding; what is left out stays, except A. */
export type UpdateLandlineAxnExtensionInput = {
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where A’s own calls to X go from now on. Left out, it stays. */
  callback?: InputMaybe<LandlineCallback>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. Left out, it stays. */
  lifetimeSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** The party whom callers reach; the upstream wants it in every change, also when it stays. */
  numberA: Scalars['PhoneNumber']['input'];
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered. Left out, they stay. */
  promptsBeforeAnswer?: InputMaybe<LandlineRingPromptsInput>;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** What to change of a landline AXN binding; what is left out stays. */
export type UpdateLandlineAxnInput = {
  /** The binding time to note down; the upstream documents no effect of it. Now, when left out. */
  boundAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where A’s own calls to X go from now on. Left out, it stays. */
  callback?: InputMaybe<LandlineCallback>;
  /** Your own id of this write, 1 to 64 visible characters; the upstream’s OrderId. Take a new one for every write, and the same one to send a lost write again. What the upstream answers then is not documented. */
  idempotencyKey: Scalars['ID']['input'];
  /** Seconds, counted from the moment X is assigned; 0 for a binding that never ends by itself. Left out, it stays. */
  lifetimeSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** The party whom callers of X reach from now on. */
  numberA?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Where A’s own calls to X go from now on; of use while the callback is NUMBER_B. */
  numberB?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Key of the landline pool, 1 to 64 characters without blanks. */
  poolKey: Scalars['ID']['input'];
  /** Played to the caller before the call is answered. Left out, they stay. */
  promptsBeforeAnswer?: InputMaybe<LandlineRingPromptsInput>;
  /** Played to the called side once the call is answered. */
  promptsForCalled?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Played to the calling side once the call is answered. */
  promptsForCaller?: InputMaybe<LandlineAnswerPromptsInput>;
  /** Whether calls are recorded. A new binding records only when told to. */
  recordingEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text that receipts bring back, at most 250 characters (100 by the upstream’s public pages). Keep personal data out. */
  remark?: InputMaybe<Scalars['String']['input']>;
  /** Id of the binding, as binding the numbers answered it. */
  subsId: Scalars['ID']['input'];
};

/** Which binding on a 700 number to change, and how. */
export type UpdateNumber700BindingInput = {
  /** What is to be different from now on. */
  change: Number700ChangeInput;
  /** An id of yours for this message, 1 to 64 visible ASCII characters. It may keep the upstream from doing the same twice, but nothing says so: this server never repeats on the strength of it. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** A handle of the industrial internet’s identifier system to attach, such as `700.100.1/12345678`. */
  industrialId?: InputMaybe<Scalars['String']['input']>;
  /** The 700 number that it is on. */
  numberX: Scalars['NumberX']['input'];
  /** Key of the pool that owns the 700 number. */
  poolKey: Scalars['ID']['input'];
  /** The id that binding answered: digits, as text. */
  subsId: Scalars['ID']['input'];
};

/** The binding after the change, or why it was not changed. */
export type UpdateNumber700Result = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | Number700Binding | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError;

/** The right to upload photos for reports, for a while. Key id, policy and signature are credentials: hand them to the uploading browser and to nobody else, and never log them. */
export type UploadGrant = {
  __typename: 'UploadGrant';
  /** Form field OSSAccessKeyId. A credential, like the two that follow; never logged here. */
  accessKeyId: Scalars['String']['output'];
  /** When uploads end to be taken; null when the upstream names no end. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key of every file must begin with, then a slash and a file name of your own. Use each name once: an equal one overwrites. */
  pathPrefix: Scalars['String']['output'];
  /** Form field `policy`, in Base64. A credential. */
  policy: Scalars['String']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Form field `signature`. A credential. */
  signature: Scalars['String']['output'];
  /** Where to POST the form; an upload that worked answers 200, 201 or (without a wish) 204. */
  uploadUrl: Scalars['String']['output'];
};

/** The right to upload, or why it is not given. Holds credentials. */
export type UploadGrantResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UploadGrant | UpstreamUnavailableError;

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

/** From now on couriers find the protected number of a binding by this waybill number. */
export type WaybillAttachment = {
  __typename: 'WaybillAttachment';
  /** The binding that carries it, as a free handle. */
  binding: Binding;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The tracking number on the parcel, as it was sent. */
  waybillNo: Scalars['ID']['output'];
};

/** The waybill number is on the binding, or why that is not certain. */
export type WaybillAttachmentResult = AccountError | ConfigurationError | ConflictError | InvalidInputError | NotFoundError | OperationUnavailableError | OutcomeUnknownError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WaybillAttachment;

/** The numbers of one binding that carries the waybill number. The upstream does not name the binding. */
export type WaybillHolder = {
  __typename: 'WaybillHolder';
  /** Digits to dial after X; null for a binding without an extension. */
  extension?: Maybe<Scalars['String']['output']>;
  /** The real number of the protected party, personal data; null when the upstream held it back. */
  numberA?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `numberA` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberARef?: Maybe<Scalars['ID']['output']>;
  /** The lent number that a courier dials; null when the upstream named none. */
  numberX?: Maybe<Scalars['NumberX']['output']>;
};

/** Who can be reached about a parcel. */
export type WaybillHolders = {
  __typename: 'WaybillHolders';
  /** One entry per binding that carries the waybill number; empty when none does. */
  holders: Array<WaybillHolder>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
};

/** The numbers behind a waybill number, or why they are not told. */
export type WaybillHoldersResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WaybillHolders;

/** Where the recording of a call with a work number can be fetched for the next hour. */
export type WorkCallRecording = {
  __typename: 'WorkCallRecording';
  /** The call that was recorded, as its receipt names it. */
  callId: Scalars['ID']['output'];
  /** When the link stops working, reckoned by this server: one hour after it asked. */
  expiresAt: Scalars['DateTime']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** A signed link; whoever has it can listen. Personal data: hand it on with care, never log it. */
  url: Scalars['String']['output'];
};

/** A link to the recording, or why there is none. */
export type WorkCallRecordingResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WorkCallRecording;

/** A handle on a work number: an X that belongs to one employee (B), who calls customers (A) with it. Free; its fields say what they cost. */
export type WorkNumber = Node & {
  __typename: 'WorkNumber';
  /** The options in force for this number. Costs one upstream call. */
  config: WorkNumberConfigResult;
  /** What this number would do without options of its own; the upstream tells it for one number at a time. Costs one upstream call. */
  defaultConfig: WorkNumberConfigResult;
  /** Names this and nothing else in the whole graph. Opaque: keep it as it is, hand it to `node`. */
  nodeId: Scalars['ID']['output'];
  /** The lent number itself, digits only: what customers see and call back. */
  number: Scalars['NumberX']['output'];
  /** Key of the pool of work numbers that X belongs to. */
  poolKey: Scalars['ID']['output'];
};

/** An employee owns a work number from now on. Keep the id: preparing calls and taking the number back need it, and no operation lists it. */
export type WorkNumberAssignment = {
  __typename: 'WorkNumberAssignment';
  /** What the upstream calls AuthId. Not a `subsId`: nothing that takes a binding knows it. */
  id: Scalars['ID']['output'];
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The number that was given out, as a free handle for asking on. */
  workNumber: WorkNumber;
};

/** Which calls a business card belongs to. */
export type WorkNumberCardDirection =
  /** Calls from customer A to X. */
  | 'CUSTOMER_CALLS'
  /** Calls from employee B to customer A. */
  | 'EMPLOYEE_CALLS'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** In what form a business card is sent. */
export type WorkNumberCardKind =
  /** A sound that is played. */
  | 'AUDIO'
  /** A text that shows at once and may not be kept. */
  | 'FLASH_MESSAGE'
  /** A text message. */
  | 'SMS'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN'
  /** A moving picture. */
  | 'VIDEO';

/** The moment of a call that sends the card. */
export type WorkNumberCardPhase =
  /** Once somebody has answered. */
  | 'AFTER_ANSWER'
  /** Ahead of the moment in which somebody answers. */
  | 'BEFORE_ANSWER'
  /** The call is over, whether it was answered or not. */
  | 'ENDED'
  /** The called phone rings. */
  | 'RINGING'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN'
  /** The call is over and somebody had answered. */
  | 'WAS_ANSWERED'
  /** The call is over and nobody had answered. */
  | 'WAS_NOT_ANSWERED';

/** Which side of the call gets the card. */
export type WorkNumberCardRecipient =
  /** Whoever was called. */
  | 'CALLED'
  /** Whoever placed the call. */
  | 'CALLER'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN';

/** When a business card goes to whom. Rules are made in the console; the graph only shows them. */
export type WorkNumberCardRule = {
  __typename: 'WorkNumberCardRule';
  /** Who has to place the call. */
  direction: WorkNumberCardDirection;
  /** The rule’s id; null when the upstream names none. */
  id?: Maybe<Scalars['ID']['output']>;
  /** Text, picture or sound. */
  kind: WorkNumberCardKind;
  /** What the console calls it; null when unnamed. */
  name?: Maybe<Scalars['String']['output']>;
  /** What has to happen in the call. */
  phase: WorkNumberCardPhase;
  /** The upstream’s own code for `direction`, also when that is UNKNOWN; null when it named none. */
  rawDirection?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own code for `kind`, also when that is UNKNOWN; null when it named none. */
  rawKind?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own code for `phase`, also when that is UNKNOWN; null when it named none. */
  rawPhase?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own code for `recipient`, also when that is UNKNOWN; null when it named none. */
  rawRecipient?: Maybe<Scalars['String']['output']>;
  /** To whom it goes. */
  recipient: WorkNumberCardRecipient;
  /** The template that the card is made from; null when the upstream names none. */
  templateId?: Maybe<Scalars['ID']['output']>;
};

/** How a work number behaves in calls and text messages. The mode of sequential ringing can be set but is told by no operation. */
export type WorkNumberConfig = {
  __typename: 'WorkNumberConfig';
  /** Whether it can be used for calls; null when the upstream does not say. */
  callEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** When business cards are sent; empty when they are not. */
  cardRules: Array<WorkNumberCardRule>;
  /** Whether the employee sees the customer’s real number, which gives up the customer’s privacy; false when both see X. Null for a mode that this server does not know: see `rawDisplayMode`. */
  customerShownToEmployee?: Maybe<Scalars['Boolean']['output']>;
  /** The upstream’s own code: 00 both see X, 10 the employee sees more; null when it named none. */
  rawDisplayMode?: Maybe<Scalars['String']['output']>;
  /** The upstream’s own code: 0 hidden, 1 shown; null when it named none. */
  rawSmsSenderMode?: Maybe<Scalars['String']['output']>;
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** Time of day, Beijing, at which sequential ringing starts: `09:00:00`. Null when none is set. */
  ringingFrom?: Maybe<Scalars['String']['output']>;
  /** The phones of sequential ringing, in the order in which they ring; empty when there are none. */
  ringingSteps: Array<WorkNumberRingingStep>;
  /** Time of day, Beijing, at which sequential ringing stops: `18:00:00`. Null when none is set. */
  ringingUntil?: Maybe<Scalars['String']['output']>;
  /** Whether text messages go through it; null when the upstream does not say. */
  smsEnabled?: Maybe<Scalars['Boolean']['output']>;
  /** Whether a text message shows its real sender. Null for a mode that this server does not know: see `rawSmsSenderMode`. */
  smsSenderShown?: Maybe<Scalars['Boolean']['output']>;
};

/** How a work number behaves, or why that is not known. */
export type WorkNumberConfigResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WorkNumberConfig;

/** A page of work numbers, those that were given back included, in the upstream’s order. */
export type WorkNumberPage = {
  __typename: 'WorkNumberPage';
  /** Whether the next page has entries. Without a total, a full page is taken to have a successor. */
  hasNext: Scalars['Boolean']['output'];
  /** The entries of this page; empty beyond the last one. */
  items: Array<ListedWorkNumber>;
  /** The page that this is, counted from 1. */
  pageNo: Scalars['Int']['output'];
  /** How many entries there are on all pages; null when the upstream does not say. */
  total?: Maybe<Scalars['Int']['output']>;
};

/** Which phones ring when a customer calls the work number. */
export type WorkNumberRingingMode =
  /** The phone that would ring anyway, then those of the list in turn. */
  | 'CHOSEN_PARTY_FIRST'
  /** Only the phones of the list, in turn. */
  | 'LIST_ONLY'
  /** Only the employee’s own phone. The platform’s default. */
  | 'OFF';

/** One of the phones that ring in turn when a customer calls back. */
export type WorkNumberRingingStep = {
  __typename: 'WorkNumberRingingStep';
  /** Real number that rings, masked; null when the upstream names none. Personal data. */
  number?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Stands for `number` without telling it: equal numbers have equal refs wherever they occur in this deployment. Null where that is. */
  numberRef?: Maybe<Scalars['ID']['output']>;
  /** Code of what is played once this phone was answered; null for nothing. */
  promptAfterAnswer?: Maybe<Scalars['String']['output']>;
  /** Code of what the caller hears meanwhile; null for the usual tone. */
  promptWhileRinging?: Maybe<Scalars['String']['output']>;
};

/** One of the phones that are to ring in turn. */
export type WorkNumberRingingStepInput = {
  /** Real number to ring. Personal data. */
  number: Scalars['PhoneNumber']['input'];
  /** Code of what is played after the answer; left out, nothing. */
  promptAfterAnswer?: InputMaybe<Scalars['String']['input']>;
  /** Code of what the caller hears meanwhile; left out, the usual tone. */
  promptWhileRinging?: InputMaybe<Scalars['String']['input']>;
};

/** Where a work number stands between being bought and being given back. What "verification" checks is not documented; it seems to go with giving the number to an employee. */
export type WorkNumberStatus =
  /** Upstream 1. Set aside for this account, not bought yet. */
  | 'ALLOCATED'
  /** Upstream 2. Waits for its verification; can be given to an employee. */
  | 'BOUGHT'
  /** Upstream 0. Nobody has claimed it yet. */
  | 'IDLE'
  /** Upstream 8. Given back; stays in the list. */
  | 'RELEASED'
  /** Upstream 99. Given back because a step took too long; stays in the list. */
  | 'RELEASED_AFTER_TIMEOUT'
  /** Upstream 6. Being taken from its employee. */
  | 'UNBINDING'
  /** Upstream 7. It could not be taken back. */
  | 'UNBINDING_FAILED'
  /** A value this server does not know; the raw one stands beside it. */
  | 'UNKNOWN'
  /** Upstream 5. `bindFailure` may say why. */
  | 'VERIFICATION_FAILED'
  /** Upstream 4. In use by an employee. */
  | 'VERIFIED'
  /** Upstream 3. The verification is under way. */
  | 'VERIFYING';

/** Nobody owns the work number any more; it can be given to somebody else. */
export type WorkNumberUnassignment = {
  __typename: 'WorkNumberUnassignment';
  /** The upstream’s id of the exchange; null when it named none. */
  requestId?: Maybe<Scalars['String']['output']>;
  /** The number that was taken back, as a free handle for asking on. */
  workNumber: WorkNumber;
};

/** A page of work numbers, or why there is none. */
export type WorkNumbersResult = AccountError | ConfigurationError | InvalidInputError | NotFoundError | OperationUnavailableError | PermissionDeniedError | ThrottledError | UnknownError | UpstreamUnavailableError | WorkNumberPage;

export type BindForOrderMutationVariables = Exact<{
  input: BindAxbInput;
}>;


export type BindForOrderMutation = { __typename: 'Mutation', bindAxb:
    | { __typename: 'AccountError', code: string, message: string, hint?: string | null }
    | { __typename: 'ConfigurationError', code: string, message: string, hint?: string | null }
    | { __typename: 'ConflictError', code: string, message: string, hint?: string | null }
    | { __typename: 'InvalidInputError', code: string, message: string, hint?: string | null, issues: Array<{ __typename: 'InputIssue', path: Array<string>, message: string }> }
    | { __typename: 'NewBinding', numberX: string, binding: { __typename: 'Binding', subsId: string } }
    | { __typename: 'NotFoundError', code: string, message: string, hint?: string | null }
    | { __typename: 'NumbersExhaustedError', code: string, message: string, hint?: string | null }
    | { __typename: 'OperationUnavailableError', code: string, message: string, hint?: string | null }
    | { __typename: 'OutcomeUnknownError', sentAt?: string | null, code: string, message: string, hint?: string | null }
    | { __typename: 'PermissionDeniedError', code: string, message: string, hint?: string | null }
    | { __typename: 'ThrottledError', code: string, message: string, hint?: string | null }
    | { __typename: 'UnknownError', code: string, message: string, hint?: string | null }
    | { __typename: 'UpstreamUnavailableError', code: string, message: string, hint?: string | null }
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

export type EndOrderMutationVariables = Exact<{
  input: UnbindInput;
}>;


export type EndOrderMutation = { __typename: 'Mutation', unbind:
    | { __typename: 'AccountError', code: string, message: string, retryable: boolean }
    | { __typename: 'ConfigurationError', code: string, message: string, retryable: boolean }
    | { __typename: 'EndedBinding' }
    | { __typename: 'InvalidInputError', code: string, message: string, retryable: boolean }
    | { __typename: 'NotFoundError', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationUnavailableError', code: string, message: string, retryable: boolean }
    | { __typename: 'OutcomeUnknownError', code: string, message: string, retryable: boolean }
    | { __typename: 'PermissionDeniedError', code: string, message: string, retryable: boolean }
    | { __typename: 'ThrottledError', code: string, message: string, retryable: boolean }
    | { __typename: 'UnknownError', code: string, message: string, retryable: boolean }
    | { __typename: 'UpstreamUnavailableError', code: string, message: string, retryable: boolean }
   };

export type ExtendOrderMutationVariables = Exact<{
  input: ExtendBindingInput;
}>;


export type ExtendOrderMutation = { __typename: 'Mutation', extendBinding:
    | { __typename: 'AccountError', code: string, message: string, retryable: boolean }
    | { __typename: 'BindingChange' }
    | { __typename: 'ConfigurationError', code: string, message: string, retryable: boolean }
    | { __typename: 'ConflictError', code: string, message: string, retryable: boolean }
    | { __typename: 'InvalidInputError', code: string, message: string, retryable: boolean }
    | { __typename: 'NotFoundError', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationUnavailableError', code: string, message: string, retryable: boolean }
    | { __typename: 'OutcomeUnknownError', code: string, message: string, retryable: boolean }
    | { __typename: 'PermissionDeniedError', code: string, message: string, retryable: boolean }
    | { __typename: 'ThrottledError', code: string, message: string, retryable: boolean }
    | { __typename: 'UnknownError', code: string, message: string, retryable: boolean }
    | { __typename: 'UpstreamUnavailableError', code: string, message: string, retryable: boolean }
   };

export type RecordingOfCallQueryVariables = Exact<{
  poolKey: Scalars['ID']['input'];
  callId: Scalars['ID']['input'];
  callTime: Scalars['DateTime']['input'];
}>;


export type RecordingOfCallQuery = { __typename: 'Query', pool: { __typename: 'Pool', call: { __typename: 'Call', recording:
        | { __typename: 'AccountError', code: string, message: string, hint?: string | null }
        | { __typename: 'ConfigurationError', code: string, message: string, hint?: string | null }
        | { __typename: 'InvalidInputError', code: string, message: string, hint?: string | null }
        | { __typename: 'NotFoundError', code: string, message: string, hint?: string | null }
        | { __typename: 'OperationUnavailableError', code: string, message: string, hint?: string | null }
        | { __typename: 'PermissionDeniedError', code: string, message: string, hint?: string | null }
        | { __typename: 'Recording', url: string, expiresAt: string }
        | { __typename: 'ThrottledError', code: string, message: string, hint?: string | null }
        | { __typename: 'UnknownError', code: string, message: string, hint?: string | null }
        | { __typename: 'UpstreamUnavailableError', code: string, message: string, hint?: string | null }
       } } };

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

export const BindForOrderDocument = new TypedDocumentString(`
    mutation BindForOrder($input: BindAxbInput!) {
  bindAxb(input: $input) {
    __typename
    ... on NewBinding {
      numberX
      binding {
        subsId
      }
    }
    ... on InvalidInputError {
      issues {
        path
        message
      }
    }
    ... on OutcomeUnknownError {
      sentAt
    }
    ... on Error {
      code
      message
      hint
    }
  }
}
    `, {"hash":"c4bb5e2a2b7a2b7a7359ec0fecbfaa4697f686d75804341482f621c0960d4eaf"}) as unknown as TypedDocumentString<BindForOrderMutation, BindForOrderMutationVariables>;
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
    `, {"hash":"5671f5bfd173cabea542f74dcb37ad930c7c5d9799ccd39539b9ba7bf778f106"}) as unknown as TypedDocumentString<CanBeCalledQuery, CanBeCalledQueryVariables>;
export const EndOrderDocument = new TypedDocumentString(`
    mutation EndOrder($input: UnbindInput!) {
  unbind(input: $input) {
    __typename
    ... on Error {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"a14ec70c1ea28f68bac1f0bffaf37fd645e0b53286121c9ee76059522abfb30f"}) as unknown as TypedDocumentString<EndOrderMutation, EndOrderMutationVariables>;
export const ExtendOrderDocument = new TypedDocumentString(`
    mutation ExtendOrder($input: ExtendBindingInput!) {
  extendBinding(input: $input) {
    __typename
    ... on Error {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"d801c829269cbc1ef39db4c5047faf9933cc90d59d13c7f932e0b239b2a60fab"}) as unknown as TypedDocumentString<ExtendOrderMutation, ExtendOrderMutationVariables>;
export const RecordingOfCallDocument = new TypedDocumentString(`
    query RecordingOfCall($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {
  pool(key: $poolKey) {
    call(callId: $callId, callTime: $callTime) {
      recording {
        __typename
        ... on Recording {
          url
          expiresAt
        }
        ... on Error {
          code
          message
          hint
        }
      }
    }
  }
}
    `, {"hash":"88e89c2f6628845c121a8dad9cb2be18507adf5c4e977f987088f8c072eb1ed7"}) as unknown as TypedDocumentString<RecordingOfCallQuery, RecordingOfCallQueryVariables>;