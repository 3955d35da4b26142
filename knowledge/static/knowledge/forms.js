/* Forms: whoever is sent back starts at the summary of what is missing, and long texts are counted while they are
   written. Without this module the summary is on top anyway, and the limit stands under the field. */
document.querySelector("[data-form-summary]")?.focus();

const PAUSE = 700; // ms: a screen reader is not to speak between two letters

for (const field of document.querySelectorAll("textarea[data-counted]")) {
    const count = document.getElementById(`${field.id}_count`);
    const limit = Number(field.dataset.counted);
    const number = new Intl.NumberFormat("de");
    let waiting;

    const words = () => {
        const left = limit - [...field.value].length;
        const characters = number.format(Math.abs(left));
        return left < 0 ? `${characters} Zeichen zu viel.` : `Noch ${characters} Zeichen.`;
    };
    const show = () => {
        count.textContent = words();
        count.classList.toggle("form-count--over", [...field.value].length > limit);
    };

    show();
    count.setAttribute("aria-live", "polite");
    field.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, PAUSE);
    });
}
