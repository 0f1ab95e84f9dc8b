import helmet from '@fastify/helmet';
import Fastify from 'fastify';

/** What browsers are told on every answer. They never change: helmet says them once, not at each request. */
export async function protectionHeaders(https: boolean): Promise<Readonly<Record<string, string>>> {
  const probe = Fastify();
  await probe.register(helmet, {
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    // With no-referrer, helmet's own choice, browsers send `Origin: null` with every form, which the origin check refuses.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  probe.get('/', async (_request, reply) => reply.send());
  const { headers } = await probe.inject('/');
  await probe.close();
  const said = Object.entries(headers).filter(([name]) => !OF_THE_PROBE.has(name));
  return { ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])), [POLICY]: devices('()') };
}

const POLICY = 'permissions-policy';
const devices = (camera: '()' | '(self)'): string => `camera=${camera}, geolocation=(), microphone=()`;

/** Beside the others, on a page that reads barcodes with the camera. */
export const withCamera: Readonly<Record<string, string>> = { [POLICY]: devices('(self)') };

const OF_THE_PROBE = new Set(['content-length', 'content-type', 'date', 'connection']);
