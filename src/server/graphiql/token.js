/** Who asks, where tokens come from elsewhere: a field to paste one. */

const KEY = 'tierline:token';

/** A field for a bearer token. The token lasts as long as the tab and is sent to this server only. */
export function tokenField(changed) {
  const input = document.createElement('input');
  input.id = 'token';
  input.placeholder = 'paste a token; without one you ask as nobody';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.value = sessionStorage.getItem(KEY) ?? '';

  const label = document.createElement('label');
  label.htmlFor = input.id;
  label.textContent = 'bearer token';

  input.addEventListener('change', () => {
    // Tokens are often copied together with the header's name.
    input.value = input.value.trim().replace(/^(authorization:\s*)?bearer\s+/i, '');
    sessionStorage.setItem(KEY, input.value);
    changed();
  });

  return {
    elements: [label, input],
    authorization: async () => (input.value ? { authorization: `Bearer ${input.value}` } : {}),
  };
}
