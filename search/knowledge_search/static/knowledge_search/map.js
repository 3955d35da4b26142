/* Puts the map with JavaScript in the place of the drawing, once there is one on the page.

   Whoever swaps results in place dispatches, when the new ones stand in the page, an event that bubbles:
       results.dispatchEvent(new CustomEvent("knowledge-search:results", { bubbles: true }));
   Then maps that went are let go, and those that came are started: `init(root)`. */
const running = new Map();

export async function init(root = document) {
    for (const [element, stop] of running) {
        if (element.isConnected) continue;
        running.delete(element);
        stop.abort();
    }
    const found = [...root.querySelectorAll("[data-search-map]")].filter((element) => !running.has(element));
    for (const element of found) {
        running.set(element, new AbortController());
        // At once, not when the map is drawn: who pressed a button here before results were swapped is still at it.
        element.querySelector("[data-map-tools]").hidden = false;
    }
    if (!found.length) return;
    const { show } = await import("./map-view.js").catch(() => ({ show: () => Promise.reject() }));
    for (const element of found) {
        const { signal } = running.get(element) ?? AbortSignal.abort();
        show(element, signal).catch(() => {
            if (signal?.aborted) return;
            element.querySelector("[data-map-status]").textContent =
                "Die bewegliche Karte lässt sich gerade nicht laden. Die gezeichnete Karte und die Liste sind da.";
        });
    }
}

document.addEventListener("knowledge-search:results", ({ target }) => init(target));
init();
