/* Passing a page on: copy its address, hand it to the device, print it. Without this module the address stands
   there to be copied by hand, and the link to the mail program works. */
for (const share of document.querySelectorAll("[data-share]")) {
    const { title, address } = share.dataset;
    const field = share.querySelector("[data-share-address]");
    const status = share.querySelector("[data-share-status]");

    const offer = (name, act) => {
        const button = share.querySelector(`[data-share-${name}]`);
        button.hidden = false;
        button.addEventListener("click", act);
    };

    field.addEventListener("focus", () => field.select());

    offer("copy", async () => {
        try {
            await navigator.clipboard.writeText(address);
            status.textContent = "Die Adresse ist kopiert.";
        } catch {
            // No permission, or a page without https: the visitor's own keys always may.
            field.focus();
            field.select();
            status.textContent = "Die Adresse ist markiert. Kopiere sie mit Strg und C.";
        }
    });
    if (navigator.share) {
        offer("native", () => {
            // Whoever closes the device's own window has changed their mind: nothing to say.
            navigator.share({ title, url: address }).catch(() => {});
        });
    }
    offer("print", () => print());
}
