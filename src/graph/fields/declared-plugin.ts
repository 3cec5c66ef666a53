import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type InterfaceParam,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import { countingNumbers } from '../numbers/brought.ts'
import { phoneField } from '../numbers/revealed-field.ts'
import type { Context } from '../request/context.ts'
import { exactId } from '../scalars/exact-id.ts'
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
      /** `false` where no answer can hold a ref of the numbers that the field takes: naming them is not counted. */
      countsNumbers?: false
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
      declared: DeclaredPlugin<Types>
    }
  }
}

type Resolve<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/** A class because Pothos wants one. */
class DeclaredPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    const { access } = config.pothosOptions as Declared
    return access
      ? { ...config, extensions: { ...config.extensions, declared: { access } satisfies Declared } }
      : config
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { access, upstreamCalls, listSize, countsNumbers } = config.pothosOptions as Declared
    const declared: Declared = { access, upstreamCalls, listSize, countsNumbers }
    return { ...config, extensions: { ...config.extensions, declared } }
  }

  /** Pothos allows no ID but its own. What stands under the name is what every place gets when the graph is sorted next. */
  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    schema.getTypeMap().ID = exactId
    return schema
  }

  override wrapResolve(resolve: Resolve<Types>, config: PothosOutputFieldConfig<Types>): Resolve<Types> {
    const field = `${config.parentType}.${config.name}`
    // Pothos types a plugin for any context; the builder has but one.
    const ours = resolve as GraphQLFieldResolver<unknown, object> as GraphQLFieldResolver<unknown, Context>
    if (this.isNumber(config.type)) return phoneField(ours, field) as GraphQLFieldResolver<unknown, object>
    if ((config.pothosOptions as Declared).countsNumbers === false || !this.mayTakeNumbers(config)) return resolve
    return countingNumbers(ours, field) as GraphQLFieldResolver<unknown, object>
  }

  private isNumber(type: PothosOutputFieldConfig<Types>['type'] | PothosInputFieldConfig<Types>['type']): boolean {
    const named = type.kind === 'List' ? type.type : type
    return named.kind === 'Scalar' && this.builder.configStore.getTypeConfig(named.ref).name === 'PhoneNumber'
  }

  /** What an input object holds is not known yet when fields are built, so it may hold one; so may what a mutation takes. */
  private mayTakeNumbers({ args, parentType }: PothosOutputFieldConfig<Types>): boolean {
    return Object.values(args).some(({ type }) => {
      const named = type.kind === 'List' ? type.type : type
      return parentType === 'Mutation' || named.kind === 'InputObject' || this.isNumber(type)
    })
  }
}

SchemaBuilder.registerPlugin('declared', DeclaredPlugin)
