/* All hits as pins, grouped in the browser. */

// So many at once take less than anybody notices.
const AT_ONCE = 200;
// More of them do not glide when the zoom changes: each would be drawn twice.
const MOST_IN_MOTION = 300;

/* Adds them to the map; returns `find(key)`: the element in which a pin stands now, its own or a cluster's. */
export function pins(L, map, features, { pin, cluster, popup, room }, signal) {
    const group = L.markerClusterGroup({
        maxClusterRadius: 56,
        showCoverageOnHover: false,
        animate: map.options.zoomAnimation && features.length <= MOST_IN_MOTION,
        iconCreateFunction: (made) => cluster(made.getChildCount()),
    });
    const byKey = new Map();
    group.bindPopup(({ entry }) => popup(entry), room(map));
    map.addLayer(group);
    addFrom(0);

    function addFrom(first) {
        if (signal.aborted) return;
        group.addLayers(features.slice(first, first + AT_ONCE).map(marker));
        if (first + AT_ONCE < features.length) setTimeout(addFrom, 0, first + AT_ONCE);
    }

    function marker({ geometry, properties }) {
        const [longitude, latitude] = geometry.coordinates;
        const made = L.marker([latitude, longitude], { icon: pin(properties) });
        made.entry = properties;
        byKey.set(`${properties.type}/${properties.id}`, made);
        return made;
    }

    return {
        find: (key) => {
            const marker = byKey.get(key);
            return (marker && group.getVisibleParent(marker)?.getElement()) ?? null;
        },
    };
}
