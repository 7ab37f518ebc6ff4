/** Whose word makes the policy that an adoption begins with. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { Actor } from '../model/event.ts';
import { type Policy, policies } from '../model/policy.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { config, configAccept } from './config.ts';
import { init } from './init.ts';
import { agent, DataStore, person } from './testing/data-store.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const loose: Policy = { ...policies.standard, order: 'ready', summaryLength: 1 };

async function adoptedBy(actor: Actor, configured: Policy) {
  const store = new DataStore(planOf({ phases: [[{ id: 'TASKS-01' }]] }), digest);
  store.configure(configured);
  const adopted = await store.does(init, {}, actor);
  const told = await store.does(config, {}, person);
  if (!adopted.ok || !told.ok) throw new Error('it was refused');
  return { store, adopted: adopted.value.result, inForce: told.value.result };
}

describe('the policy that an adoption begins with', () => {
  it.each<Actor>([person, { ...agent, claimed: 'human' }])('is that of the configuration, where a person adopts: %j', async (actor) => {
    const { adopted, inForce } = await adoptedBy(actor, loose);
    expect(inForce).toMatchObject({ policy: loose, differences: [] });
    expect(adopted.next).not.toContainEqual(expect.objectContaining({ who: 'person' }));
  });

  it.each<Actor>([agent, { ...agent, kind: 'ci' }])('is the standard one, where it is nobody who may accept another: %j', async (actor) => {
    const { store, adopted, inForce } = await adoptedBy(actor, loose);
    expect(inForce.policy).toEqual(policies.standard);
    expect(inForce.differences.map(({ key }) => key)).toEqual(['order', 'summaryLength']);
    expect(adopted.message).toContain('for a person to accept');
    const [step] = adopted.next.filter(({ who }) => who === 'person');
    expect(step?.command).toBe('tallyplan config accept');
    expect((await store.does(configAccept, {}, person)).ok).toBe(true);
  });

  it('is no claim’s, where the configuration would refuse the claim', async () => {
    const { inForce } = await adoptedBy({ ...agent, claimed: 'human' }, { ...loose, claimedHuman: 'refused' });
    expect(inForce.policy).toEqual(policies.standard);
  });

  it('waits for nobody where the configuration asks for the standard one', async () => {
    const { adopted } = await adoptedBy(agent, { ...policies.standard });
    expect(adopted.next.map(({ command }) => command)).toEqual(['tallyplan status', 'tallyplan next']);
  });
});
