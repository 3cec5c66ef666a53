/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation BindForOrder($input: BindAxbInput!) {\n    bindAxb(input: $input) {\n      __typename\n      ... on NewBinding {\n        numberX\n        binding {\n          subsId\n        }\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on OutcomeUnknownError {\n        sentAt\n      }\n      ... on Error {\n        code\n        message\n        hint\n      }\n    }\n  }\n": typeof types.BindForOrderDocument,
    "\n  query CanBeCalled($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {\n    callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) {\n      __typename\n      ... on CallStatus {\n        status\n        calledNo\n        extension\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on ThrottledError {\n        retryAfterMs\n      }\n      ... on Error {\n        code\n        message\n        retryable\n        requestId\n      }\n    }\n  }\n": typeof types.CanBeCalledDocument,
    "\n  mutation EndOrder($input: UnbindInput!) {\n    unbind(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n": typeof types.EndOrderDocument,
    "\n  mutation ExtendOrder($input: ExtendBindingInput!) {\n    extendBinding(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n": typeof types.ExtendOrderDocument,
    "\n  query RecordingOfCall($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {\n    pool(key: $poolKey) {\n      call(callId: $callId, callTime: $callTime) {\n        recording {\n          __typename\n          ... on Recording {\n            url\n            expiresAt\n          }\n          ... on Error {\n            code\n            message\n            hint\n          }\n        }\n      }\n    }\n  }\n": typeof types.RecordingOfCallDocument,
};
const documents: Documents = {
    "\n  mutation BindForOrder($input: BindAxbInput!) {\n    bindAxb(input: $input) {\n      __typename\n      ... on NewBinding {\n        numberX\n        binding {\n          subsId\n        }\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on OutcomeUnknownError {\n        sentAt\n      }\n      ... on Error {\n        code\n        message\n        hint\n      }\n    }\n  }\n": types.BindForOrderDocument,
    "\n  query CanBeCalled($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {\n    callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) {\n      __typename\n      ... on CallStatus {\n        status\n        calledNo\n        extension\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on ThrottledError {\n        retryAfterMs\n      }\n      ... on Error {\n        code\n        message\n        retryable\n        requestId\n      }\n    }\n  }\n": types.CanBeCalledDocument,
    "\n  mutation EndOrder($input: UnbindInput!) {\n    unbind(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n": types.EndOrderDocument,
    "\n  mutation ExtendOrder($input: ExtendBindingInput!) {\n    extendBinding(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n": types.ExtendOrderDocument,
    "\n  query RecordingOfCall($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {\n    pool(key: $poolKey) {\n      call(callId: $callId, callTime: $callTime) {\n        recording {\n          __typename\n          ... on Recording {\n            url\n            expiresAt\n          }\n          ... on Error {\n            code\n            message\n            hint\n          }\n        }\n      }\n    }\n  }\n": types.RecordingOfCallDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BindForOrder($input: BindAxbInput!) {\n    bindAxb(input: $input) {\n      __typename\n      ... on NewBinding {\n        numberX\n        binding {\n          subsId\n        }\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on OutcomeUnknownError {\n        sentAt\n      }\n      ... on Error {\n        code\n        message\n        hint\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BindForOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CanBeCalled($poolKey: ID!, $subsId: ID!, $callNo: PhoneNumber) {\n    callStatus(poolKey: $poolKey, subsId: $subsId, callNo: $callNo) {\n      __typename\n      ... on CallStatus {\n        status\n        calledNo\n        extension\n      }\n      ... on InvalidInputError {\n        issues {\n          path\n          message\n        }\n      }\n      ... on ThrottledError {\n        retryAfterMs\n      }\n      ... on Error {\n        code\n        message\n        retryable\n        requestId\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CanBeCalledDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndOrder($input: UnbindInput!) {\n    unbind(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EndOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExtendOrder($input: ExtendBindingInput!) {\n    extendBinding(input: $input) {\n      __typename\n      ... on Error {\n        code\n        message\n        retryable\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ExtendOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecordingOfCall($poolKey: ID!, $callId: ID!, $callTime: DateTime!) {\n    pool(key: $poolKey) {\n      call(callId: $callId, callTime: $callTime) {\n        recording {\n          __typename\n          ... on Recording {\n            url\n            expiresAt\n          }\n          ... on Error {\n            code\n            message\n            hint\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordingOfCallDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
