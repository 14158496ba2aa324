/** In which language the extension speaks. The page comes up anew in it. */

import { part } from '../fill.js';
import { LANGUAGES, chooseLanguage, chosenLanguage } from '../../shared/texts.js';

const choice = part('language', HTMLSelectElement);

const named = Object.entries(LANGUAGES).map(([value, name]) => make('option', { value, lang: value }, name));
choice.append(make('option', { value: '' }, say('optionsLanguageBrowser')), ...named);
choice.addEventListener('change', async () => {
  await chooseLanguage(choice.value);
  location.reload();
});

export async function showLanguage() {
  choice.value = await chosenLanguage();
}
