/* "In meiner Nähe": asks for the position on a click and searches around it. Without JavaScript the form's field for
   a place does the same.

   Whoever swaps results in place dispatches `knowledge-search:results` on what is new (see map.js). */
const REFUSALS = {
    1: "Dein Browser gibt den Standort nicht frei. Trag unter „Filter“ einen Ort ein, oder erlaube den Standort für diese Seite.",
    2: "Dein Gerät kennt seinen Standort gerade nicht. Trag unter „Filter“ einen Ort ein.",
    3: "Der Standort ließ sich nicht rechtzeitig bestimmen. Versuch es noch einmal, oder trag unter „Filter“ einen Ort ein.",
};
const RADIUS_KM = "10";

function init(root) {
    if (!("geolocation" in navigator)) return;
    for (const part of root.querySelectorAll("[data-search-near]")) {
        const button = part.querySelector("button");
        const status = part.querySelector("[role=status]");
        if (part.dataset.ready) continue;
        part.dataset.ready = "true";
        part.hidden = false;
        button.addEventListener("click", () => ask(button, status));
    }
}

function ask(button, status) {
    status.textContent = "Dein Standort wird bestimmt …";
    navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
            status.textContent = "";
            search(coords, document.getElementById("search-form"));
        },
        (error) => {
            status.textContent = REFUSALS[error.code] ?? REFUSALS[2];
            button.focus();
        },
        { timeout: 15000, maximumAge: 300000 },
    );
}

function search({ latitude, longitude }, form) {
    // About a hundred metres: enough to be near, and no address of a house in any log.
    const near = field(form, "near");
    near.value = `${latitude.toFixed(3)},${longitude.toFixed(3)}`;
    form.elements.radius_km.value ||= RADIUS_KM;
    if (form.elements.place) form.elements.place.value = "";
    form.elements.bbox?.remove();
    form.requestSubmit();
}

function field(form, name) {
    const there = form.elements[name];
    if (there) return there;
    const made = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(made);
    return made;
}

document.addEventListener("knowledge-search:results", ({ target }) => init(target));
init(document);
