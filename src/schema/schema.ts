// Keeps Pothos' global types in reach of embedders' compilers: the declarations name them without importing them.
/// <reference types="@pothos/core" preserve="true" />
import type { GraphQLSchema } from 'graphql'
import '../graph/scalars/scalars.ts'
import './support/audit-log.ts'
import './bindings/axb.ts'
import './bindings/axg.ts'
import './bindings/axn.ts'
import './bindings/batch.ts'
import './bindings/change-calls.ts'
import './bindings/change-parties.ts'
import './bindings/details.ts'
import './bindings/unbind.ts'
import './bindings/bindings-of-number.ts'
import './blacklist/number.ts'
import './blacklist/pair.ts'
import './calls/call-status-fields.ts'
import './support/error-catalog.ts'
import './groups/create.ts'
import './groups/delete.ts'
import './groups/members.ts'
import './numbers/details.ts'
import './numbers/for-sale.ts'
import './landlines/bind.ts'
import './landlines/lookup.ts'
import './landlines/unbind.ts'
import './landlines/update.ts'
import './logistics/attach-waybill.ts'
import './logistics/cancel-pickup.ts'
import './logistics/order-pickup.ts'
import './logistics/pickup-options.ts'
import './logistics/waybill-holders.ts'
import './numbers/handle.ts'
import './numbers/lock.ts'
import './numbers/purchase.ts'
import './numbers/release.ts'
import './support/node.ts'
import './pools.ts'
import './recordings/links.ts'
import './recordings/recorded.ts'
import './recordings/recording.ts'
import './recordings/transcript.ts'
import './registration/delete-report.ts'
import './registration/number-a-report.ts'
import './registration/report.ts'
import './registration/sms-sign.ts'
import './registration/upload-grant.ts'
import './support/upstream-health.ts'
import './numbers-700/bind.ts'
import './numbers-700/change.ts'
import './work-numbers/assign.ts'
import './work-numbers/call.ts'
import './work-numbers/config.ts'
import './work-numbers/configure.ts'
import './work-numbers/list.ts'
import './work-numbers/recording.ts'
import { builder } from '../graph/fields/builder.ts'

builder.queryType({
  description:
    'Questions to Alibaba Cloud’s phone number protection service. A field that costs an upstream call says so and answers with a union: one success, or a typed error.',
})

builder.mutationType({
  description:
    'Writes: one per intention, each with one input and one result. A write whose answer was lost is not repeated; it answers OutcomeUnknownError and says where to look.',
})

/** The whole graph. Every chapter above adds its fields to the one builder. */
export const schema: GraphQLSchema = builder.toSchema()
