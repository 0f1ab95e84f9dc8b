import Fastify from 'fastify';

/** node fastify.ts PORT REPLY: sends the same bytes to whoever asks; REPLY is {headers, body} in base64. */
const [port = '0', reply = ''] = process.argv.slice(2);
const { headers, body }: { headers: Record<string, string>; body: string } = JSON.parse(
  Buffer.from(reply, 'base64').toString(),
);
const server = Fastify({ logger: false });
server.get('/', (_request, out) => out.headers(headers).send(body));
await server.listen({ port: Number(port), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
