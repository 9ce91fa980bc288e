/** How the API's answers become bytes. */
import { StandardOpenAPICodec, StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import { StandardBracketNotationSerializer, StandardOpenAPIJsonSerializer, StandardOpenAPISerializer } from '@orpc/openapi-client/standard'
import type { AnyProcedure, Router } from '@orpc/server'
import { FastifyHandler } from '@orpc/server/fastify'
import { StandardHandler, type StandardHandlerOptions } from '@orpc/server/standard'
import type { contract } from '../shared/contract.ts'
import type { CallContext } from './rpc.ts'

/**
 * The library's codec rebuilds every answer, value by value, in search of files and dates, before it is written as JSON. Our
 * answers are plain JSON with dates, which `JSON.stringify` writes just so: on a page of tickets that is a third of the work.
 */
class PlainCodec extends StandardOpenAPICodec {
  override encode(output: unknown, procedure: AnyProcedure): ReturnType<StandardOpenAPICodec['encode']> {
    const { successStatus = 200, outputStructure = 'compact' } = procedure['~orpc'].route
    const isPlain =
      outputStructure === 'compact' && output !== null && (Array.isArray(output) || Object.getPrototypeOf(output) === Object.prototype)
    return isPlain ? { status: successStatus, headers: {}, body: output } : super.encode(output, procedure)
  }
}

/** The API's handler for Fastify. */
export function openHandler(
  router: Router<typeof contract, CallContext>,
  options: StandardHandlerOptions<CallContext>,
): FastifyHandler<CallContext> {
  const serializer = new StandardOpenAPISerializer(new StandardOpenAPIJsonSerializer(), new StandardBracketNotationSerializer())
  return new FastifyHandler(new StandardHandler(router, new StandardOpenAPIMatcher(), new PlainCodec(serializer), options))
}
