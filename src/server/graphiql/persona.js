/** Who asks, where the sample issuer is on: somebody from the sample world. */

const KEY = 'tierline:persona';
const NOBODY = '';

/** A chooser of sample personas, or null where the server has none. The choice lasts as long as the tab. */
export async function personaChooser(changed) {
  const personas = await list();
  if (!personas?.length) return null;

  const select = document.createElement('select');
  select.id = 'persona';
  select.append(...personas.map(({ name }) => new Option(name)), new Option('nobody, no token', NOBODY));
  select.value = sessionStorage.getItem(KEY) ?? personas[0].name;
  if (select.selectedIndex < 0) select.value = personas[0].name;

  const label = document.createElement('label');
  label.htmlFor = select.id;
  label.textContent = 'ask as';

  const about = document.createElement('output');
  about.htmlFor.add(select.id);
  const describe = () => {
    about.value = personas.find(({ name }) => name === select.value)?.description ?? 'Asks without a token.';
  };
  describe();

  select.addEventListener('change', () => {
    sessionStorage.setItem(KEY, select.value);
    describe();
    changed();
  });

  return {
    elements: [label, select, about],
    // A new token each time: none can be expired, or signed with the key of a server that has been restarted since.
    authorization: async () => (select.value === NOBODY ? {} : { authorization: `Bearer ${await token(select.value)}` }),
  };
}

async function list() {
  const response = await fetch('sample/personas');
  return response.ok ? response.json() : null;
}

async function token(name) {
  const response = await fetch(`sample/token/${encodeURIComponent(name)}`, { cache: 'no-store' });
  if (!response.ok) throw new Error(`No token for the persona "${name}": the server answered ${response.status}.`);
  return (await response.json()).token;
}
