import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';

/** OpenAPI 3.1 from the routes: /docs for people, /docs/json for programs. Registered before the routes. */
export async function mountDocs(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pustaka',
        version,
        description:
          'One platform that runs a whole library. Replies come in an envelope; money is whole rupiah; times are UTC.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          session: { type: 'apiKey', in: 'cookie', name: 'sid' },
        },
      },
      security: [{ bearer: [] }, { apiKey: [] }, { session: [] }, {}],
    },
    hideUntagged: true,
    transformObject: (document) =>
      'openapiObject' in document ? shareErrors(document.openapiObject as Document) : document.swaggerObject,
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'none', deepLinking: true },
  });
}

type Document = Partial<OpenAPIV3_1.Document>;

/** Every route answers errors in one shape: said once, referred to everywhere. */
function shareErrors(document: Document): Document {
  let shape: OpenAPIV3_1.SchemaObject | undefined;
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) {
      if (typeof operation !== 'object' || !('responses' in operation)) continue;
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        const body = 'content' in answer ? answer.content?.['application/json'] : undefined;
        if (!/^[45]XX$/.test(status) || !body?.schema || '$ref' in body.schema) continue;
        shape ??= body.schema;
        body.schema = { $ref: '#/components/schemas/Error' };
      }
    }
  }
  const schemas = { ...document.components?.schemas, ...(shape ? { Error: shape } : {}) };
  return { ...document, components: { ...document.components, schemas } };
}
