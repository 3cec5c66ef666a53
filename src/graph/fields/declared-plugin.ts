import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type InterfaceParam,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { phoneField } from '../numbers/revealed-field.ts'
import type { Context } from '../request/context.ts'
import type { Access, Declared } from './declared.ts'

/**
 * What a type or field declares reads beside it: `t.field({ access: ['calls:read'], upstreamCalls: 1, … })`. Object types
 * and fields of the two roots do not compile without `access`; every other field has its type's unless it says its own.
 */
type CountOf<Args> = number | ((args: Args) => number)
type Mandatory = { readonly access: Access }

declare global {
  export namespace PothosSchemaTypes {
    export interface ObjectTypeOptions<Types extends SchemaTypes = SchemaTypes, Shape = unknown> extends Mandatory {}
    export interface InterfaceTypeOptions<
      Types extends SchemaTypes = SchemaTypes,
      Shape = unknown,
      Interfaces extends InterfaceParam<Types>[] = InterfaceParam<Types>[],
      ResolveType = unknown,
    > extends Mandatory {}
    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** Who may select it; as its type says when left out. */
      access?: Access
      /** Upstream calls that one selection makes; none when left out. */
      upstreamCalls?: CountOf<InputShapeFromFields<Args>>
      /** How often, at most, what is selected below it is resolved. */
      listSize?: CountOf<InputShapeFromFields<Args>>
    }
    export interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      access: Access
    }
    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      access: Access
    }
    export interface Plugins<Types extends SchemaTypes> {
      ours: OurPlugin<Types>
    }
  }
}

type Resolve<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/** A class because Pothos wants one. */
class OurPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    const { access } = config.pothosOptions as Declared
    return access
      ? { ...config, extensions: { ...config.extensions, declared: { access } satisfies Declared } }
      : config
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { access, upstreamCalls, listSize } = config.pothosOptions as Declared
    const declared: Declared = { access, upstreamCalls, listSize }
    return { ...config, extensions: { ...config.extensions, declared } }
  }

  override wrapResolve(resolve: Resolve<Types>, config: PothosOutputFieldConfig<Types>): Resolve<Types> {
    const named = config.type.kind === 'List' ? config.type.type : config.type
    if (named.kind !== 'Scalar' || this.builder.configStore.getTypeConfig(named.ref).name !== 'PhoneNumber')
      return resolve
    // Pothos types a plugin for any context; the builder has but one.
    const ours = resolve as GraphQLFieldResolver<unknown, object> as GraphQLFieldResolver<unknown, Context>
    return phoneField(ours, `${config.parentType}.${config.name}`) as GraphQLFieldResolver<unknown, object>
  }
}

SchemaBuilder.registerPlugin('ours', OurPlugin)
